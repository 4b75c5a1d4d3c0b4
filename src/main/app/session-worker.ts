// Owns a process that has one session open, as its owner sees it: questions in, answers or Failures out. Must not know windows.
// A process, not a thread: a session file may come from a stranger, so what reads it can crash or be killed without harm, and the
// memory of a long run is given back when its window closes. Invariant: every question is answered once, also when the process ends.

import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure, type FailureKind } from '../../shared/base/failure.ts';
import type { CsvOptions } from '../session/csv/export-csv.ts';
import type { QueryName, QueryResult } from '../session/query/session-queries.ts';
import type { Verification } from '../session/checks/verify-session.ts';
import type { QueryCancel, QueryRequest, QueryResponse, QueryTask } from './query-messages.ts';
import { OPENED } from './query-messages.ts';
import { workerUrl } from './places.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(failure: Failure): void;
  progress?: ((rows: number, totalRows: number) => void) | undefined;
  deadline?: NodeJS.Timeout | undefined;
}

/** No question takes a second in a sound file, however long the run; a forged one may be made so that one never ends. */
const QUERY_DEADLINE_MS = 60_000;

/**
 * In Electron the child is its Node. With glibc's default the threshold above which an allocation goes back to the system when it is
 * freed grows with use, and decoded blocks stay behind in the heap.
 */
export const CHILD_ENV = { ELECTRON_RUN_AS_NODE: '1', MALLOC_MMAP_THRESHOLD_: '65536' };

export class SessionWorker {
  readonly #process: ChildProcess;
  readonly #path: string;
  readonly #queryDeadlineMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = OPENED + 1;
  #isClosing = false;

  private constructor(path: string, queryDeadlineMs: number) {
    this.#path = path;
    this.#queryDeadlineMs = queryDeadlineMs;
    this.#process = fork(fileURLToPath(workerUrl('query')), [path], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, ...CHILD_ENV },
    });
    this.#process.on('message', (response) => this.#take(response as QueryResponse));
    this.#process.on('error', (error) => this.#end(`Reading ${path} failed: ${error.message}.`));
    this.#process.on('exit', () => this.#end(this.#whyGone()));
  }

  /** Throws Failure when the file is missing, foreign or damaged. */
  static async open(path: string, queryDeadlineMs = QUERY_DEADLINE_MS): Promise<SessionWorker> {
    const worker = new SessionWorker(path, queryDeadlineMs);
    try {
      await new Promise((resolve, reject) =>
        worker.#waiting.set(OPENED, { resolve, reject, deadline: worker.#deadline() }),
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

  /** Writes the whole CSV file or nothing. Returns the number of rows. */
  export(
    options: CsvOptions,
    file: string,
    progress: (rows: number, totalRows: number) => void,
  ): Promise<number> {
    return this.#ask({ kind: 'export', options, file }, { progress }) as Promise<number>;
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
      const deadline = task.kind === 'query' ? this.#deadline() : undefined;
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
    return this.#isClosing
      ? `The session ${this.#path} was closed.`
      : `Reading ${this.#path} failed and was given up; open the session again.`;
  }

  #deadline(): NodeJS.Timeout {
    return setTimeout(() => this.#giveUp(), this.#queryDeadlineMs);
  }

  #giveUp(): void {
    const seconds = Math.round(this.#queryDeadlineMs / 1000);
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
