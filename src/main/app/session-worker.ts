// Owns a thread that has one session open, as its owner sees it: questions in, answers or Failures out. Must not know windows.
// Invariant: every question is answered once, also when the thread ends.

import { Worker } from 'node:worker_threads';
import { Failure, type FailureKind } from '../../shared/base/failure.ts';
import type { CsvOptions } from '../session/csv/export-csv.ts';
import type { QueryName, QueryResult } from '../session/query/session-queries.ts';
import type { Verification } from '../session/verify-session.ts';
import type { QueryRequest, QueryResponse, QueryTask } from './query-messages.ts';
import { OPENED } from './query-messages.ts';
import { workerUrl } from './places.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(failure: Failure): void;
  progress?: ((rows: number, totalRows: number) => void) | undefined;
}

export class SessionWorker {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = OPENED + 1;

  private constructor(path: string) {
    this.#worker = new Worker(workerUrl('query'), { workerData: { path }, execArgv: [] });
    this.#worker.on('message', (response: QueryResponse) => this.#take(response));
    this.#worker.on('error', (error) => this.#end(`Reading ${path} failed: ${String(error)}.`));
    this.#worker.on('exit', () => this.#end(`The session ${path} was closed.`));
  }

  /** Throws Failure when the file is missing, foreign or damaged. */
  static async open(path: string): Promise<SessionWorker> {
    const worker = new SessionWorker(path);
    try {
      await new Promise((resolve, reject) => worker.#waiting.set(OPENED, { resolve, reject }));
      return worker;
    } catch (error) {
      await worker.close();
      throw error;
    }
  }

  query<Name extends QueryName>(name: Name, params: unknown): Promise<QueryResult<Name>> {
    // The worker answers with what the query of that name returns.
    return this.#ask({ kind: 'query', name, params }) as Promise<QueryResult<Name>>;
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
    return this.#ask({ kind: 'export', options, file }, progress) as Promise<number>;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(task: QueryTask, progress?: Waiting['progress']): Promise<unknown> {
    const id = this.#nextId++;
    const request: QueryRequest = { id, task };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, progress });
      this.#worker.postMessage(request);
    });
  }

  #take(response: QueryResponse): void {
    const waiting = this.#waiting.get(response.id);
    if (!waiting) return;
    if (response.kind === 'progress') {
      waiting.progress?.(response.rows, response.totalRows);
      return;
    }
    this.#waiting.delete(response.id);
    if (response.kind === 'value') waiting.resolve(response.value);
    else waiting.reject(new Failure(response.failureKind as FailureKind, response.message));
  }

  #end(message: string): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new Failure('cancelled', message));
    this.#waiting.clear();
  }
}
