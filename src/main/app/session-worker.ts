// Owns a process that has one session open, as its owner sees it: questions in, answers or Failures out. Must not know windows.
// A process, not a thread: a session file may come from a stranger, so what reads it can crash or be killed without harm, and the
// memory of a long run is given back when its window closes. Invariant: every question is answered once, also when the process ends.

import { fork, type ChildProcess } from 'node:child_process';
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
  readonly #process: ChildProcess;
  readonly #path: string;
  readonly #limits: ReadingLimits;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = OPENED + 1;
  #isClosing = false;

  private constructor(path: string, limits: ReadingLimits) {
    this.#path = path;
    this.#limits = limits;
    this.#process = fork(fileURLToPath(workerUrl('query')), [path, String(limits.memoryBytes)], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: readingEnvironment(process.env),
    });
    this.#process.on('message', (response) => this.#take(response as QueryResponse));
    this.#process.on('error', (error) => this.#end(`Reading ${path} failed: ${error.message}.`));
    this.#process.on('exit', () => this.#end(this.#whyGone()));
  }

  /** Throws Failure when the file is missing, foreign or damaged. */
  static async open(path: string, limits: Partial<ReadingLimits> = {}): Promise<SessionWorker> {
    const worker = new SessionWorker(path, { ...READING_LIMITS, ...limits });
    try {
      await new Promise((resolve, reject) =>
        worker.#waiting.set(OPENED, {
          resolve,
          reject,
          deadline: worker.#deadline(READING_LIMITS.questionMs),
        }),
      );
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
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await gone;
  }

  #ask(
    task: QueryTask,
    { progress, signal }: { progress?: Waiting['progress']; signal?: AbortSignal | undefined } = {},
  ): Promise<unknown> {
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
