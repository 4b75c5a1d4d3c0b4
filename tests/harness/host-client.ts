// Talks to a browser host as the window does: cookie, socket, frames.

import { WebSocket } from 'ws';
import type { AppEvent, Params, Reply, RequestName } from '../../src/shared/api/index.ts';
import { decodeFrame, encodeFrame } from '../../src/shared/api/wire.ts';

type ServerMessage = { id: number; reply: Reply<RequestName> } | { event: AppEvent };

export class HostClient {
  readonly events: AppEvent[] = [];
  readonly origin: string;
  readonly cookie: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Reply<RequestName>) => void>();
  readonly #watchers = new Set<() => void>();
  #nextId = 1;

  private constructor(origin: string, cookie: string, window: string) {
    this.origin = origin;
    this.cookie = cookie;
    this.#socket = new WebSocket(`${origin.replace('http', 'ws')}/ws?window=${window}`, {
      origin,
      headers: { cookie },
    });
    this.#socket.on('message', (data: Buffer) =>
      this.#take(decodeFrame(new Uint8Array(data)) as ServerMessage),
    );
  }

  /** `window`: the name that a page keeps over reloads; without one it is a window of its own. */
  static async connect(url: string, window = ''): Promise<HostClient> {
    const first = await fetch(url, { redirect: 'manual' });
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const client = new HostClient(new URL(url).origin, cookie, window);
    await new Promise((resolve, reject) => client.#socket.on('open', resolve).on('error', reject));
    return client;
  }

  async request<Name extends RequestName>(name: Name, params: Params<Name>): Promise<Reply<Name>> {
    const id = this.#nextId++;
    const reply = new Promise<Reply<RequestName>>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(encodeFrame({ id, name, params }));
    return (await reply) as Reply<Name>;
  }

  /** The value, or an Error with the sentence of the refusal. */
  async value<Name extends RequestName>(name: Name, params: Params<Name>) {
    const reply = await this.request(name, params);
    if (!reply.ok) throw new Error(reply.message);
    return reply.value;
  }

  /** The first event of a kind, past or to come. */
  event<Kind extends AppEvent['kind']>(kind: Kind): Promise<Extract<AppEvent, { kind: Kind }>> {
    return this.eventOf(kind, () => true);
  }

  /** … that fits. */
  async eventOf<Kind extends AppEvent['kind']>(
    kind: Kind,
    fits: (event: Extract<AppEvent, { kind: Kind }>) => boolean,
  ): Promise<Extract<AppEvent, { kind: Kind }>> {
    const isWanted = (event: AppEvent): event is Extract<AppEvent, { kind: Kind }> =>
      event.kind === kind && fits(event as Extract<AppEvent, { kind: Kind }>);
    for (;;) {
      const found = this.events.find(isWanted);
      if (found) return found;
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  close(): void {
    this.#socket.close();
  }

  #take(message: ServerMessage): void {
    if ('event' in message) {
      this.events.push(message.event);
      for (const watcher of this.#watchers) watcher();
      this.#watchers.clear();
    } else {
      this.#waiting.get(message.id)?.(message.reply);
      this.#waiting.delete(message.id);
    }
  }
}
