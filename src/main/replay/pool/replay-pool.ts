// Owns the engines of one session that stand somewhere in its run, and which of them is asked: one that kept the moment, else the one
// that has the shortest way to it, else a new one. One is always kept at the start, for what lies before all others.
// Must not know windows. Invariant: one question at a time; at most MAX_ENGINES threads; after close() there is none.

import { Failure } from '../../../shared/base/failure.ts';
import type { HeapAnswers, HeapQuestion } from '../../../shared/model/heap-questions.ts';
import type { ReplayEngine } from './replay-engine.ts';

const MAX_ENGINES = 3;
/** With more memory in use no engine is started in advance. */
const SPARE_BELOW_BYTES = 1.5 * 2 ** 30;
/** An engine that does not notice that it is to stop (no event in all that time) is ended. */
const CANCEL_MS = 1_000;

export interface PoolParts {
  start(): ReplayEngine;
  /** Bytes in use by the process. */
  usedBytes(): number;
}

export class ReplayPool {
  readonly #parts: PoolParts;
  /** The one asked last comes last. */
  #engines: ReplayEngine[] = [];
  #asked: ReplayEngine | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #cancelled = 0;
  #questions = 0;
  #isClosed = false;

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
    this.#asked = engine;
    this.#engines = [...this.#live().filter((one) => one !== engine), engine];
    try {
      return await engine.ask(question, { keepsNeighbours: true });
    } finally {
      this.#asked = null;
      this.#keepSpare();
    }
  }

  #engineFor(seq: number): ReplayEngine {
    const able = this.#live().filter((engine) => engine.canReach(seq));
    const nearest = able.toSorted((a, b) => b.seq - a.seq)[0];
    return able.find((engine) => engine.canAnswer(seq)) ?? nearest ?? this.#start();
  }

  #live(): ReplayEngine[] {
    return this.#engines.filter((engine) => !engine.isOver);
  }

  /** One engine stands at the start; the one that was not asked for longest makes room for it. */
  #keepSpare(): void {
    const live = this.#live();
    if (this.#isClosed || live.some(({ seq }) => seq === 0)) return;
    if (this.#parts.usedBytes() > SPARE_BELOW_BYTES) return;
    if (live.length >= MAX_ENGINES) void live[0]?.close();
    this.#start();
  }

  #start(): ReplayEngine {
    const engine = this.#parts.start();
    this.#engines = [engine, ...this.#live()];
    return engine;
  }
}
