// Owns a process that has one session open, as its owner sees it: questions in, answers or Failures out. Must not know windows.
// A process, not a thread: a session file may come from a stranger, so what reads it can crash or be killed without harm, and the
// memory of a long run is given back when its window closes. Invariant: every question is answered once, also when the process ends;
// one that is asked while a fresh process takes the place of the old waits for it.

import { fork, type ChildProcess } from 'node:child_process';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { Failure, type FailureKind } from '../../shared/base/failure.ts';
import type { QueryName, QueryResult } from '../session/query/session-queries.ts';
import type { Verification } from '../session/checks/verify-session.ts';
import {
  OUT_OF_MEMORY_SIGNAL,
  READING_LIMITS,
  readingEnvironment,
  type ReadingLimits,
} from './query-process/limits.ts';
import type {
  ExportContent,
  QueryCancel,
  QueryRequest,
  QueryResponse,
  QueryTask,
} from './query-messages.ts';
import { OPENED } from './query-messages.ts';
import { workerUrl } from './places.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(failure: Failure): void;
  progress?: ((rows: number, totalRows: number) => void) | undefined;
  deadline?: NodeJS.Timeout | undefined;
}

export class SessionWorker {
  #process: ChildProcess;
  readonly #path: string;
  readonly #limits: ReadingLimits;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = OPENED + 1;
  #isClosing = false;
  /** Given while the file is let go: settles once a fresh process reads it. */
  #reopening: Promise<void> | null = null;

  private constructor(path: string, limits: ReadingLimits) {
    this.#path = path;
    this.#limits = limits;
    this.#process = this.#start();
  }

  /** Throws Failure when the file is missing, foreign or damaged. */
  static async open(path: string, limits: Partial<ReadingLimits> = {}): Promise<SessionWorker> {
    const worker = new SessionWorker(path, { ...READING_LIMITS, ...limits });
    try {
      await worker.#opened();
      return worker;
    } catch (error) {
      await worker.close();
      throw error;
    }
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Throws Failure('cancelled') when the signal is given before the answer. */
  query<Name extends QueryName>(
    name: Name,
    params: unknown,
    signal?: AbortSignal,
  ): Promise<QueryResult<Name>> {
    // The worker answers with what the query of that name returns.
    return this.#ask({ kind: 'query', name, params }, { signal }) as Promise<QueryResult<Name>>;
  }

  verify(): Promise<Verification> {
    return this.#ask({ kind: 'verify' }) as Promise<Verification>;
  }

  /** Writes the whole file or nothing. Returns the number of rows of a CSV, of events in a database. */
  export(
    content: ExportContent,
    file: string,
    progress: (rows: number, totalRows: number) => void,
  ): Promise<number> {
    return this.#ask({ kind: 'export', ...content, file }, { progress }) as Promise<number>;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#kill();
  }

  /** The recording that is watched needs the processor more. Not to be taken back: the process that reads the whole file is another. */
  giveWay(): void {
    const { pid } = this.#process;
    try {
      if (pid !== undefined) os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // A system that does not allow it, or a process that is gone: then it is as it was.
    }
  }

  /**
   * Answers what is being asked, lets the file go, and reads it with a fresh process once `meanwhile` is done. Questions wait. Throws
   * Failure when the file cannot be opened any more.
   */
  async reopen(meanwhile: () => Promise<void>): Promise<void> {
    const reopening = this.#replaceProcess(meanwhile);
    this.#reopening = reopening.catch(() => undefined);
    try {
      await reopening;
    } finally {
      this.#reopening = null;
    }
  }

  async #replaceProcess(meanwhile: () => Promise<void>): Promise<void> {
    while (this.#waiting.size > 0 && !this.#hasExited) await this.#nextAnswer();
    await this.#kill();
    await meanwhile();
    if (this.#isClosing) return;
    this.#process = this.#start();
    await this.#opened();
  }

  #start(): ChildProcess {
    const path = this.#path;
    const args = [path, String(this.#limits.memoryBytes)];
    const child = fork(fileURLToPath(workerUrl('query')), args, {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: readingEnvironment(process.env),
    });
    child.on('message', (response) => this.#take(response as QueryResponse));
    child.on('error', (error) => this.#end(`Reading ${path} failed: ${error.message}.`));
    child.on('exit', () => {
      if (child === this.#process) this.#end(this.#whyGone());
    });
    return child;
  }

  #opened(): Promise<unknown> {
    const deadline = this.#deadline(READING_LIMITS.questionMs);
    return new Promise((resolve, reject) =>
      this.#waiting.set(OPENED, { resolve, reject, deadline }),
    );
  }

  get #hasExited(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  #nextAnswer(): Promise<unknown> {
    return Promise.race([
      new Promise((resolve) => this.#process.once('message', resolve)),
      new Promise((resolve) => this.#process.once('exit', resolve)),
    ]);
  }

  async #kill(): Promise<void> {
    if (this.#hasExited) return;
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await gone;
  }

  async #ask(
    task: QueryTask,
    { progress, signal }: { progress?: Waiting['progress']; signal?: AbortSignal | undefined } = {},
  ): Promise<unknown> {
    await this.#reopening;
    if (signal?.aborted) throw new Failure('cancelled', 'The question was taken back.');
    const id = this.#nextId++;
    const request: QueryRequest = { id, task };
    return new Promise((resolve, reject) => {
      // Verifying and exporting take as long as the file is large.
      const { questionMs } = this.#limits;
      const deadline = task.kind === 'query' ? this.#deadline(questionMs) : undefined;
      this.#waiting.set(id, { resolve, reject, progress, deadline });
      this.#send(request);
      signal?.addEventListener('abort', () => this.#cancel(id), { once: true });
    });
  }

  #send(message: QueryRequest | QueryCancel): void {
    this.#process.send(message, (error) => {
      if (error) this.#end(this.#whyGone());
    });
  }

  #cancel(id: number): void {
    if (this.#waiting.has(id)) this.#send({ cancel: id });
  }

  #take(response: QueryResponse): void {
    const waiting = this.#waiting.get(response.id);
    if (!waiting) return;
    if (response.kind === 'progress') {
      waiting.progress?.(response.rows, response.totalRows);
      return;
    }
    this.#waiting.delete(response.id);
    clearTimeout(waiting.deadline);
    if (response.kind === 'value') waiting.resolve(response.value);
    else waiting.reject(new Failure(response.failureKind as FailureKind, response.message));
  }

  #whyGone(): string {
    if (this.#isClosing) return `The session ${this.#path} was closed.`;
    if (this.#process.signalCode === OUT_OF_MEMORY_SIGNAL)
      return `Reading ${this.#path} took more than ${Math.round(this.#limits.memoryBytes / 1e6)} MB of memory and was given up: the file may be damaged; open another copy.`;
    return `Reading ${this.#path} failed and was given up; open the session again.`;
  }

  #deadline(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#giveUp(ms), ms);
  }

  #giveUp(ms: number): void {
    const seconds = Math.round(ms / 1000);
    this.#end(
      `Reading ${this.#path} took longer than ${seconds} s and was given up: the file may be damaged; open it again, or another copy.`,
    );
    this.#process.kill('SIGKILL');
  }

  #end(message: string): void {
    for (const { reject, deadline } of this.#waiting.values()) {
      clearTimeout(deadline);
      reject(new Failure('cancelled', message));
    }
    this.#waiting.clear();
  }
}
