// Owns the sessions that windows have open: one thread and one handle each. Must not know requests other than reading.
// Invariant: a handle stands for one open file until it is closed, and paths that nobody allowed cannot be opened. A window may go
// without closing what it had open (a reload): past MAX_OPEN the session used longest ago is closed, so that nobody is locked out.
// A session that was opened while it was recorded is opened anew, under the same handle, when its recording has ended.

import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppEvent } from '../../shared/api/app-results.ts';
import type { SessionSummary } from '../../shared/api/results.ts';
import { Failure } from '../../shared/base/failure.ts';
import type { WindowId } from './window-id.ts';
import { SessionReplay } from './replay/session-replay.ts';
import { leaveWal } from '../session/write/leave-wal.ts';
import { SessionWorker } from './session-worker.ts';

export interface OpenSession {
  readonly path: string;
  readonly window: WindowId;
  readonly worker: SessionWorker;
  /** Started when it is first asked. */
  readonly replay: SessionReplay;
}

const MAX_OPEN = 16;
/** The recorder's last commit comes before it lets go of the file. */
const LETTING_GO = { tries: 6, pauseMs: 50 } as const;

async function becomePlain(file: string): Promise<void> {
  for (let i = 0; i < LETTING_GO.tries && !leaveWal(file); i++) await sleep(LETTING_GO.pauseMs);
}

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
  /** Handles of sessions that were still being recorded when they were last looked at. */
  readonly #growing = new Set<string>();
  readonly #allowed = new Set<string>();
  /** Files of the library, and those that were opened before. */
  readonly #isKnown: (file: string) => boolean;
  readonly #tell: (window: WindowId, event: AppEvent) => void;
  #isResting = false;

  constructor(
    isKnown: (file: string) => boolean,
    tell: (window: WindowId, event: AppEvent) => void,
  ) {
    this.#isKnown = isKnown;
    this.#tell = tell;
  }

  /** The user chose this file (command line, dialog, file association, recording): the window may open it. */
  allow(file: string): void {
    this.#allowed.add(canonical(file));
  }

  /** For a window, '' where there is only one. Throws Failure. */
  async open(file: string, window: WindowId = ''): Promise<SessionSummary> {
    if (!this.#isKnown(file) && !this.#allowed.has(canonical(file)))
      throw new Failure(
        'bad-request',
        `${file} is outside the library; open it with the file dialog.`,
      );
    const worker = await SessionWorker.open(file);
    const handle = randomUUID();
    const replay = new SessionReplay(file, (seq) =>
      this.#tell(window, { kind: 'replay.progress', session: handle, seq }),
    );
    replay.rest(this.#isResting);
    this.#open.set(handle, { path: file, window, worker, replay });
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN && oldest !== undefined) await this.close(oldest);
    return this.summary(handle);
  }

  /** As of the last commit; of a recording that has ended since, of the whole. */
  async summary(handle: string): Promise<SessionSummary> {
    const { path: file, worker } = this.get(handle);
    const summary = await worker.query('session.summary', {});
    const isGrowing = summary.facts.status === 'recording';
    if (isGrowing && !this.#growing.has(handle)) {
      this.#growing.add(handle);
      worker.giveWay();
    }
    if (isGrowing || !this.#growing.has(handle)) return { ...summary, session: handle };
    await this.#ended(file);
    return { ...(await worker.query('session.summary', {})), session: handle };
  }

  /**
   * Whoever had the file open kept it from becoming one plain file, and what a reader made of a part is more than it needs of the
   * whole: all let go of it at once, and open it anew.
   */
  async #ended(file: string): Promise<void> {
    const handles = [...this.#growing].filter((handle) => this.#open.get(handle)?.path === file);
    const workers = handles.flatMap((handle) => this.#open.get(handle)?.worker ?? []);
    for (const handle of handles) this.#growing.delete(handle);
    let holding = workers.length;
    let done: () => void = () => undefined;
    const plain = new Promise<void>((resolve) => (done = resolve));
    const letGo = (): Promise<void> => {
      holding -= 1;
      if (holding === 0) void becomePlain(file).then(done);
      return plain;
    };
    await Promise.all(workers.map((worker) => worker.reopen(letGo)));
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
    this.#growing.delete(handle);
    await Promise.all([session?.worker.close(), session?.replay.close()]);
  }

  /** Windows that have this file open, each by the handle it has. */
  holders(file: string): readonly { readonly handle: string; readonly window: WindowId }[] {
    const wanted = canonical(file);
    return [...this.#open].flatMap(([handle, { path: held, window }]) =>
      canonical(held) === wanted ? [{ handle, window }] : [],
    );
  }

  /** The file has another name now; what belongs beside it is looked for there. */
  moved(from: string, to: string): void {
    for (const [handle, session] of this.#open)
      if (session.path === from) this.#open.set(handle, { ...session, path: to });
  }

  async closeOf(window: WindowId): Promise<void> {
    const handles = [...this.#open].filter(([, session]) => session.window === window);
    await Promise.all(handles.map(([handle]) => this.close(handle)));
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((handle) => this.close(handle)));
  }
}
