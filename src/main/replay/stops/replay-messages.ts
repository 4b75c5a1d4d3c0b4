// Owns the messages between a replay's thread and who asks it, and the words of memory that both see. Plain data only.
// Invariant: every command is answered by one `done`, in order, unless the thread fails.

import type { MessagePort } from 'node:worker_threads';
import type { FailureKind } from '../../../shared/base/failure.ts';
import type { BootSpec } from '../../../shared/model/engine-messages.ts';
import type { HeapAnswer, HeapQuestion } from '../../../shared/model/heap-questions.ts';

/** What all replays of a session share. */
export interface SharedRun {
  /** Addresses of all objects, by id. */
  readonly addresses: Uint32Array<SharedArrayBuffer>;
}

export interface ReplayWorkerData {
  readonly spec: BootSpec;
  readonly sessionPath: string;
  readonly run: SharedRun;
  /** KnownChunks.buffer of this engine: where a chunk ends depends on when it came along. */
  readonly known: SharedArrayBuffer;
  /** Milliseconds of the run between two checkpoints. */
  readonly apartMs: number;
  /** ReplayCommand messages; shared[SHARED.sent] counts them. */
  readonly commands: MessagePort;
  readonly shared: SharedArrayBuffer;
}

export interface ReplayCommand {
  /** From 1, rising. */
  readonly id: number;
  /** The event to go to. */
  readonly seq: number;
  /** What is asked there; null: nothing, it is only to stand there or a little behind. */
  readonly question: HeapQuestion | null;
  /** True: moments near it on the way are kept, too. */
  readonly keepsNeighbours: boolean;
}

/** Indices into an Int32Array over `shared`. `cancelled`: the id of the last command that is not wanted any more. */
export const SHARED = { sent: 0, cancelled: 1 } as const;
/** Index into a Float64Array over it: the event that the run has come to. */
export const SHARED_SEQ = 1;
export const SHARED_BYTES = 16;

/** Where a replay is. */
export interface ReplayPosition {
  /** It stands behind this event. */
  readonly seq: number;
  /** So far it has come at any time. */
  readonly explored: number;
  /** Moments behind it can be asked about, too. */
  readonly goesBack: boolean;
  /** Moments that it can answer without going on, that one included if it is among them. */
  readonly kept: readonly number[];
}

export type ReplayMessage =
  /** Booted, and about to start the program. */
  | { readonly kind: 'ready' }
  | ({
      readonly kind: 'done';
      readonly id: number;
      readonly answer: HeapAnswer | null;
    } & ReplayPosition)
  | ({
      readonly kind: 'refused';
      readonly id: number;
      readonly failureKind: FailureKind;
      readonly message: string;
    } & ReplayPosition)
  | { readonly kind: 'failed'; readonly message: string };
