// Owns the thread that writes a session: it takes the calls of a RemoteWriter one after another and makes them on the writer of the
// file. Everything is synchronous: it sleeps on shared memory. Must not know rows. Invariant: it ends after `finish`; after a call
// that failed it takes what comes and does nothing with it, so that the other side never waits for ever.

import { receiveMessageOnPort } from 'node:worker_threads';
import { Failure } from '../../../shared/base/failure.ts';
import type { TextColumn } from '../../../shared/model/session.ts';
import type { SessionWriter } from '../../../shared/model/session-io.ts';
import { createSessionWriter } from './session-writer.ts';
import type { WriterCall, WriterChannel, WriterFailure } from './writer-channel.ts';
import { SHARED } from './writer-channel.ts';

/** Writes the session at `path`, which must not exist yet, until it is finished. */
export function serveSessionWriter(path: string, channel: WriterChannel): void {
  const service = new WriterService(path, channel);
  while (!service.isFinished) service.takeNext();
}

class WriterService {
  isFinished = false;
  readonly #path: string;
  readonly #channel: WriterChannel;
  #writer: SessionWriter | null = null;
  #hasFailed = false;

  constructor(path: string, channel: WriterChannel) {
    this.#path = path;
    this.#channel = channel;
    this.#attempt(() => {
      this.#writer = createSessionWriter(path);
    });
  }

  takeNext(): void {
    const { port, shared } = this.#channel;
    const posted = Atomics.load(shared, SHARED.posted);
    const call = receiveMessageOnPort(port)?.message as WriterCall | undefined;
    if (!call) {
      Atomics.wait(shared, SHARED.posted, posted);
      return;
    }
    this.isFinished = call.method === 'finish';
    if (!this.#hasFailed || this.isFinished) this.#attempt(() => this.#make(call));
    for (const column of columnsOf(call)) release(column);
    Atomics.sub(shared, SHARED.waiting, call.bytes);
    Atomics.add(shared, SHARED.done, 1);
    Atomics.notify(shared, SHARED.done);
  }

  #make({ method, args }: WriterCall): void {
    const writer = this.#writer;
    if (!writer) return;
    Reflect.apply(writer[method], writer, args);
    if (method !== 'commit' && method !== 'finish') return;
    const kilobytes = Math.ceil(writer.sizeBytes() / 1024);
    Atomics.store(this.#channel.shared, SHARED.kilobytes, kilobytes);
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#hasFailed = true;
      const failure: WriterFailure = {
        kind: error instanceof Failure ? error.kind : '',
        message: error instanceof Error ? error.message : `${this.#path}: ${String(error)}`,
      };
      this.#channel.port.postMessage(failure);
      Atomics.store(this.#channel.shared, SHARED.failed, 1);
    }
  }
}

/** Those of texts, too. */
const columnsOf = ({ args: [columns] }: WriterCall): unknown[] =>
  Object.values(columns ?? {}).flatMap((column: unknown) =>
    isTexts(column) ? Object.values(column) : [column],
  );

const isTexts = (column: unknown): column is TextColumn =>
  typeof column === 'object' && column !== null && 'indices' in column;

/** Gives the memory of a column back now: the collector would let tens of megabytes pile up. */
function release(column: unknown): void {
  if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) column.buffer.transfer(0);
}
