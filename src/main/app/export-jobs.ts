// Owns exports that windows started, CSV and SQLite: each in a process of its own, with progress and cancel. Invariant: the target
// file is either as it was before or complete; only what was written here is revealed.

import { randomUUID } from 'node:crypto';
import type { AppEvent } from '../../shared/api/app-results.ts';
import { Failure } from '../../shared/base/failure.ts';
import { removeTemporaries } from './files.ts';
import type { ExportContent } from './query-messages.ts';
import { SessionWorker } from './session-worker.ts';

export interface ExportTask {
  readonly sessionPath: string;
  readonly content: ExportContent;
  readonly target: string;
  /** Address from which a browser gets the finished file; null where the target is the user's own choice. */
  readonly downloadUrl: string | null;
  /** Tells the window that asked. */
  tell(event: AppEvent): void;
}

/** Finished exports that can still be revealed. */
const REMEMBERED = 100;

type ExportEnd = Extract<AppEvent, { kind: 'export.finished' | 'export.failed' }>;

export class ExportJobs {
  readonly #workers = new Map<string, SessionWorker>();
  readonly #cancelled = new Set<string>();
  /** Of finished jobs, the oldest first. */
  readonly #targets = new Map<string, string>();

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

  /** The file of a finished job. Throws Failure. */
  target(job: string): string {
    const target = this.#targets.get(job);
    if (target === undefined)
      throw new Failure('bad-request', 'There is no finished export of that name; export again.');
    return target;
  }

  async cancelAll(): Promise<void> {
    await Promise.all([...this.#workers.keys()].map((job) => this.cancel(job)));
  }

  async #run(job: string, worker: SessionWorker, task: ExportTask): Promise<void> {
    const end = await this.#write(job, worker, task);
    await worker.close();
    // A process that was ended could not take away what it had written.
    if (end.kind === 'export.failed') await removeTemporaries(task.target, worker.pid ?? 0);
    this.#workers.delete(job);
    this.#cancelled.delete(job);
    task.tell(end);
  }

  async #write(job: string, worker: SessionWorker, task: ExportTask): Promise<ExportEnd> {
    try {
      const { content, target, downloadUrl } = task;
      const rows = await worker.export(content, target, (done, totalRows) =>
        task.tell({ kind: 'export.progress', job, rows: done, totalRows }),
      );
      this.#remember(job, target);
      return { kind: 'export.finished', job, rows, path: target, downloadUrl };
    } catch (error) {
      const message = this.#cancelled.has(job)
        ? 'The export was cancelled; no file was written.'
        : String(error instanceof Error ? error.message : error);
      return { kind: 'export.failed', job, message };
    }
  }

  #remember(job: string, target: string): void {
    this.#targets.set(job, target);
    const [oldest] = this.#targets.keys();
    if (this.#targets.size > REMEMBERED && oldest !== undefined) this.#targets.delete(oldest);
  }
}
