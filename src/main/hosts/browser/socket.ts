// Owns the connections of windows: frames to requests of the app, replies and events to frames. Must not know what they say.

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { z } from 'zod';
import type { AppEvent } from '../../../shared/api/app-results.ts';
import { decodeFrame, encodeFrame } from '../../../shared/api/wire.ts';
import { PROJECT_LIMITS } from '../../../shared/model/project/project-rules.ts';
import type { WindowId } from '../../app/window-id.ts';
import type { App } from '../../app/create-app.ts';
import { InFlight } from '../in-flight.ts';
import { urlOf } from './access.ts';
import { SessionOwners } from './session-owners.ts';

/** The folder of a program is the largest that a window sends. */
const MAX_FRAME_BYTES = PROJECT_LIMITS.totalBytes + 20_000_000;
/** A window that reads slower than this is behind for good: progress and output events are left out for it. */
const MAX_BACKLOG_BYTES = 64_000_000;

const id = z.number().int().min(0);
const question = z.object({ id, name: z.string().max(100), params: z.unknown() });
/** Nobody waits for the answer to the question of that id. */
const cancel = z.object({ cancel: id });
const message = z.union([question, cancel]);

/** A page keeps its name over reloads and lost connections; whoever gives none is a window of its own. */
const WINDOW_ID = /^[\w-]{1,64}$/;

function windowIdOf(request: IncomingMessage): WindowId {
  const given = urlOf(request).searchParams.get('window') ?? '';
  return WINDOW_ID.test(given) ? given : randomUUID();
}

export class Windows {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  readonly #app: () => App;
  readonly #owners: SessionOwners;
  /** Who each connection belongs to. */
  readonly #ids = new Map<WebSocket, WindowId>();

  constructor(app: () => App, keepSessionsMs: number) {
    this.#app = app;
    this.#owners = new SessionOwners(app, keepSessionsMs);
  }

  /** The request has passed the access check. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const id = windowIdOf(request);
    this.#server.handleUpgrade(request, socket, head, (window) => this.#serve(window, id));
  }

  /** To the window of that name, over whichever connection it has now; or (null) to all. */
  emit(event: AppEvent, to: WindowId | null): void {
    const wanted = [...this.#ids].filter(([, id]) => to === null || id === to);
    if (wanted.length === 0) return;
    const frame = encodeFrame({ event });
    const isPassing = event.kind === 'record.progress' || event.kind === 'record.output';
    for (const [window] of wanted)
      if (!isPassing || window.bufferedAmount < MAX_BACKLOG_BYTES) window.send(frame);
  }

  close(): void {
    for (const window of this.#server.clients) window.terminate();
    this.#server.close();
  }

  #serve(window: WebSocket, id: WindowId): void {
    const inFlight = new InFlight();
    this.#ids.set(window, id);
    window.on('message', (data) => void this.#answer(window, inFlight, data));
    window.on('close', () => {
      this.#ids.delete(window);
      this.#owners.left(window);
    });
    // A broken connection ends in `close`; without a listener the error would end the process.
    window.on('error', () => window.terminate());
  }

  async #answer(window: WebSocket, inFlight: InFlight, data: RawData): Promise<void> {
    const request = parse(data);
    if (!request) return window.close(1003, 'not a request of Refscope');
    if ('cancel' in request) return inFlight.cancel(request.cancel);
    const id = this.#ids.get(window) ?? '';
    const reply = await inFlight.run(request.id, (signal) =>
      this.#app().handle(request.name, request.params, { window: id, signal }),
    );
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
