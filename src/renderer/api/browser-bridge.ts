// Owns the window's connection in the browser host: one WebSocket, requests matched to replies by number. Must not know what
// is asked. Invariant: every request is answered once: by the host, or with `disconnected` when the connection is lost.

import type { AppEvent, Bridge, Params, Reply, RequestName } from '../../shared/api/index.ts';
import { decodeFrame, encodeFrame } from '../../shared/api/wire.ts';

type AnyReply = Reply<RequestName>;
type ServerMessage =
  { readonly id: number; readonly reply: AnyReply } | { readonly event: AppEvent };

const RETRY_MS = 1000;
const WINDOW_KEY = 'refscope.window';
const LOST: AnyReply = {
  ok: false,
  kind: 'disconnected',
  message: 'The connection to Refscope was lost; start it again and reload this page.',
};

class BrowserBridge implements Bridge {
  readonly host = 'browser';
  readonly #url: string;
  readonly #waiting = new Map<number, (reply: AnyReply) => void>();
  /** Of the requests on their way that can be taken back: what the host knows them by. */
  readonly #tickets = new Map<number, number>();
  readonly #listeners = new Set<(event: AppEvent) => void>();
  #socket: Promise<WebSocket>;
  #nextId = 1;

  constructor(url: string) {
    this.#url = url;
    this.#socket = this.#connect();
  }

  async request<Name extends RequestName>(
    name: Name,
    params: Params<Name>,
    ticket?: number,
  ): Promise<Reply<Name>> {
    const id = this.#nextId++;
    if (ticket !== undefined) this.#tickets.set(ticket, id);
    const answer = new Promise<AnyReply>((resolve) => this.#waiting.set(id, resolve));
    try {
      const socket = await this.#socket;
      socket.send(encodeFrame({ id, name, params }));
    } catch {
      this.#waiting.delete(id);
      return LOST as Reply<Name>;
    }
    // The host answers a request with the reply of its name.
    const reply = (await answer) as Reply<Name>;
    if (ticket !== undefined) this.#tickets.delete(ticket);
    return reply;
  }

  cancel(ticket: number): void {
    const id = this.#tickets.get(ticket);
    if (id === undefined) return;
    void this.#socket.then(
      (socket) => socket.send(encodeFrame({ cancel: id })),
      () => undefined,
    );
  }

  subscribe(listener: (event: AppEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #connect(): Promise<WebSocket> {
    const socket = new WebSocket(this.#url);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) =>
      this.#take(decodeFrame(new Uint8Array(data)) as ServerMessage),
    );
    socket.addEventListener('close', () => this.#lost());
    const opened = new Promise<WebSocket>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(socket));
      socket.addEventListener('error', () => reject(new Error('no connection')));
    });
    opened.catch(() => undefined);
    return opened;
  }

  #take(message: ServerMessage): void {
    if ('event' in message) {
      for (const listener of this.#listeners) listener(message.event);
      return;
    }
    this.#waiting.get(message.id)?.(message.reply);
    this.#waiting.delete(message.id);
  }

  #lost(): void {
    for (const answer of this.#waiting.values()) answer(LOST);
    this.#waiting.clear();
    setTimeout(() => {
      this.#socket = this.#connect();
    }, RETRY_MS);
  }
}

/** The same over reloads, so that the host knows whose recordings are whose; another tab has another. */
function windowId(): string {
  const kept = sessionStorage.getItem(WINDOW_KEY);
  if (kept !== null) return kept;
  const made = crypto.randomUUID();
  sessionStorage.setItem(WINDOW_KEY, made);
  return made;
}

export function createBrowserBridge(): Bridge {
  const url = new URL('ws', window.location.href);
  url.protocol = 'ws:';
  url.searchParams.set('window', windowId());
  return new BrowserBridge(url.href);
}
