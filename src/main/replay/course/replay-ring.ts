// Owns the ring of a program that runs again: its records go to the comparison with the recorded course, and the program gets exactly
// so much room that it comes back at the event that is wanted. Must not look at the heap.
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
import type { RecordedCourse } from './recorded-course.ts';

const WORDS = RECORD_BYTES / 4;
/** A change beyond this is written as this. */
const SATURATED = 0x7fff;

export interface ReplayRingParts {
  readonly runtime: RuntimeExports;
  readonly course: RecordedCourse;
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
  #target = 0;

  constructor(parts: ReplayRingParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#target = this.#parts.onStart();
    this.#makeRoom();
  }

  /** An item has at least one record, so the room for as many records as events are missing cannot hold more events. */
  #makeRoom(): void {
    const { runtime, course } = this.#parts;
    const bytes = Math.min((this.#target - course.seq) * RECORD_BYTES, SEGMENT_BYTES);
    runtime.refscope_set_ring(this.#start, this.#start + bytes);
  }

  onFull(): void {
    const { course, isStopWanted, onStop } = this.#parts;
    this.#check();
    if (course.seq < this.#target && isStopWanted()) this.#target = onStop(false);
    while (course.seq === this.#target) this.#target = onStop(true);
    this.#makeRoom();
  }

  /** Nobody stops a replay from inside. */
  throwIfStopped(): void {}

  finish(): void {
    this.#parts.runtime.refscope_set_ring(0, 0);
  }

  #check(): void {
    const { runtime } = this.#parts;
    const count = (runtime.refscope_ring_ptr() - this.#start) >>> 2;
    const words = new Uint32Array(runtime.refscope_memory.buffer, this.#start, count);
    for (let i = 0; i < count;) i = this.#item(words, i);
  }

  /** Returns the index of the next item. */
  #item(words: Uint32Array, i: number): number {
    const { course } = this.#parts;
    const first = words[i] ?? 0;
    const next = i + WORDS;
    if (first < FIRST_ADDRESS || (first & 1) !== 0) {
      if (first === TAG.line) course.line(words[i + 2] ?? 0);
      return (first & 0xff) === TAG.bind ? next + wordsAfterBind(first) : next;
    }
    const kind = words[i + 2] ?? 0;
    const site = kind & 0xffff;
    const value = course.isBirth(site) ? 1 : (words[i + 1] ?? 0);
    const isRise = kind >> 16 === SATURATED;
    course.event({ address: first, value, site, instruction: words[i + 3] ?? 0, isRise });
    return value === 0 ? next + wordsAfterEnd(words[next] ?? 0) : next;
  }
}
