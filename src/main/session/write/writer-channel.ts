// Owns what a session writer's two ends share when the file is written by another thread than the one that makes the rows: calls in
// order over a port, and a few shared words for everything that must not wait for a message. Must not know rows.
// Invariant: a call is counted as posted before it is sent and as done after it was applied or refused.

import type { MessagePort } from 'node:worker_threads';
import type { SessionWriter } from '../../../shared/model/session-io.ts';

/** One call of a SessionWriter, its columns cut to their rows. */
export interface WriterCall {
  readonly method: Exclude<keyof SessionWriter, 'sizeBytes' | 'settle'>;
  readonly args: readonly unknown[];
  /** Rough size, given back to the sender when the call is done. */
  readonly bytes: number;
}

/** A call failed; no later one is applied, but for `finish`. */
export interface WriterFailure {
  /** Kind of the Failure, '' for a defect. */
  readonly kind: string;
  readonly message: string;
}

/** Indices into the shared words. */
export const SHARED = {
  posted: 0,
  done: 1,
  /** Bytes of the calls that are on their way. */
  waiting: 2,
  /** 1 once a call has failed; the failure was sent before. */
  failed: 3,
  /** Size of the file in KiB as of the last commit. */
  kilobytes: 4,
} as const;

export interface WriterChannel {
  readonly port: MessagePort;
  readonly shared: Int32Array;
}

export const newShared = (): Int32Array => new Int32Array(new SharedArrayBuffer(32));
