// Owns handing this process's standard input to the program as it asks for it. Nothing is read before it asks, so a program
// that reads nothing does not wait for an input that never ends.

import type { ReadStream } from 'node:tty';

type Take = (bytes: Uint8Array | null) => void;

/** More than this is not read ahead of the program. */
const MAX_QUEUED_BYTES = 4_000_000;

export class StdinForwarder {
  readonly #input: ReadStream;
  readonly #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #isReading = false;
  #isEnded = false;
  #asked: Take | null = null;

  constructor(input: ReadStream) {
    this.#input = input;
  }

  /** Calls `take` once with what there is (a line of a terminal, a piece of a pipe), or null at the end. */
  next(take: Take): void {
    this.#asked = take;
    if (!this.#isReading) this.#read();
    this.#serve();
  }

  /** Lets the process end although a terminal or an open pipe could still send something. */
  close(): void {
    if (this.#isReading) this.#input.destroy();
  }

  #read(): void {
    this.#isReading = true;
    const end = (): void => {
      this.#isEnded = true;
      this.#serve();
    };
    this.#input.on('end', end).on('error', end);
    this.#input.on('data', (bytes: Buffer) => {
      this.#queue.push(bytes);
      this.#queuedBytes += bytes.length;
      if (this.#queuedBytes > MAX_QUEUED_BYTES) this.#input.pause();
      this.#serve();
    });
  }

  #serve(): void {
    const take = this.#asked;
    const bytes = this.#queue[0];
    if (!take || (!bytes && !this.#isEnded)) return;
    this.#asked = null;
    this.#queue.shift();
    this.#queuedBytes -= bytes?.length ?? 0;
    if (this.#input.isPaused()) this.#input.resume();
    take(bytes ?? null);
  }
}
