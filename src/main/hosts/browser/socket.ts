// Owns the connections of windows: frames to requests of the app, replies and events to frames. Must not know what they say.

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { z } from 'zod';
import type { AppEvent } from '../../../shared/api/app-results.ts';
import { decodeFrame, encodeFrame } from '../../../shared/api/wire.ts';
import { PROJECT_LIMITS } from '../../../shared/model/project/project-rules.ts';
import type { App } from '../../app/create-app.ts';
import { SessionOwners } from './session-owners.ts';

/** The folder of a program is the largest that a window sends. */
const MAX_FRAME_BYTES = PROJECT_LIMITS.totalBytes + 20_000_000;
/** A window that reads slower than this is behind for good: progress and output events are left out for it. */
const MAX_BACKLOG_BYTES = 64_000_000;

const message = z.object({
  id: z.number().int().min(0),
  name: z.string().max(100),
  params: z.unknown(),
});

export class Windows {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  readonly #app: () => App;
  readonly #owners: SessionOwners;

  constructor(app: () => App, keepSessionsMs: number) {
    this.#app = app;
    this.#owners = new SessionOwners(app, keepSessionsMs);
  }

  /** The request has passed the access check. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (window) => this.#serve(window));
  }

  emit(event: AppEvent): void {
    if (this.#server.clients.size === 0) return;
    const frame = encodeFrame({ event });
    const isPassing = event.kind === 'record.progress' || event.kind === 'record.output';
    for (const window of this.#server.clients)
      if (!isPassing || window.bufferedAmount < MAX_BACKLOG_BYTES) window.send(frame);
  }

  close(): void {
    for (const window of this.#server.clients) window.terminate();
    this.#server.close();
  }

  #serve(window: WebSocket): void {
    window.on('message', (data) => void this.#answer(window, data));
    window.on('close', () => this.#owners.left(window));
    // A broken connection ends in `close`; without a listener the error would end the process.
    window.on('error', () => window.terminate());
  }

  async #answer(window: WebSocket, data: RawData): Promise<void> {
    const request = parse(data);
    if (!request) return window.close(1003, 'not a request of Refscope');
    const reply = await this.#app().handle(request.name, request.params);
    this.#owners.note(window, request, reply.ok ? reply.value : null);
    window.send(encodeFrame({ id: request.id, reply }));
  }
}

function parse(data: RawData): z.output<typeof message> | null {
  if (!(data instanceof Buffer)) return null;
  try {
    // A copy: frames start at a multiple of 8, parts of the socket's buffer need not.
    return message.safeParse(decodeFrame(new Uint8Array(data))).data ?? null;
  } catch {
    return null;
  }
}
