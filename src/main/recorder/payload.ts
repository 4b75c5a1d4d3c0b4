// Owns the first bytes of an object as a payload of the ring carries them, copied out of shared memory (text decoders refuse
// shared bytes). Invariant: the bytes are those of the last load; whoever needs them longer must copy.

import { PAYLOAD_BYTES, PAYLOAD_RECORDS } from '../../shared/model/ring.ts';

export const PAYLOAD_WORDS = PAYLOAD_BYTES / 4;
/** Records are four words each. */
export const RECORD_WORDS = 4;
export const PAYLOAD_RECORD_WORDS = PAYLOAD_RECORDS * RECORD_WORDS;

export class Payload {
  readonly #words = new Uint32Array(PAYLOAD_WORDS);
  readonly view = new DataView(this.#words.buffer);

  load(words: Uint32Array, at: number): void {
    for (let i = 0; i < PAYLOAD_WORDS; i++) this.#words[i] = words[at + i] as number;
  }

  /** @param bytes PAYLOAD_BYTES of them, or fewer where memory ended */
  loadBytes(bytes: Uint8Array): void {
    this.#words.fill(0);
    new Uint8Array(this.#words.buffer).set(bytes.subarray(0, PAYLOAD_BYTES));
  }

  /** The refcount, or in the payload of a collecting decref: 1 while the cycle collector runs, else 0. */
  get first(): number {
    return this.#words[0] as number;
  }
  get typeAddress(): number {
    return this.#words[1] as number;
  }
}
