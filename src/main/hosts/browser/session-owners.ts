// Owns which window has which session open, so that what a window leaves behind when it goes (a reload, a closed tab) is closed. A
// window that lost its connection comes back within seconds and goes on with its sessions: whoever uses one is its owner.
// Invariant: a session is closed only when the window that used it last has been gone for `keepMs`.

import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { App } from '../../app/create-app.ts';

const aboutSession = z.object({ session: z.string() });

export class SessionOwners {
  readonly #owners = new Map<string, WebSocket>();
  readonly #app: () => App;
  readonly #keepMs: number;

  constructor(app: () => App, keepMs: number) {
    this.#app = app;
    this.#keepMs = keepMs;
  }

  /** To call with every request that was answered, and the value of its answer. */
  note(window: WebSocket, request: { name: string; params?: unknown }, value: unknown): void {
    const isOpening = request.name === 'session.open';
    const about = aboutSession.safeParse(isOpening ? value : request.params).data;
    if (!about) return;
    if (request.name === 'session.close') this.#owners.delete(about.session);
    else if (isOpening || this.#owners.has(about.session)) this.#owners.set(about.session, window);
    // It went while the session was being opened for it.
    if (window.readyState === window.CLOSED) this.left(window);
  }

  left(window: WebSocket): void {
    setTimeout(() => void this.#close(window), this.#keepMs).unref();
  }

  async #close(window: WebSocket): Promise<void> {
    for (const [session, owner] of this.#owners) {
      if (owner !== window) continue;
      this.#owners.delete(session);
      await this.#app().handle('session.close', { session });
    }
  }
}
