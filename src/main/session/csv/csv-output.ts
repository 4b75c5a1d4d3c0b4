// Owns collecting rows into chunks and handing them on no faster than they are taken. Must not know columns.
// Invariant: memory holds one chunk, whatever the number of rows.

import type { Writable } from 'node:stream';
import { once } from 'node:events';
import { Failure } from '../../../shared/base/failure.ts';

/** Takes UTF-8 bytes; the export waits for the promise before it goes on. */
export interface CsvSink {
  write(chunk: Uint8Array): Promise<void> | void;
}

export interface CsvProgress {
  /** Rows written so far, without the header. */
  readonly rows: number;
  /** Rows there will be; an upper estimate until the end. */
  readonly totalRows: number;
}

export interface CsvJob {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CsvProgress) => void;
}

const CHUNK_CHARACTERS = 256 * 1024;

export class CsvOutput {
  rows = 0;
  totalRows = 0;
  #text = '';
  readonly #sink: CsvSink;
  readonly #job: CsvJob;

  constructor(sink: CsvSink, job: CsvJob) {
    this.#sink = sink;
    this.#job = job;
  }

  header(columns: readonly string[]): void {
    this.#text += `${columns.join(',')}\r\n`;
  }

  /** True: pause() before the next row. */
  row(line: string): boolean {
    this.#text += `${line}\r\n`;
    this.rows++;
    return this.#text.length >= CHUNK_CHARACTERS;
  }

  /** Hands on what there is, reports, lets others run. @throws Failure('cancelled') */
  async pause(): Promise<void> {
    if (this.#job.signal?.aborted === true)
      throw new Failure('cancelled', 'The export was cancelled; run it again for the whole file.');
    const text = this.#text;
    this.#text = '';
    if (text !== '') await this.#sink.write(Buffer.from(text));
    this.#job.onProgress?.({
      rows: this.rows,
      totalRows: Math.max(this.rows, this.totalRows),
    });
    await new Promise(setImmediate);
  }

  /** Hands on the rest; the total is then exact. */
  async end(): Promise<void> {
    this.totalRows = this.rows;
    await this.pause();
  }
}

/** A sink that writes to a Node stream and waits while it is full. The caller ends the stream. */
export const streamSink = (stream: Writable): CsvSink => ({
  async write(chunk) {
    if (stream.errored !== null) throw stream.errored;
    if (!stream.write(chunk)) await once(stream, 'drain');
  },
});
