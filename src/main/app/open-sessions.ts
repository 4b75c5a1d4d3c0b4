// Owns the sessions that windows have open: one thread and one handle each. Must not know requests other than reading.
// Invariant: a handle stands for one open file until it is closed, and paths that nobody allowed cannot be opened. A window may go
// without closing what it had open (a reload): past MAX_OPEN the session used longest ago is closed, so that nobody is locked out.

import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { AppEvent } from '../../shared/api/app-results.ts';
import type { SessionSummary } from '../../shared/api/results.ts';
import { Failure } from '../../shared/base/failure.ts';
import { SessionReplay } from './replay/session-replay.ts';
import { SessionWorker } from './session-worker.ts';

export interface OpenSession {
  readonly path: string;
  readonly worker: SessionWorker;
  /** Started when it is first asked. */
  readonly replay: SessionReplay;
}

const MAX_OPEN = 16;

const canonical = (file: string): string => {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
};

export class OpenSessions {
  /** The one used last comes last. */
  readonly #open = new Map<string, OpenSession>();
  readonly #allowed = new Set<string>();
  readonly #isInLibrary: (file: string) => boolean;
  readonly #emit: (event: AppEvent) => void;
  #isResting = false;

  constructor(isInLibrary: (file: string) => boolean, emit: (event: AppEvent) => void) {
    this.#isInLibrary = isInLibrary;
    this.#emit = emit;
  }

  /** The user chose this file (command line, dialog, file association, recording): the window may open it. */
  allow(file: string): void {
    this.#allowed.add(canonical(file));
  }

  /** Throws Failure. */
  async open(file: string): Promise<SessionSummary> {
    if (!this.#isInLibrary(file) && !this.#allowed.has(canonical(file)))
      throw new Failure(
        'bad-request',
        `${file} is outside the library; open it with the file dialog.`,
      );
    const worker = await SessionWorker.open(file);
    const handle = randomUUID();
    const replay = new SessionReplay(file, (seq) =>
      this.#emit({ kind: 'replay.progress', session: handle, seq }),
    );
    replay.rest(this.#isResting);
    this.#open.set(handle, { path: file, worker, replay });
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN && oldest !== undefined) await this.close(oldest);
    return this.summary(handle);
  }

  async summary(handle: string): Promise<SessionSummary> {
    const { worker } = this.get(handle);
    return { ...(await worker.query('session.summary', {})), session: handle };
  }

  /** Throws Failure when the handle is not (or no longer) one. */
  get(handle: string): OpenSession {
    const session = this.#open.get(handle);
    if (!session) throw new Failure('bad-request', 'This session is closed; open it again.');
    this.#open.delete(handle);
    this.#open.set(handle, session);
    return session;
  }

  /** True: a program is being recorded; replays do only what they are asked. */
  rest(isResting: boolean): void {
    this.#isResting = isResting;
    for (const { replay } of this.#open.values()) replay.rest(isResting);
  }

  async close(handle: string): Promise<void> {
    const session = this.#open.get(handle);
    this.#open.delete(handle);
    await Promise.all([session?.worker.close(), session?.replay.close()]);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((handle) => this.close(handle)));
  }
}
