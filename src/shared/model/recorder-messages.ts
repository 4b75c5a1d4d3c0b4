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

/**
 * What a recording that a window starts may take at most, where nobody asks for more or less. The size of the file follows from the
 * free space of its disk.
 */
export const RECORD_LIMITS = { events: 500_000_000, seconds: 3600 } as const;
