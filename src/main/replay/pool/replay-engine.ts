// Owns a replay's thread as the app sees it: questions, where it stands, cancelling, the end. Must not choose what to ask.
// Invariant: after a failure or close() every question is answered by that failure, and the thread is gone.

import { MessageChannel, Worker } from 'node:worker_threads';
import { Failure } from '../../../shared/base/failure.ts';
import type { BootSpec } from '../../../shared/model/engine-messages.ts';
import type { HeapAnswers, HeapQuestion } from '../../../shared/model/heap-questions.ts';
import { AGAIN_STACK_MB } from '../../engine/start-engine.ts';
import { KnownChunks } from '../course/known-chunks.ts';
import {
  SHARED,
  SHARED_BYTES,
  SHARED_SEQ,
  type ReplayCommand,
  type ReplayMessage,
  type ReplayWorkerData,
  type SharedRun,
} from '../stops/replay-messages.ts';

export interface ReplayOptions {
  readonly spec: BootSpec;
  readonly sessionPath: string;
  readonly run: SharedRun;
  readonly workerUrl: URL;
  /** What is known of the run already. */
  readonly known?: KnownChunks;
  /** Milliseconds of the run between two checkpoints: with less, a question takes less, and all of them more memory. */
  readonly apartMs?: number;
}

const APART_MS = 100;

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Failure): void;
}

const ENDED = 'The replay was ended.';

export class ReplayEngine {
  readonly #worker: Worker;
  readonly #channel = new MessageChannel();
  readonly #signals = new Int32Array(new SharedArrayBuffer(SHARED_BYTES));
  readonly #seq = new Float64Array(this.#signals.buffer);
  readonly #waiting = new Map<number, Waiting>();
  #kept: ReadonlySet<number> = new Set();
  #standsAt = 0;
  #explored = 0;
  #goesBack = true;
  #goal = 0;
  #commands = 0;
  #over: Failure | null = null;

  constructor({
    spec,
    sessionPath,
    run,
    workerUrl,
    known = new KnownChunks(),
    apartMs = APART_MS,
  }: ReplayOptions) {
    const commands = this.#channel.port2;
    const { buffer } = this.#signals;
    const workerData: ReplayWorkerData = {
      spec,
      sessionPath,
      run,
      known: known.buffer,
      apartMs,
      commands,
      shared: buffer,
    };
    this.#worker = new Worker(workerUrl, {
      workerData,
      transferList: [commands],
      env: {},
      execArgv: [],
      resourceLimits: { stackSizeMb: AGAIN_STACK_MB, maxYoungGenerationSizeMb: 8 },
    });
    this.#worker.on('message', (message: ReplayMessage) => this.#take(message));
    this.#worker.on('error', (error) => this.#end(`The replay crashed: ${String(error)}`));
    this.#worker.on('exit', () => this.#end(ENDED));
  }

  /** The event it stands behind; 0: the program has not started. Of a run that is under way the last that is known. */
  get seq(): number {
    return Math.max(this.#standsAt, this.#seq[SHARED_SEQ] ?? 0);
  }
  get isOver(): boolean {
    return this.#over !== null;
  }
  get isBusy(): boolean {
    return this.#waiting.size > 0;
  }

  /** The event it goes to, or went to last. */
  get goal(): number {
    return Math.max(this.#goal, this.seq);
  }

  /** True: without going on. */
  canAnswer(seq: number): boolean {
    return this.#kept.has(seq);
  }

  /** So far it has come at any time. */
  get explored(): number {
    return Math.max(this.#explored, this.seq);
  }
  /** Moments behind it can be asked about. */
  get goesBack(): boolean {
    return this.#goesBack;
  }

  /** False: it is past that moment, or will be soon, did not keep it and cannot go back. */
  canReach(seq: number): boolean {
    return this.canAnswer(seq) || this.goal < seq || this.#goesBack;
  }

  /** @param keepsNeighbours copies moments near it on the way, so that they can be asked about afterwards */
  ask<Question extends HeapQuestion>(
    question: Question,
    { keepsNeighbours = false } = {},
  ): Promise<HeapAnswers[Question['kind']]> {
    // The worker answers a question with what its kind has as answer.
    return this.#send(question.seq, question, keepsNeighbours) as Promise<
      HeapAnswers[Question['kind']]
    >;
  }

  /** Goes to an event, or a little behind it. Throws Failure: the run takes another course, cancelled. */
  async stand(seq: number): Promise<void> {
    await this.#send(seq, null, false);
  }

  /** What was asked so far is refused; the run stays where it has come to, soon. */
  cancel(): void {
    Atomics.store(this.#signals, SHARED.cancelled, this.#commands);
  }

  async close(): Promise<void> {
    this.#end(ENDED);
    await this.#worker.terminate();
  }

  #send(seq: number, question: HeapQuestion | null, keepsNeighbours: boolean): Promise<unknown> {
    if (this.#over) return Promise.reject(this.#over);
    const id = ++this.#commands;
    const command: ReplayCommand = { id, seq, question, keepsNeighbours };
    this.#goal = seq;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#channel.port1.postMessage(command);
      Atomics.add(this.#signals, SHARED.sent, 1);
      Atomics.notify(this.#signals, SHARED.sent);
    });
  }

  #take(message: ReplayMessage): void {
    if (message.kind === 'failed') return this.#end(message.message);
    if (message.kind === 'ready') return;
    this.#standsAt = message.seq;
    if (this.#waiting.size === 1) this.#goal = message.seq;
    this.#explored = Math.max(this.#explored, message.explored);
    this.#goesBack = message.goesBack;
    this.#kept = new Set(message.kept);
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'done') waiting?.resolve(message.answer);
    else waiting?.reject(new Failure(message.failureKind, message.message));
  }

  #end(message: string): void {
    if (this.#over) return;
    this.#over = new Failure('engine', message);
    this.#channel.port1.close();
    for (const { reject } of this.#waiting.values()) reject(this.#over);
    this.#waiting.clear();
    void this.#worker.terminate();
  }
}
