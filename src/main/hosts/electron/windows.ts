// Owns the windows that are open: their names, what each was opened on, what of theirs is on its way. Must not know what is asked or
// told. Invariant: a window has its name before its page can ask, and none once it is closed.

import type { BrowserWindow, WebContents } from 'electron';
import { CHANNELS } from '../../../shared/api/channels.ts';
import type { AppEvent } from '../../../shared/api/app-results.ts';
import { Failure } from '../../../shared/base/failure.ts';
import type { WindowId } from '../../app/window-id.ts';
import { InFlight } from '../in-flight.ts';
import { loadPage, makeWindow } from './window.ts';

/** A page asks for them, too. */
const MOST_WINDOWS = 20;

interface OpenWindow {
  readonly window: BrowserWindow;
  readonly startSession: string | null;
  /** Tickets are a window's own: two windows use the same numbers. */
  readonly inFlight: InFlight;
}

export class ElectronWindows {
  /** The one used last comes last. */
  readonly #open = new Map<WindowId, OpenWindow>();
  readonly #onClosed: (id: WindowId) => void;
  #made = 0;

  constructor(onClosed: (id: WindowId) => void) {
    this.#onClosed = onClosed;
  }

  /** Throws Failure when there are too many. */
  async open(startSession: string | null): Promise<void> {
    if (this.#open.size >= MOST_WINDOWS)
      throw new Failure('limit', `${MOST_WINDOWS} windows are open; close one of them first.`);
    const id = `window-${++this.#made}`;
    const window = makeWindow(this.last);
    this.#open.set(id, { window, startSession, inFlight: new InFlight() });
    window.on('focus', () => this.#used(id));
    window.on('closed', () => {
      this.#open.delete(id);
      this.#onClosed(id);
    });
    await loadPage(window);
  }

  get(id: WindowId): OpenWindow | undefined {
    return this.#open.get(id);
  }

  /** The window used last, or null when none is open. */
  get last(): BrowserWindow | null {
    return [...this.#open.values()].at(-1)?.window ?? null;
  }

  idOf(contents: WebContents): WindowId | undefined {
    return [...this.#open].find(([, { window }]) => window.webContents === contents)?.[0];
  }

  /** To one, or (null) to all. */
  send(event: AppEvent, to: WindowId | null): void {
    for (const [id, { window }] of this.#open)
      if (to === null || id === to) window.webContents.send(CHANNELS.event, event);
  }

  /** To the window that the user is in. */
  sendToLast(event: AppEvent): void {
    this.last?.webContents.send(CHANNELS.event, event);
  }

  /** Brings a window to the front: the one of that name, else the one used last. */
  focus(id?: WindowId): void {
    const window = (id === undefined ? undefined : this.#open.get(id)?.window) ?? this.last;
    if (window?.isMinimized()) window.restore();
    window?.focus();
  }

  #used(id: WindowId): void {
    const used = this.#open.get(id);
    if (!used) return;
    this.#open.delete(id);
    this.#open.set(id, used);
  }
}
