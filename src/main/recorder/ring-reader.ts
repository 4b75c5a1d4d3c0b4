// Owns the recorder's end of the ring: which segments are ready, and giving them back. Must not decode. Invariants: every word
// is handed out once, in order; a segment is given back only after the reader said it is done with it.

import {
  CONTROL,
  MEMORY,
  SEGMENT_COUNT,
  SEGMENT_STRIDE,
  segmentStart,
} from '../../shared/model/ring.ts';

export class RingReader {
  readonly #control: Int32Array;
  readonly #memory: SharedArrayBuffer;
  /** The segment that is being read, and how many of its bytes were. */
  #segment = 0;
  #readBytes = 0;

  constructor(memory: SharedArrayBuffer) {
    this.#memory = memory;
    this.#control = new Int32Array(memory, MEMORY.control, 1024);
  }

  /** True when the engine has published its last segment. */
  get hasEnded(): boolean {
    return Atomics.load(this.#control, CONTROL.ended) !== 0;
  }

  /** True when that was read, too. */
  get isExhausted(): boolean {
    return this.hasEnded && !this.#isPublished;
  }

  get #isPublished(): boolean {
    return ((Atomics.load(this.#control, CONTROL.published) - this.#segment) | 0) > 0;
  }

  /** The unread words of the next published segment; null when there is none. Call `done` after them. */
  next(): Uint32Array | null {
    if (!this.#isPublished) return null;
    const slot = this.#segment % SEGMENT_COUNT;
    return this.#words(Atomics.load(this.#control, CONTROL.usedBytes + slot));
  }

  /** Gives the segment that `next` handed out back to the engine. */
  done(): void {
    this.#segment++;
    this.#readBytes = 0;
    Atomics.add(this.#control, CONTROL.consumed, 1);
    Atomics.notify(this.#control, CONTROL.consumed);
  }

  /** The unread complete items of the segment that the engine is filling; null when there are none. */
  visible(): Uint32Array | null {
    const published = Atomics.load(this.#control, CONTROL.published);
    const to = Atomics.load(this.#control, CONTROL.visible) - segmentStart(this.#segment);
    const isCurrent =
      published === this.#segment && Atomics.load(this.#control, CONTROL.published) === published;
    if (!isCurrent || to <= this.#readBytes || to > SEGMENT_STRIDE) return null;
    return this.#words(to);
  }

  /** Waits until the engine publishes something, is woken, or the time is over. */
  wait(timeoutMs: number): void {
    if (this.#isPublished) return;
    Atomics.wait(this.#control, CONTROL.published, this.#segment | 0, timeoutMs);
  }

  /** Asks the engine to stop the program. */
  stopEngine(): void {
    Atomics.store(this.#control, CONTROL.stop, 1);
  }

  #words(toBytes: number): Uint32Array {
    const start = segmentStart(this.#segment) + this.#readBytes;
    const words = new Uint32Array(this.#memory, start, (toBytes - this.#readBytes) >>> 2);
    this.#readBytes = toBytes;
    return words;
  }
}
