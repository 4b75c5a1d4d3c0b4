// Owns the replay of one open session as the app sees it: a process that is started by the first question and ends with the session.
// Must not know windows. A process, not a thread: what it runs came with a file, and killing it gives all of its memory back.
// Invariant: every question is answered once, also when the process ends; the next one then starts another.

import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure, type FailureKind } from '../../../shared/base/failure.ts';
import type { HeapAnswers, HeapQuestion } from '../../../shared/model/heap-questions.ts';
import { workerUrl } from '../places.ts';
import { readingEnvironment } from '../query-process/limits.ts';
import type { ReplayReport, ReplayTask } from './replay-task.ts';

/** A run in which nothing comes for so long is stuck, or makes no events for longer than anybody waits. */
const SILENCE_MS = 60_000;

/** A process that nobody asks for so long gives its memory back; the next question starts another. */
const IDLE_MS = 300_000;

interface Waiting {
  resolve(answer: unknown): void;
  reject(failure: Failure): void;
}

/** How far the run of the question under way has come. */
export type OnProgress = (seq: number) => void;

export class SessionReplay {
  readonly #path: string;
  readonly #onProgress: OnProgress;
  readonly #silenceMs: number;
  #process: ChildProcess | null = null;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #seq = -1;
  #silence: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #isResting = false;

  constructor(path: string, onProgress: OnProgress, silenceMs = SILENCE_MS) {
    this.#path = path;
    this.#onProgress = onProgress;
    this.#silenceMs = silenceMs;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Throws Failure: bad object or event, a program that cannot be run again, a run that takes another course, cancelled. */
  ask<Question extends HeapQuestion>(question: Question): Promise<HeapAnswers[Question['kind']]> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      // The process answers a question with what its kind has as answer.
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      this.#startSilence();
      this.#send({ kind: 'ask', id, question });
    });
  }

  /** Refuses what was asked so far. */
  cancel(): void {
    if (this.#process) this.#send({ kind: 'cancel' });
  }

  /** True: a program is being recorded, so nothing is prepared for questions that were not asked. */
  rest(isResting: boolean): void {
    this.#isResting = isResting;
    if (this.#process) this.#send({ kind: 'rest', isResting });
  }

  async close(): Promise<void> {
    const child = this.#process;
    this.#end('cancelled', `The session ${this.#path} was closed.`);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  #send(task: ReplayTask): void {
    let child = this.#process;
    if (!child) {
      child = this.#process = this.#start();
      if (this.#isResting) this.#send({ kind: 'rest', isResting: true });
    }
    child.send(task, (error) => {
      if (error && this.#process === child) this.#end('engine', GONE);
    });
  }

  #start(): ChildProcess {
    const child = fork(fileURLToPath(workerUrl('replay-process')), [this.#path], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: readingEnvironment(process.env),
    });
    child.on('message', (report) => this.#take(report as ReplayReport));
    const gone = (): void => {
      if (this.#process === child) this.#end('engine', GONE);
    };
    child.on('error', gone);
    child.on('exit', gone);
    return child;
  }

  #take(report: ReplayReport): void {
    if (report.kind === 'progress') {
      if (report.seq !== this.#seq) this.#startSilence();
      this.#seq = report.seq;
      return this.#onProgress(report.seq);
    }
    const waiting = this.#waiting.get(report.id);
    this.#waiting.delete(report.id);
    this.#startSilence();
    if (report.kind === 'answer') waiting?.resolve(report.answer);
    else waiting?.reject(new Failure(report.failureKind as FailureKind, report.message));
  }

  #startSilence(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#idle);
    if (this.#waiting.size === 0) {
      this.#idle = setTimeout(() => this.#kill('cancelled', ''), IDLE_MS);
      this.#idle.unref();
      return;
    }
    this.#silence = setTimeout(() => {
      const seconds = Math.round(this.#silenceMs / 1000);
      this.#kill(
        'engine',
        `The replay has not come on for ${seconds} s and was given up; ask again, or about an earlier moment.`,
      );
    }, this.#silenceMs);
  }

  #kill(kind: FailureKind, message: string): void {
    this.#process?.kill('SIGKILL');
    this.#end(kind, message);
  }

  #end(kind: FailureKind, message: string): void {
    this.#process = null;
    clearTimeout(this.#silence);
    clearTimeout(this.#idle);
    for (const { reject } of this.#waiting.values()) reject(new Failure(kind, message));
    this.#waiting.clear();
  }
}

const GONE = 'The replay of this session ended unexpectedly; ask again to start another.';
