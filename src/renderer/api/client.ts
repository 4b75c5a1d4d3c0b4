// Owns the window's only way to the main process: `api.request` unwraps replies and turns refusals into ApiError, whose message
// is the sentence to show. Must not know stores or React. Invariant: nothing else in the renderer touches a Bridge.

import type { AppEvent, Bridge, Params, RequestName, Result } from '../../shared/api/index.ts';
import { createBrowserBridge } from './browser-bridge.ts';

declare global {
  interface Window {
    /** Put there by the Electron preload; absent in a browser. */
    readonly refscope?: Bridge;
  }
}

/** A request that was refused or failed. `message` is one sentence for the user. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: string;
  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface Api {
  readonly host: Bridge['host'];
  /** Throws ApiError; of kind `cancelled` when the signal came before the answer and the question could be taken back. */
  request<Name extends RequestName>(
    name: Name,
    params: Params<Name>,
    signal?: AbortSignal,
  ): Promise<Result<Name>>;
  /** Electron: the path of a session that the user dropped, for session.open. Null in a browser. */
  give(file: File): Promise<string | null>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: AppEvent) => void): () => void;
}

let nextTicket = 1;

/** The same calls over any bridge: the window uses `api`, tests pass their own. */
export const createApi = (bridge: Bridge): Api => ({
  host: bridge.host,
  give: async (file) => (await bridge.give?.(file)) ?? null,
  subscribe: (listener) => bridge.subscribe(listener),
  request: async (name, params, signal) => {
    const ticket = signal && nextTicket++;
    const cancel = (): void => bridge.cancel(ticket ?? 0);
    signal?.addEventListener('abort', cancel, { once: true });
    const reply = await bridge.request(name, params, ticket);
    signal?.removeEventListener('abort', cancel);
    if (!reply.ok) throw new ApiError(reply.kind, reply.message);
    return reply.value;
  },
});

let current: Api | null = null;

const connected = (): Api => (current ??= createApi(window.refscope ?? createBrowserBridge()));

/** The window's connection, made at the first use. */
export const api: Api = {
  get host() {
    return connected().host;
  },
  request: (name, params, signal) => connected().request(name, params, signal),
  give: (file) => connected().give(file),
  subscribe: (listener) => connected().subscribe(listener),
};

/** For tests of stores: replaces the connection. */
export const connectApi = (replacement: Api): void => {
  current = replacement;
};

/** The sentence of any thrown value. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
