// Owns the engines of one session and which of them is asked: one that kept the moment, else the one that knows most of the run, else a
// new one. Mostly there is one, which goes back and forth. Between questions they explore the run (pool/errands.ts).
// Must not know windows. Invariant: one question at a time; after close() there is no thread.

import { Failure } from '../../../shared/base/failure.ts';
import type { HeapAnswers, HeapQuestion } from '../../../shared/model/heap-questions.ts';
import { nextErrand, type Errand } from './errands.ts';
import type { ReplayEngine } from './replay-engine.ts';

/** With more memory in use no engine is started in advance. */
const START_BELOW_BYTES = 1.5 * 2 ** 30;
/** Between questions that come one behind the other nothing else is done. */
const PAUSE_MS = 200;
/** An engine that does not notice that it is to stop (no event in all that time) is ended. */
const CANCEL_MS = 1_000;

export interface PoolParts {
  start(): ReplayEngine;
  /** Bytes in use by the process. */
  usedBytes(): number;
  /** Events of the recording. */
  readonly events: number;
}

export class ReplayPool {
  readonly #parts: PoolParts;
  /** The one asked last comes last. */
  #engines: ReplayEngine[] = [];
  #asked: ReplayEngine | null = null;
  /** The one that is on its way for nobody's question. */
  #errand: ReplayEngine | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #cancelled = 0;
  #questions = 0;
  /** An engine that explored the run could not go back any more. */
  #staysBehind = false;
  #isResting = false;
  /** A run took another course on an errand: there are no more. */
  #hasFailed = false;
  #isClosed = false;
  #pause: NodeJS.Timeout | undefined;

  constructor(parts: PoolParts) {
    this.#parts = parts;
  }

  /** The event that the run of the question under way has come to; 0: none is. */
  get seq(): number {
    return this.#asked?.seq ?? 0;
  }

  /** Boots an engine before the first question comes. */
  warm(): void {
    if (this.#live().length === 0) this.#start();
  }

  /** Waits for the questions before it. Throws Failure. */
  ask<Question extends HeapQuestion>(question: Question): Promise<HeapAnswers[Question['kind']]> {
    const number = ++this.#questions;
    const answer = this.#last.then(() => this.#ask(question, number));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** Refuses what was asked so far. */
  cancel(): void {
    this.#cancelled = this.#questions;
    const engine = this.#asked;
    if (!engine) return;
    engine.cancel();
    const given = setTimeout(() => {
      if (this.#asked === engine && engine.isBusy) void engine.close();
    }, CANCEL_MS);
    given.unref();
  }

  /** True: something else needs the processor, so only what is asked is done. */
  rest(isResting: boolean): void {
    this.#isResting = isResting;
    if (isResting) this.#errand?.cancel();
    else this.#tend();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#engines.map((engine) => engine.close()));
    this.#engines = [];
  }

  async #ask<Question extends HeapQuestion>(
    question: Question,
    number: number,
  ): Promise<HeapAnswers[Question['kind']]> {
    if (number <= this.#cancelled || this.#isClosed)
      throw new Failure('cancelled', 'The question was cancelled.');
    const engine = this.#engineFor(question.seq);
    if (engine === this.#errand) engine.cancel();
    this.#asked = engine;
    this.#engines = [...this.#live().filter((one) => one !== engine), engine];
    try {
      return await engine.ask(question, { keepsNeighbours: true });
    } finally {
      this.#asked = null;
      this.#tendSoon();
    }
  }

  #engineFor(seq: number): ReplayEngine {
    const able = this.#live().filter((engine) => engine.canReach(seq));
    // One that goes back has checkpoints as far as it came; else where it is counts, not where it goes: one may still boot.
    const reach = ({ goesBack, explored, seq: at }: ReplayEngine): number =>
      goesBack ? explored : at;
    const nearest = able.toSorted((a, b) => reach(b) - reach(a))[0];
    return able.find((engine) => engine.canAnswer(seq)) ?? nearest ?? this.#start();
  }

  #live(): ReplayEngine[] {
    return this.#engines.filter((engine) => !engine.isOver);
  }

  /** A window asks several things at once; only an engine that can be asked about any moment is wanted at any time. */
  #tendSoon(): void {
    clearTimeout(this.#pause);
    if (!this.#live().some(({ goesBack }) => goesBack)) return this.#tend();
    this.#pause = setTimeout(() => this.#tend(), PAUSE_MS);
    this.#pause.unref();
  }

  /** Does the errand that is worth most, and then the next one. */
  #tend(): void {
    if (this.#isClosed || this.#isResting || this.#asked || this.#errand || this.#hasFailed) return;
    const { events, usedBytes } = this.#parts;
    this.#engines = this.#live();
    const errand = nextErrand({
      engines: this.#engines,
      events,
      staysBehind: this.#staysBehind,
      mayStart: usedBytes() < START_BELOW_BYTES,
    });
    if (errand) void this.#run(errand);
  }

  async #run({ engine: chosen, seq }: Errand<ReplayEngine>): Promise<void> {
    const engine = chosen ?? this.#start();
    this.#errand = engine;
    try {
      await engine.stand(seq);
      this.#staysBehind ||= !engine.goesBack;
    } catch (error) {
      // What a run that takes another course has to say, it says to the question that needs it.
      this.#hasFailed ||= !(error instanceof Failure && error.kind === 'cancelled');
    }
    this.#errand = null;
    this.#tend();
  }

  #start(): ReplayEngine {
    const engine = this.#parts.start();
    this.#engines = [engine, ...this.#live()];
    return engine;
  }
}
