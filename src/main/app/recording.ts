// Owns what a recording is to those who start one: what they give, what they are told, how it ends. Types only.

import type { Failure } from '../../shared/base/failure.ts';
import type { EngineId, ProgramFile, WrittenFile } from '../../shared/model/engine-messages.ts';
import type { InstrumentOptions } from '../../shared/model/instrumented.ts';
import type { Launch, SessionFacts } from '../../shared/model/session.ts';

export interface RecordOptions {
  /** The session file to make; it must not exist. */
  readonly path: string;
  /** For example `prog.py`, or the name of a module. */
  readonly programName: string;
  /** The text of a program of one file; or else a `project`. */
  readonly source?: Uint8Array;
  /** A program of more than one file, or started in another way. */
  readonly project?: Project;
  readonly args: readonly string[];
  readonly python: EngineId;
  /** The whole standard input; absent: `onInputWanted` asks. */
  readonly stdin?: Uint8Array;
  /** Given: the entropy of an earlier run. Else it is new. */
  readonly entropySeed?: string;
  /** What an earlier run read from its clocks: this one reads the same. */
  readonly clock?: Float64Array;
  /** `discovery` logs every store that could be to a refcount; slower, and the proof that `guarded` misses none. */
  readonly sites?: InstrumentOptions['mode'];
  readonly maxEvents?: number;
  /** How large the session may grow; less where its disk is nearly full. */
  readonly maxBytes?: number;
  /** The program is stopped when it has run this long; the recording is kept. */
  readonly maxDurationMs?: number;
  onOutput(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
  /** Answer with input(). */
  onInputWanted(): void;
  onProgress(progress: RecordProgress): void;
  /** Given: called once, before the end, with what the program wrote in its working directory. */
  onFilesWritten?(files: readonly WrittenFile[]): void;
}

/** Everything in the sandbox at the start, and how the program is started. */
export interface Project {
  readonly files: readonly ProgramFile[];
  readonly launch: Launch;
}

export interface RecordProgress {
  readonly events: number;
  readonly steps: number;
  readonly objects: number;
  readonly sizeBytes: number;
  readonly elapsedMs: number;
  readonly phase: 'preparing' | 'running' | 'saving';
}

export interface RecordingEnd {
  readonly facts: SessionFacts;
  readonly sizeBytes: number;
  /** Why the recording ended early although the program did not: a full disk, a crash. The file holds what was recorded. */
  readonly failure: Failure | null;
}

export interface Recording {
  /** Ends the program as soon as possible; what was recorded is kept. */
  stop(): void;
  /** Answers onInputWanted; null is the end of the input. */
  input(bytes: Uint8Array | null): void;
  /** Rejects with a Failure when there is no recording at all. */
  readonly finished: Promise<RecordingEnd>;
}
