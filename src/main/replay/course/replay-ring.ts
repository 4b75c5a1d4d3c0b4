// Owns the ring of a program that runs again, chunk by chunk as in the run before: the records of a chunk go to the comparison with the
// recorded course, or, where an engine compared it before, only its sum is compared. The program gets so much room that it comes back
// at the event that is wanted. Must not look at the heap.
// Invariant: `onStop` is called inside the store that made the event to stop at; no record passes unchecked.

import type { RuntimeExports } from '../../../shared/model/instrumented.ts';
import {
  FIRST_ADDRESS,
  RECORD_BYTES,
  SEGMENT_BYTES,
  segmentStart,
  TAG,
  wordsAfterBind,
  wordsAfterEnd,
} from '../../../shared/model/ring.ts';
import type { Ring } from '../../engine/ring-feeder.ts';
import { HASH_WORDS, hashChunk } from './chunk-hash.ts';
import type { KnownChunks } from './known-chunks.ts';
import { diverges, type RecordedCourse } from './recorded-course.ts';

const WORDS = RECORD_BYTES / 4;
/** A change beyond this is written as this. */
const SATURATED = 0x7fff;

export interface ReplayRingParts {
  readonly runtime: RuntimeExports;
  readonly course: RecordedCourse;
  readonly known: KnownChunks;
  /** Milliseconds of a clock that the program does not see. */
  now(): number;
  /** The program is about to start; returns the first event to stop at. */
  onStart(): number;
  /** A portion of the run was compared; true: stop here, before the event that is wanted. */
  isStopWanted(): boolean;
  /** The program stands behind course.seq, right behind its store if that was wanted; returns the next event to stop at. */
  onStop(isWanted: boolean): number;
}

export class ReplayRing implements Ring {
  readonly #parts: ReplayRingParts;
  readonly #start = segmentStart(0);
  readonly #hash = new Int32Array(HASH_WORDS);
  #target = 0;
  /** Number of the chunk that is being filled. */
  #chunk = 0;
  /** Up to here its records were compared. */
  #comparedTo = this.#start;
  /** The whole of it was recorded as it is known to be, if its sum is right. */
  #isSummed = false;
  #ranMs = 0;
  #since = 0;

  constructor(parts: ReplayRingParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#target = this.#parts.onStart();
    this.#goOn();
  }

  onFull(): void {
    const { course, isStopWanted, onStop, now } = this.#parts;
    this.#ranMs += now() - this.#since;
    if (!this.#isSummed) this.#compare();
    if (this.#parts.runtime.refscope_ring_ptr() - this.#start >= SEGMENT_BYTES) this.#endChunk();
    if (course.seq < this.#target && isStopWanted()) this.#target = onStop(false);
    while (course.seq === this.#target) this.#target = onStop(true);
    this.#goOn();
  }

  /** Nobody stops a replay from inside. */
  throwIfStopped(): void {}

  finish(): void {
    this.#parts.runtime.refscope_set_ring(0, 0);
  }

  /** An item has at least one record, so the room for as many records as events are missing cannot hold more events. */
  #goOn(): void {
    const { runtime, course, known, now } = this.#parts;
    const from = this.#comparedTo;
    const atStart = from === this.#start;
    this.#isSummed = atStart && this.#chunk < known.count && known.seq(this.#chunk) < this.#target;
    const wanted = (this.#target - course.seq) * RECORD_BYTES;
    const end = this.#start + SEGMENT_BYTES;
    runtime.refscope_set_ring(from, this.#isSummed ? end : Math.min(from + wanted, end));
    this.#since = now();
  }

  #endChunk(): void {
    const { runtime, course, known } = this.#parts;
    const bytes = runtime.refscope_ring_ptr() - this.#start;
    const words = new Int32Array(runtime.refscope_memory.buffer, this.#start, bytes >>> 2);
    hashChunk(words, this.#hash);
    const chunk = this.#chunk++;
    this.#comparedTo = this.#start;
    if (chunk >= known.count) return known.add(chunk, course.position, this.#hash, this.#ranMs);
    if (!known.isHash(chunk, this.#hash))
      throw diverges(
        `it made other records than before between events ${course.seq} and ${known.seq(chunk)}`,
      );
    if (this.#isSummed) course.skipTo(known.end(chunk));
  }

  #compare(): void {
    const { runtime } = this.#parts;
    const end = runtime.refscope_ring_ptr();
    const count = (end - this.#comparedTo) >>> 2;
    const words = new Uint32Array(runtime.refscope_memory.buffer, this.#comparedTo, count);
    for (let i = 0; i < count;) i = this.#item(words, i);
    this.#comparedTo = end;
  }

  /** Returns the index of the next item. */
  #item(words: Uint32Array, i: number): number {
    const { course } = this.#parts;
    const first = words[i] as number;
    const next = i + WORDS;
    if (first < FIRST_ADDRESS || (first & 1) !== 0) {
      if (first === TAG.line) course.line(words[i + 2] as number);
      return (first & 0xff) === TAG.bind ? next + wordsAfterBind(first) : next;
    }
    const kind = words[i + 2] as number;
    const site = kind & 0xffff;
    const value = course.births[site] === 1 ? 1 : (words[i + 1] as number);
    course.event(first, value, site, words[i + 3] as number, kind >> 16 === SATURATED);
    return value === 0 ? next + wordsAfterEnd(words[next] as number) : next;
  }
}
