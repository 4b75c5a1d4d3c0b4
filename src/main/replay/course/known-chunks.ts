// Owns what is known of a run that was compared with its recording once: per chunk of the ring (SEGMENT_BYTES, or up to a
// checkpoint) its sum and where the course was behind it. All engines of a session share it. Must not compare or run anything.
// Invariant: chunk n is there only if all before it are; what is there never changes, as the run is always the same.

import { HASH_WORDS } from './chunk-hash.ts';

/** Where a run is, as far as the recording counts it. */
export interface CoursePosition {
  /** Events that came again. */
  readonly seq: number;
  /** The step that comes next. */
  readonly step: number;
  /** The highest id of an object that had an event. */
  readonly object: number;
}

export interface ChunkFacts {
  readonly hash: Int32Array;
  readonly ms: number;
  readonly bytes: number;
}

/** A row: seq, step and time as doubles, then the object and the sum as words. */
const ROW_DOUBLES = 6;
const ROW_WORDS = 2 * ROW_DOUBLES;
const TIME = 2;
const [OBJECT, HASH, BYTES] = [6, 7, 11];
/** Row 0 is the count. 500 million events are some 12,000 chunks; what is beyond these is compared each time. */
const MAX_ROWS = 65_536;

export class KnownChunks {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #doubles: Float64Array;

  /** @param buffer that of another thread's; without it nothing is known yet */
  constructor(buffer = new SharedArrayBuffer(MAX_ROWS * ROW_DOUBLES * 8)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer);
    this.#doubles = new Float64Array(buffer);
  }

  get count(): number {
    return Atomics.load(this.#words, 0);
  }

  /** The event behind which chunk n ends. */
  seq(n: number): number {
    return this.#doubles[rowOf(n) * ROW_DOUBLES] as number;
  }

  /** Milliseconds that the program took up to its end, without what the comparison took. */
  ms(n: number): number {
    return this.#doubles[rowOf(n) * ROW_DOUBLES + TIME] as number;
  }

  /** How long it is: some end early, at a checkpoint. */
  bytes(n: number): number {
    return this.#words[rowOf(n) * ROW_WORDS + BYTES] as number;
  }

  /** Milliseconds up to an event, as far as that is known. */
  msOf(seq: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.seq(middle) < seq) low = middle + 1;
      else high = middle;
    }
    if (low === this.count) return low === 0 ? 0 : this.ms(low - 1);
    const [fromSeq, fromMs] = low === 0 ? [0, 0] : [this.seq(low - 1), this.ms(low - 1)];
    const share = (seq - fromSeq) / Math.max(1, this.seq(low) - fromSeq);
    return fromMs + share * (this.ms(low) - fromMs);
  }

  end(n: number): CoursePosition {
    const at = rowOf(n);
    return {
      seq: this.seq(n),
      step: this.#doubles[at * ROW_DOUBLES + 1] as number,
      object: this.#words[at * ROW_WORDS + OBJECT] as number,
    };
  }

  isHash(n: number, hash: Int32Array): boolean {
    const at = rowOf(n) * ROW_WORDS + HASH;
    return hash.every((word, i) => word === this.#words[at + i]);
  }

  /** Chunk n was compared; nothing happens unless it is the next one. Two threads that do this at once write the same. */
  add(n: number, { seq, step, object }: CoursePosition, { hash, ms, bytes }: ChunkFacts): void {
    const at = rowOf(n);
    if (n !== this.count || at >= MAX_ROWS) return;
    this.#doubles[at * ROW_DOUBLES] = seq;
    this.#doubles[at * ROW_DOUBLES + 1] = step;
    this.#doubles[at * ROW_DOUBLES + TIME] = ms;
    this.#words[at * ROW_WORDS + OBJECT] = object;
    this.#words[at * ROW_WORDS + BYTES] = bytes;
    this.#words.set(hash.subarray(0, HASH_WORDS), at * ROW_WORDS + HASH);
    Atomics.compareExchange(this.#words, 0, n, n + 1);
  }
}

const rowOf = (n: number): number => n + 1;
