// Owns the order in which the questions about one session are answered: one after the other, but that a long one is left off every few
// milliseconds, for those that are quick, and for good when nobody waits for it any more. Must not know processes.
// Invariant: each question is answered once; long ones take turns.

import { Failure } from '../../shared/base/failure.ts';
import { advance, type Steps } from '../session/read/steps.ts';
import type { QueryRequest } from './query-messages.ts';

/** How long others wait at most, but for the end of one step. */
const TURN_MS = 8;

export interface QueueParts {
  /** Steps of a long question, null for one that is answered in one go. */
  begin(request: QueryRequest): Steps<unknown> | null;
  /** Answers a question in one go. */
  answer(request: QueryRequest): unknown;
  /** True for what changes the state that long questions are about, or takes longer than all of them: it waits until they are done. */
  waitsForLong(request: QueryRequest): boolean;
  value(id: number, value: unknown): void;
  refused(id: number, error: unknown): void;
  /** Lets messages come in. */
  breathe(): Promise<unknown>;
}

export class QueryQueue {
  readonly #parts: QueueParts;
  readonly #waiting: QueryRequest[] = [];
  /** The one whose turn it is comes first. */
  #long: readonly { readonly id: number; readonly steps: Steps<unknown> }[] = [];
  #isBusy = false;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  add(request: QueryRequest): void {
    this.#waiting.push(request);
    if (!this.#isBusy) void this.#run();
  }

  cancel(id: number): void {
    const at = this.#waiting.findIndex((request) => request.id === id);
    if (at >= 0) this.#waiting.splice(at, 1);
    else if (this.#long.some((long) => long.id === id)) this.#drop(id);
    else return;
    this.#parts.refused(id, new Failure('cancelled', 'The question was taken back.'));
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0 || this.#long.length > 0) {
      if (!(await this.#answerQuick())) this.#goOn();
      await this.#parts.breathe();
    }
    this.#isBusy = false;
  }

  #drop(id: number): void {
    this.#long = this.#long.filter((long) => long.id !== id);
  }

  /** The next question that need not wait for a long one; false when there is none. */
  async #answerQuick(): Promise<boolean> {
    const at = this.#waiting.findIndex(
      (request) => this.#long.length === 0 || !this.#parts.waitsForLong(request),
    );
    const request = this.#waiting.splice(at, at < 0 ? 0 : 1)[0];
    if (request === undefined) return false;
    const { id } = request;
    try {
      const steps = this.#parts.begin(request);
      if (steps !== null) this.#long = [{ id, steps }, ...this.#long];
      else this.#parts.value(id, await this.#parts.answer(request));
    } catch (error) {
      this.#parts.refused(id, error);
    }
    return true;
  }

  #goOn(): void {
    const [first, ...others] = this.#long;
    if (first === undefined) return;
    const { id, steps } = first;
    try {
      const result = advance(steps, TURN_MS);
      this.#long = result === null ? [...others, first] : others;
      if (result !== null) this.#parts.value(id, result.value);
    } catch (error) {
      this.#drop(id);
      this.#parts.refused(id, error);
    }
  }
}
