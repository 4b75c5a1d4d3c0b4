// Owns the ring of a program that runs again, chunk by chunk as in the run before: the records of a chunk go to the comparison with the
// recorded course, or, where an engine compared it before, only its sum is compared. The program gets so much room that it comes back
// at the event that is wanted. On its first way through the run it leaves checkpoints behind, and goes back to them. Must not look at the heap.
// Invariant: `onStop` is called inside the store that made the event to stop at; no record passes unchecked.

import type { RuntimeExports } from '../../../shared/model/instrumented.ts';
import { SEGMENT_BYTES, segmentStart, RECORD_BYTES } from '../../../shared/model/ring.ts';
import type { RewindableRing } from '../../engine/interpreter.ts';
import type { Checkpoint, Rewinder } from '../../engine/rewind/rewinder.ts';
import { saveAll, type Restore, type Savable } from '../../engine/rewind/savable.ts';
import { Checkpoints } from '../rewind/checkpoints.ts';
import { HASH_WORDS, hashChunk } from './chunk-hash.ts';
import { compareRecords } from './compare-records.ts';
import type { KnownChunks } from './known-chunks.ts';
import { diverges, type RecordedCourse } from './recorded-course.ts';

export interface ReplayRingParts {
  readonly runtime: RuntimeExports;
  readonly course: RecordedCourse;
  readonly known: KnownChunks;
  /** What changes as the program runs, besides the course. */
  readonly states: readonly Savable[];
  /** Milliseconds between two checkpoints. */
  readonly apartMs: number;
  /** Milliseconds of a clock that the program does not see. */
  now(): number;
  /** The program is about to start. */
  onStart(): void;
  /** A portion of the run was compared; true: stop here, before the event that is wanted. */
  isStopWanted(): boolean;
  /** The program stands behind course.seq, right behind its store if that was wanted. Returns when it is to go elsewhere. */
  onStop(isWanted: boolean): void;
  /** The event to go to. */
  goal(): number;
  /** The first one to stop at on the way there. */
  nextStop(from: number): number;
}

export class ReplayRing implements RewindableRing {
  readonly #parts: ReplayRingParts;
  readonly #start = segmentStart(0);
  readonly #hash = new Int32Array(HASH_WORDS);
  readonly #checkpoints: Checkpoints;
  #rewinder: Rewinder | null = null;
  #target = 0;
  /** The goal of the last way over checkpoints: until it is reached, the run stops here and there. */
  #routedTo = 0;
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
    this.#checkpoints = new Checkpoints(parts.apartMs);
  }

  /** False: the run has done what cannot be undone in its thread. */
  get goesBack(): boolean {
    const start = this.#rewinder?.start;
    return start !== null && start !== undefined && this.#rewinder?.canReturnTo(start) === true;
  }

  start(): void {
    const { course, onStart, nextStop } = this.#parts;
    onStart();
    this.#target = nextStop(course.seq);
    this.#goOn();
  }

  /** What exists already has been told of. */
  onReady(rewinder: Rewinder): void {
    this.#rewinder = rewinder;
    this.#pause();
    this.#cut();
  }

  onFull(): void {
    const { course, isStopWanted, onStop } = this.#parts;
    this.#pause();
    if (!this.#isSummed) this.#compare();
    if (this.#used >= this.#length) this.#endChunk();
    if (course.seq < this.#target && isStopWanted()) {
      onStop(false);
      this.#steer();
    }
    while (course.seq === this.#target) {
      onStop(true);
      this.#steer();
    }
    this.#goOn();
  }

  /** A checkpoint can be taken. */
  onOffer(): void {
    const { now } = this.#parts;
    const rewinder = this.#rewinder;
    this.#pause();
    const isGood = this.goesBack && this.#checkpoints.isGood(rewinder?.activation ?? 0);
    if (rewinder && isGood && this.#isNew) {
      this.#cut();
      const since = now();
      this.#add(rewinder.take(), this.#ranMs, now() - since);
      return this.#goOn();
    }
    this.#since = now();
  }

  onRestored(): void {
    const { course, nextStop } = this.#parts;
    const start = this.#rewinder?.start;
    if (this.#checkpoints.count === 0 && start) this.#add(start, 0, 0);
    this.#target = nextStop(course.seq);
    this.#goOn();
  }

  save(): Restore {
    const { course, states } = this.#parts;
    const [chunk, ranMs] = [this.#chunk, this.#ranMs];
    const restore = saveAll([course, ...states]);
    return () => {
      restore();
      this.#chunk = chunk;
      this.#ranMs = ranMs;
      this.#comparedTo = this.#start;
      this.#isSummed = false;
    };
  }

  /** Nobody stops a replay from inside. */
  throwIfStopped(): void {}

  finish(): void {
    this.#parts.runtime.refscope_set_ring(0, 0);
  }

  #add(checkpoint: Checkpoint, ms: number, tookMs: number): void {
    const { seq, savedPages } = this.#parts.course;
    this.#checkpoints.add({ checkpoint, seq, ms, alsoKept: savedPages }, tookMs);
  }

  /** Nothing is known of the run behind here. */
  get #isNew(): boolean {
    return this.#chunk >= this.#parts.known.count;
  }

  get #used(): number {
    return this.#parts.runtime.refscope_ring_ptr() - this.#start;
  }

  /** Of the chunk at hand. */
  get #length(): number {
    return this.#isNew ? SEGMENT_BYTES : this.#parts.known.bytes(this.#chunk);
  }

  #pause(): void {
    this.#ranMs += this.#parts.now() - this.#since;
  }

  /** To the goal on the shortest way; does not return if that leads over a checkpoint. */
  #steer(): void {
    const { course, known, goal, nextStop } = this.#parts;
    const rewinder = this.#rewinder;
    const seq = goal();
    this.#target = nextStop(course.seq);
    const isOnTheWay = seq === this.#routedTo && course.seq < seq;
    if (!rewinder || !this.goesBack || isOnTheWay) return;
    const here = { seq: course.seq, ms: known.msOf(course.seq) };
    const way = this.#checkpoints.way({ seq, ms: known.msOf(seq) }, here, (checkpoint) =>
      rewinder.isInCall(checkpoint),
    );
    const route = way?.route ?? [];
    this.#routedTo = route.length > 0 ? seq : 0;
    if (route.length > 0) rewinder.goTo(route.map(({ checkpoint }) => checkpoint));
  }

  /** An item has at least one record, so the room for as many records as events are missing cannot hold more events. */
  #goOn(): void {
    const { runtime, course, known, now } = this.#parts;
    const from = Math.max(this.#start, this.#comparedTo);
    const atStart = from === this.#start;
    this.#isSummed = atStart && !this.#isNew && known.seq(this.#chunk) < this.#target;
    const wanted = (this.#target - course.seq) * RECORD_BYTES;
    const end = this.#start + this.#length;
    runtime.refscope_set_ring(from, this.#isSummed ? end : Math.min(from + wanted, end));
    this.#since = now();
  }

  /** The chunk ends here. */
  #cut(): void {
    if (!this.#isSummed) this.#compare();
    if (this.#used > 0) this.#endChunk();
  }

  #endChunk(): void {
    const { runtime, course, known } = this.#parts;
    const bytes = this.#used;
    const words = new Int32Array(runtime.refscope_memory.buffer, this.#start, bytes >>> 2);
    hashChunk(words, this.#hash);
    const chunk = this.#chunk++;
    this.#comparedTo = this.#start;
    if (chunk >= known.count) {
      known.add(chunk, course.position, { hash: this.#hash, ms: this.#ranMs, bytes });
      if (this.goesBack && this.#checkpoints.isWanted(this.#ranMs)) this.#rewinder?.want();
      return;
    }
    if (!known.isHash(chunk, this.#hash))
      throw diverges(
        `it made other records than before between events ${course.seq} and ${known.seq(chunk)}`,
      );
    if (this.#isSummed) course.skipTo(known.end(chunk));
  }

  #compare(): void {
    const { runtime, course } = this.#parts;
    const end = runtime.refscope_ring_ptr();
    const count = (end - this.#comparedTo) >>> 2;
    compareRecords(
      course,
      new Uint32Array(runtime.refscope_memory.buffer, this.#comparedTo, count),
    );
    this.#comparedTo = end;
  }
}
