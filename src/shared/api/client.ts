// Owns what the window sees of the main process: one typed function and one stream of events. The Electron preload puts an
// implementation on `window.refscope`; in the browser host the renderer makes one over a WebSocket.

import type { Params, Reply, RequestName } from './contract.ts';
import type { AppEvent } from './app-results.ts';

export interface Bridge {
  readonly host: 'electron' | 'browser';
  request<Name extends RequestName>(name: Name, params: Params<Name>): Promise<Reply<Name>>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: AppEvent) => void): () => void;
}
