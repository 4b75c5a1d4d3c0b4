// Owns what the window sees of the main process: one typed function and one stream of events. The Electron preload puts an
// implementation on `window.refscope`; in the browser host the renderer makes one over a WebSocket.

import type { Params, Reply, RequestName } from './contract.ts';
import type { AppEvent } from './app-results.ts';

export interface Bridge {
  readonly host: 'electron' | 'browser';
  /** `ticket`: a number of the window's own, by which it may take the question back. */
  request<Name extends RequestName>(
    name: Name,
    params: Params<Name>,
    ticket?: number,
  ): Promise<Reply<Name>>;
  /**
   * Nobody waits for the answer any more. It comes all the same: a refusal of kind `cancelled`, or, when it was on its way or the
   * request changes something, as if nothing had been said.
   */
  cancel(ticket: number): void;
  /**
   * Electron: the path of a session (a File) that the user dropped on the window, which the window may open from then on. The path is
   * read from the File itself, so a page cannot name one. Null where it has none.
   */
  give?(file: unknown): Promise<string | null>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: AppEvent) => void): () => void;
}
