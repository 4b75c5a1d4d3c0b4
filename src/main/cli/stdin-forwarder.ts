// Owns handing this process's standard input to the program as it asks for it. Nothing is read before it asks, so a program
// that reads nothing does not wait for an input that never ends.

import type { ReadStream } from 'node:tty';

export class StdinForwarder {
  readonly #input: ReadStream;
  #ended = false;

  constructor(input: ReadStream) {
    this.#input = input;
  }

  /** Calls `take` once with what there is (a line of a terminal, a piece of a pipe), or null at the end. */
  next(take: (bytes: Uint8Array | null) => void): void {
    if (this.#ended) return take(null);
    const input = this.#input;
    const finish = (bytes: Uint8Array | null): void => {
      input.pause();
      input.off('data', onData).off('end', onEnd).off('error', onEnd);
      take(bytes);
    };
    const onData = (bytes: Buffer): void => finish(bytes);
    const onEnd = (): void => {
      this.#ended = true;
      finish(null);
    };
    input.on('data', onData).on('end', onEnd).on('error', onEnd);
    input.resume();
  }

  /** Lets the process end although a terminal or an open pipe could still send something. */
  close(): void {
    this.#input.pause();
    // A standard input that was never asked for has no handle to let go of.
    if ('unref' in this.#input) this.#input.unref();
  }
}
