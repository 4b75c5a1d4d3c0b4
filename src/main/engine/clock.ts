// Owns what time the recorded program sees: every reading of a clock, and every answer about the time zone, is kept with the session,
// and given back, in order, when the run is executed again. Runs inside the engine's worker, whose clocks it replaces. Invariant: no reading reaches the program that was
// not kept; a run that asks for more than was kept goes on with time that passes from the last reading.

import type { Restore } from './rewind/savable.ts';

/** Readings are sent on in parts of this many. */
const PART = 1024;
/** A program that reads the clock so often without doing anything in between is waiting in C, as time.sleep does. */
const WAITING_READINGS = 64;
const WAIT_MS = 1;
/** Stands before an answer in what is kept, and its length behind it. No reading is NaN; older recordings have no answers. */
const ANSWER = NaN;

export interface ClockOptions {
  /** What an earlier run read; null: this is the first. */
  readonly replay: Float64Array | null;
  keep(readings: Float64Array): void;
  /** Changes with everything that the program does, NaN where that is not known. May throw, which ends the run. */
  progress(): number;
}

export class Clock {
  readonly #options: ClockOptions;
  #part = new Float64Array(PART);
  #count = 0;
  #replayed = 0;
  #progress = -1;
  #waiting = 0;
  /** The host is asked something else than the time: what it reads for that is not the program's. */
  #isAsking = false;
  readonly #sleep = new Int32Array(new SharedArrayBuffer(4));

  constructor(options: ClockOptions) {
    this.#options = options;
  }

  /** Where it is in what an earlier run read. */
  save(): Restore {
    const [replayed, progress, waiting] = [this.#replayed, this.#progress, this.#waiting];
    return () => {
      this.#replayed = replayed;
      this.#progress = progress;
      this.#waiting = waiting;
    };
  }

  /** Replaces the clocks of this thread's JavaScript, which are all that Emscripten reads: also for the times of files. */
  install(): void {
    const RealDate = Date;
    const realNow = performance.now.bind(performance);
    const now = this.#reader(() => RealDate.now());
    globalThis.Date = class extends RealDate {
      constructor(...args: readonly unknown[]) {
        super(...((args.length === 0 ? [now()] : args) as [number]));
      }
      static override now = now;
    } as DateConstructor;
    performance.now = this.#reader(realNow);
  }

  /** What the host says of its time zone: `ask()` in a first run, what that said in a later one. */
  answer(ask: () => readonly number[]): readonly number[] {
    const { replay } = this.#options;
    const isReplayed = replay !== null && this.#replayed < replay.length;
    if (isReplayed && !Number.isNaN(replay[this.#replayed])) return ask();
    const said = isReplayed ? this.#nextAnswer(replay) : this.#ask(ask);
    for (const number of [ANSWER, said.length, ...said]) this.#keep(number);
    return said;
  }

  /** Nothing happens for so long; a run that is executed again does not wait for what is over. */
  pass(ms: number): void {
    const { replay, progress } = this.#options;
    progress();
    if (!replay || this.#replayed >= replay.length) Atomics.wait(this.#sleep, 0, 0, ms);
  }

  /** Sends what was read since the last part. */
  flush(): void {
    if (this.#count > 0) this.#options.keep(this.#part.slice(0, this.#count));
    this.#count = 0;
  }

  #nextAnswer(replay: Float64Array): readonly number[] {
    const start = this.#replayed + 2;
    const end = start + (replay[start - 1] ?? 0);
    this.#replayed = end;
    return [...replay.subarray(start, end)];
  }

  #ask(ask: () => readonly number[]): readonly number[] {
    this.#isAsking = true;
    try {
      return ask();
    } finally {
      this.#isAsking = false;
    }
  }

  #reader(read: () => number): () => number {
    let last: { readonly kept: number; readonly real: number } | null = null;
    return () => {
      if (this.#isAsking) return read();
      const { replay } = this.#options;
      const kept = replay && this.#replayed < replay.length ? replay[this.#replayed++] : undefined;
      if (kept !== undefined) {
        last = { kept, real: read() };
        this.#keep(kept);
        return kept;
      }
      this.#waitIfIdle();
      const reading = last ? last.kept + read() - last.real : read();
      this.#keep(reading);
      return reading;
    };
  }

  #waitIfIdle(): void {
    const progress = this.#options.progress();
    this.#waiting = progress === this.#progress ? this.#waiting + 1 : 0;
    this.#progress = progress;
    if (this.#waiting > WAITING_READINGS) Atomics.wait(this.#sleep, 0, 0, WAIT_MS);
  }

  #keep(reading: number): void {
    this.#part[this.#count++] = reading;
    if (this.#count === PART) this.flush();
  }
}
