// Owns the first bytes of an object as a payload of the ring carries them, copied out of shared memory (text decoders refuse
// shared bytes). Invariant: the bytes are those of the last load; whoever needs them longer must copy.

import { MAX_PAYLOAD_BYTES, PAYLOAD_BYTES } from '../../shared/model/ring.ts';

export const PAYLOAD_WORDS = PAYLOAD_BYTES / 4;
/** Records are four words each. */
export const RECORD_WORDS = 4;

/** Of an object: its type's address. */
export const TYPE_WORD = 1;

/** Whether the cycle collector ran, by the payload behind a collecting decref that starts at `at`. */
export const isCollecting = (words: Int32Array, at: number): boolean =>
  ((words[at] as number) & 1) === 1;

export class Payload {
  readonly #words = new Uint32Array(MAX_PAYLOAD_BYTES / 4);
  readonly #start = new DataView(this.#words.buffer, 0, PAYLOAD_BYTES);
  #view = this.#start;

  /** @param count number of words, PAYLOAD_WORDS at least */
  load(words: Int32Array, at: number, count: number): void {
    for (let i = 0; i < count; i++) this.#words[i] = words[at + i] as number;
    this.#setLength(4 * count);
  }

  /** @param bytes PAYLOAD_BYTES of them or more, or fewer where memory ended */
  loadBytes(bytes: Uint8Array): void {
    const shown = bytes.subarray(0, MAX_PAYLOAD_BYTES);
    this.#words.fill(0, 0, PAYLOAD_WORDS);
    new Uint8Array(this.#words.buffer).set(shown);
    this.#setLength(shown.length);
  }

  /** All that is known of the object. */
  get view(): DataView {
    return this.#view;
  }
  /** Its first PAYLOAD_BYTES. */
  get start(): DataView {
    return this.#start;
  }
  /** The refcount, but behind a collecting decref. */
  get first(): number {
    return this.#words[0] as number;
  }
  get typeAddress(): number {
    return this.#words[TYPE_WORD] as number;
  }

  #setLength(bytes: number): void {
    this.#view = bytes <= PAYLOAD_BYTES ? this.#start : new DataView(this.#words.buffer, 0, bytes);
  }
}
