// Owns the vocabulary of a recorded session: facts, rows and column blocks, as the recorder produces them, the session
// room stores them and its readers give them back. Must not know SQL, wasm or React.
// Invariant: columns of one block have the same length; seq, step and object numbers count from 1, 0 means none.

import type { EngineId, ValueKind } from './engine-messages.ts';

/** Refcount column value of an immortal object. Shown as infinity with the number that CPython prints. */
export const IMMORTAL = 0xffff_ffff;
/** What sys.getrefcount says of an immortal object in 64-bit CPython of that version. */
export const IMMORTAL_AS_PRINTED: Readonly<Record<EngineId, number>> = {
  '3.12': 4_294_967_295,
  '3.13': 4_294_967_295,
  '3.14': 3_221_225_472,
};

/** Up to this many events per block. */
export const BLOCK_EVENTS = 65_536;

export type Phase = 'compile' | 'run' | 'exit';
export const EVENT_KINDS = [
  'birth',
  'incref',
  'decref',
  'adjust',
  'immortalize',
  'collect',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Index = code in columns. `moved`: freed or moved without its count reaching 0 (realloc). `alive`: at the end of the recording. */
export const END_CAUSES = ['alive', 'refcount', 'gc', 'exit', 'moved'] as const;
export type EndCause = (typeof END_CAUSES)[number];

export const RUN_STATUSES = [
  'recording',
  'finished',
  'stopped',
  'limit',
  'crashed',
  'partial',
] as const;
/** `recording`: being written; a file found so without its writer is `partial`. */
export type RunStatus = (typeof RUN_STATUSES)[number];

export interface AuditFacts {
  /** Objects whose counts were compared with memory: those alive when the program's last line was done, or after the last event. */
  readonly objects: number;
  /** Those whose count in memory was another one, or that memory did not hold, or held although they had been collected. */
  readonly mismatches: number;
  /** Calls of sys.getrefcount whose answer was compared; one that differs is a gap. */
  readonly calls: number;
}

export interface SessionFacts {
  readonly formatVersion: number;
  readonly appVersion: string;
  readonly engine: EngineId;
  /** For example `3.12.1`. */
  readonly pythonVersion: string;
  readonly programName: string;
  readonly args: readonly string[];
  /** How it was started, where that was not simply its one file; with the session's files it can be run again. */
  readonly launch?: Launch | undefined;
  /** What all entropy of the run was made from (ProgramSpec); absent: not known, the run cannot be re-executed. */
  readonly entropySeed?: string | undefined;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly status: RunStatus;
  /** Why it ended, as a sentence; '' after a normal end. */
  readonly statusReason: string;
  /** null while running, or when it was stopped. */
  readonly exitStatus: number | null;
  readonly events: number;
  readonly steps: number;
  readonly objects: number;
  readonly collected: number;
  readonly immortal: number;
  readonly gaps: number;
  /** The comparison of memory with what was recorded; null: the run was cut short. */
  readonly audit: AuditFacts | null;
  /** First seq of phase `run` and of phase `exit`; 0 when that phase was not reached. */
  readonly runFromSeq: number;
  readonly exitFromSeq: number;
}

/** As ProgramSpec has them (engine-messages.ts). */
export interface Launch {
  readonly workingDirectory: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Consecutive events: event i has seq firstSeq + i. */
export interface EventColumns {
  readonly firstSeq: number;
  readonly count: number;
  readonly object: Uint32Array;
  /** Count after the event, or IMMORTAL. */
  readonly refcount: Uint32Array;
  /** Change; births +1, an immortalisation 0. */
  readonly delta: Int32Array;
  /** Index into the site table. */
  readonly site: Uint16Array;
  /** InstructionId, 0: no Python instruction was executing. */
  readonly instruction: Uint32Array;
}

/** Objects in order of first sight: object i has id firstId + i. */
export interface ObjectColumns {
  readonly firstId: number;
  readonly count: number;
  readonly address: Uint32Array;
  readonly type: Uint32Array;
  /** 0: existed before recording started, or is only known through a name (static immortal objects). */
  readonly bornSeq: Float64Array;
  readonly bornInstruction: Uint32Array;
  /** OBJECT_FLAG bits known at first sight. */
  readonly flags: Uint8Array;
}
export const OBJECT_FLAG = { yours: 1, immortal: 2, beforeRecording: 4 } as const;

/** A column of texts: each distinct one once, in order of first use, and which of them each row has. */
export interface TextColumn {
  /** Bytes of each distinct text. */
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** All of them, one behind the other, in UTF-8. */
  readonly texts: Uint8Array<ArrayBuffer>;
  readonly indices: Uint32Array<ArrayBuffer>;
}
/** How a column of texts may be given. */
export type Texts = readonly string[] | TextColumn;

/**
 * Ends of objects, in time order; the objects still alive when recording ended come last, with cause `alive` and endSeq 0.
 * An object may have more than one row: a resurrection that was noticed late. The last one counts.
 */
export interface EndColumns {
  readonly count: number;
  readonly object: Uint32Array;
  readonly endSeq: Float64Array;
  readonly endInstruction: Uint32Array;
  /** Index into END_CAUSES. */
  readonly cause: Uint8Array;
  /** Peak and last refcount, or IMMORTAL. */
  readonly peak: Uint32Array;
  readonly finalRefcount: Uint32Array;
  readonly events: Uint32Array;
  /** The type at the end, as `__class__` may have changed. */
  readonly type: Uint32Array;
  /** Preview of the value, as Python's repr would start; '' where there is none. */
  readonly value: Texts;
}

/** Facts about objects learned later, in time order: OBJECT_FLAG bits to add, and a value preview ('' = none). */
export interface ClaimColumns {
  readonly count: number;
  readonly object: Uint32Array;
  readonly flags: Uint8Array;
  readonly value: Texts;
}

/** Consecutive steps: step i has number firstStep + i and comes after event `afterSeq[i]`. */
export interface StepColumns {
  readonly firstStep: number;
  readonly count: number;
  readonly afterSeq: Float64Array;
  readonly instruction: Uint32Array;
  /** Number of Python frames on the stack; 1 = the module. */
  readonly depth: Uint16Array;
  /** Serial number of the frame, from 1. */
  readonly frame: Uint32Array;
}

/** Log of names, in time order: after event `afterSeq`, `variable` of `frame` refers to `object` (0: to nothing any more). */
export interface BindColumns {
  readonly count: number;
  readonly afterSeq: Float64Array;
  /** Row of the variable table. */
  readonly variable: Uint32Array;
  /** Serial number of the frame, 0 for globals. */
  readonly frame: Uint32Array;
  readonly object: Uint32Array;
  /** The last step that had begun, 0 before the first; absent in recordings of versions that did not log it. */
  readonly step?: Uint32Array;
}

/** A name in a scope. `codeId` is the function or class body it is local to, 0 for a global. */
export interface VariableRow {
  readonly id: number;
  readonly name: string;
  readonly codeId: number;
}

export interface TypeRow {
  readonly id: number;
  readonly name: string;
  readonly kind: ValueKind;
  readonly yours: boolean;
}

/** Code units of a code object; instruction ids firstInstruction … firstInstruction + lines.length - 1 are its. */
export interface CodeRow {
  readonly id: number;
  readonly fileId: number;
  readonly name: string;
  readonly qualname: string;
  readonly firstLine: number;
  readonly firstInstruction: number;
  readonly yours: boolean;
  readonly opcodes: Uint8Array;
  readonly args: Uint32Array;
  readonly lines: Int32Array;
  readonly columns: Int16Array;
  readonly endColumns: Int16Array;
  /** Index = unit. */
  readonly argNames: readonly string[];
  readonly localNames: readonly string[];
}

export interface SourceRow {
  readonly id: number;
  /** As CPython names it (co_filename). */
  readonly path: string;
  /** null: the text is not stored (standard library). */
  readonly text: string | null;
  readonly yours: boolean;
}

export interface OutputRow {
  readonly afterSeq: number;
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Uint8Array;
}

export interface GcRunRow {
  readonly fromSeq: number;
  readonly toSeq: number;
  /** -1: not known. */
  readonly generation: number;
  readonly collected: number;
}

/** The recorded chain of counts of an object broke: before event `seq` it should have been `expected`, memory held `found`. */
export interface GapRow {
  readonly seq: number;
  readonly objectId: number;
  readonly expected: number;
  readonly found: number;
}
