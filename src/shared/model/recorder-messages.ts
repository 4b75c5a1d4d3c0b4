// Owns the messages between the app and the recorder's thread. Plain data only: everything here is structured-cloned.

import type { ProgramFile, RingReady } from './engine-messages.ts';
import type { Phase, RunStatus, SessionFacts } from './session.ts';

/** What the recorder is to write, and where. */
export interface RecorderSpec {
  /** Path of the session file, which must not exist yet. */
  readonly path: string;
  /** What is known when the recording starts; the recorder adds engine, versions and counts. */
  readonly facts: Partial<SessionFacts>;
  /** Texts of the user's files, by the path they have in the sandbox. */
  readonly sources: readonly { readonly path: string; readonly text: string }[];
  /** Everything that was in the sandbox at the start, where the texts above are not all of it. */
  readonly files: readonly ProgramFile[];
  /** The recording ends with status `limit` at exactly this many events; null: no limit. */
  readonly maxEvents: number | null;
  /** … or when the session file has grown to this size; null: no limit. */
  readonly maxBytes: number | null;
}

/** How the run ended, as the app learned it from the engine. */
export interface RunOutcome {
  readonly status: Exclude<RunStatus, 'recording' | 'partial'>;
  /** A sentence; '' after a normal end. */
  readonly reason: string;
  readonly exitStatus: number | null;
}

/** App -> recorder. `finish` may come before `begin`, when the engine did not start. */
export type RecorderCommand =
  | { readonly kind: 'begin'; readonly ring: RingReady }
  | { readonly kind: 'finish'; readonly outcome: RunOutcome };

/**
 * Recorder -> app. `limit` and `failed`: nothing more is written and the engine was asked to stop, but the recording is still
 * to be finished. `finished` comes exactly once and last.
 */
export type RecorderMessage =
  | {
      readonly kind: 'progress';
      readonly events: number;
      readonly steps: number;
      readonly objects: number;
      readonly sizeBytes: number;
      readonly phase: Phase;
    }
  | { readonly kind: 'limit'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }
  | {
      readonly kind: 'finished';
      readonly status: RunStatus;
      readonly statusReason: string;
      readonly exitStatus: number | null;
      readonly events: number;
      readonly steps: number;
      readonly objects: number;
      readonly gaps: number;
      readonly durationMs: number;
      readonly sizeBytes: number;
    };

/** What a recording may take at most; one that reaches any of the three ends there and is kept. */
export interface RecordLimits {
  readonly events: number;
  readonly seconds: number;
  /** Of the session file. Whatever is allowed, a disk that is nearly full ends a recording as well. */
  readonly bytes: number;
}

/** Where nobody asks a window for more or less. */
export const RECORD_LIMITS: RecordLimits = {
  events: 500_000_000,
  seconds: 3600,
  bytes: 4_000_000_000,
};

/** What may be asked for. */
export const RECORD_LIMIT_BOUNDS: Readonly<
  Record<keyof RecordLimits, { readonly least: number; readonly most: number }>
> = {
  events: { least: 1000, most: 10_000_000_000 },
  seconds: { least: 1, most: 1_000_000 },
  bytes: { least: 1_000_000, most: 1_000_000_000_000 },
};
