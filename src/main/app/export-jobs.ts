// Owns CSV exports that windows started: each in a thread of its own, with progress and cancel. Invariant: the target file is either
// as it was before or complete.

import { randomUUID } from 'node:crypto';
import type { AppEvent } from '../../shared/api/app-results.ts';
import type { CsvOptions } from '../session/csv/export-csv.ts';
import { SessionWorker } from './session-worker.ts';

export interface ExportTask {
  readonly sessionPath: string;
  readonly options: CsvOptions;
  readonly target: string;
  /** Address from which a browser gets the finished file; null where the target is the user's own choice. */
  readonly downloadUrl: string | null;
}

export class ExportJobs {
  readonly #emit: (event: AppEvent) => void;
  readonly #workers = new Map<string, SessionWorker>();
  readonly #cancelled = new Set<string>();

  constructor(emit: (event: AppEvent) => void) {
    this.#emit = emit;
  }

  /** Returns the job's handle; progress and the end come as events. Throws Failure when the session cannot be read. */
  async start(task: ExportTask): Promise<string> {
    const worker = await SessionWorker.open(task.sessionPath);
    const job = randomUUID();
    this.#workers.set(job, worker);
    void this.#run(job, worker, task);
    return job;
  }

  async cancel(job: string): Promise<void> {
    const worker = this.#workers.get(job);
    if (!worker) return;
    this.#cancelled.add(job);
    await worker.close();
  }

  async cancelAll(): Promise<void> {
    await Promise.all([...this.#workers.keys()].map((job) => this.cancel(job)));
  }

  async #run(job: string, worker: SessionWorker, task: ExportTask): Promise<void> {
    try {
      const { options, target, downloadUrl } = task;
      const rows = await worker.export(options, target, (done, totalRows) =>
        this.#emit({ kind: 'export.progress', job, rows: done, totalRows }),
      );
      this.#emit({ kind: 'export.finished', job, rows, path: target, downloadUrl });
    } catch (error) {
      const message = this.#cancelled.has(job)
        ? 'The export was cancelled; no file was written.'
        : String(error instanceof Error ? error.message : error);
      this.#emit({ kind: 'export.failed', job, message });
    } finally {
      this.#workers.delete(job);
      this.#cancelled.delete(job);
      await worker.close();
    }
  }
}
