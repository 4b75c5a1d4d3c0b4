// Owns the interface of an open session: what queries, exports, verification and replay read.
// Must not hold SQL or compute anything for a particular view; that is what the queries are for.
// Invariant: everything here is a pure function of the file as of the last refresh(); tables that are indexed by a number
// that counts from 1 (objects, steps) leave slot 0 empty, so the number is the index.

import type { ProgramFile } from '../../../shared/model/engine-messages.ts';
import type {
  CodeRow,
  EventColumns,
  GapRow,
  GcRunRow,
  OutputRow,
  SessionFacts,
  SourceRow,
  TypeRow,
  VariableRow,
} from '../../../shared/model/session.ts';
import type { Site } from '../../../shared/model/site.ts';
import type { NameReader } from './name-reader.ts';
import type { ObjectReader } from './object-reader.ts';
import type { StepReader } from './step-reader.ts';

/** Where a block of events lies in the run: events firstSeq … firstSeq + count - 1. */
export interface EventBlockRef {
  readonly index: number;
  readonly firstSeq: number;
  readonly count: number;
}

/** The objects that one event block touches, sorted by id; columns of equal length. Counts may be IMMORTAL. */
export interface BlockSummary {
  readonly object: Uint32Array;
  readonly events: Uint32Array;
  /** Least, greatest and last count after an event of the object in the block; IMMORTAL is the greatest number. */
  readonly min: Uint32Array;
  readonly max: Uint32Array;
  readonly last: Uint32Array;
}

/**
 * Level of detail, base rows: LOD_BUCKETS per event block (fewer in a short block), in order of time. Row i covers events
 * toSeq[i - 1] + 1 … toSeq[i] (from 1 for row 0). Live values hold after event toSeq[i]. `yours…`: only objects that are yours,
 * counted from the moment they became so.
 */
export interface LodTable {
  readonly count: number;
  readonly toSeq: Float64Array;
  readonly liveObjects: Float64Array;
  /** Sum of the counts of live objects that are not immortal. */
  readonly liveReferences: Float64Array;
  readonly births: Uint32Array;
  readonly collections: Uint32Array;
  readonly yoursEvents: Uint32Array;
  readonly yoursLiveObjects: Float64Array;
  readonly yoursLiveReferences: Float64Array;
  readonly yoursBirths: Uint32Array;
  readonly yoursCollections: Uint32Array;
}

/** All objects; index = object id, slot 0 empty, so arrays have count + 1 entries. */
export interface ObjectTable {
  readonly count: number;
  readonly address: Uint32Array;
  /** The last known type (row id of the type table). */
  readonly type: Uint32Array;
  /** 0: before recording, or known only through a name. */
  readonly bornSeq: Float64Array;
  readonly bornInstruction: Uint32Array;
  /** OBJECT_FLAG bits, claims merged in. */
  readonly flags: Uint8Array;
  /** 0: alive at the end (or as of now in a recording or a partial file). */
  readonly endSeq: Float64Array;
  readonly endInstruction: Uint32Array;
  /** Index into END_CAUSES; 0 = alive. */
  readonly cause: Uint8Array;
  /** Peak and last refcount, or IMMORTAL; 0 while its end has not been written (recording, partial). */
  readonly peak: Uint32Array;
  readonly finalRefcount: Uint32Array;
  readonly events: Uint32Array;
  /** 1: its end (or that it lived to the end) has been written; 0: not yet, or the file is partial. */
  readonly settled: Uint8Array;
}

/** All steps; index = step number, slot 0 empty, so arrays have count + 1 entries. */
export interface StepTable {
  readonly count: number;
  /** Never decreases. */
  readonly afterSeq: Float64Array;
  readonly instruction: Uint32Array;
  readonly depth: Uint16Array;
  readonly frame: Uint32Array;
}

/** The log of names, in time order; row i from 0. */
export interface BindTable {
  readonly count: number;
  readonly afterSeq: Float64Array;
  readonly variable: Uint32Array;
  readonly frame: Uint32Array;
  readonly object: Uint32Array;
}

/** Intervals derived from the log: `variable` of `frame` referred to `object` at every seq with fromSeq <= seq < toSeq. */
export interface BindingTable {
  readonly count: number;
  readonly variable: Uint32Array;
  readonly frame: Uint32Array;
  readonly object: Uint32Array;
  /** Never decreases. */
  readonly fromSeq: Float64Array;
  /** Infinity: to the end. Equal to fromSeq when it was rebound before the next event. */
  readonly toSeq: Float64Array;
  /** Rows of an object, oldest first: rows[start[id]] … rows[start[id + 1] - 1]; start has objects.count + 2 entries. */
  readonly start: Uint32Array;
  readonly rows: Uint32Array;
}

/** The code object and unit an instruction id stands for. */
export interface InstructionPlace {
  readonly code: CodeRow;
  /** Index into the per-unit columns of `code`. */
  readonly unit: number;
}

/** Bytes in the file per part, compressed. */
export interface SessionSizes {
  readonly fileBytes: number;
  readonly eventBytes: number;
  readonly objectBytes: number;
  readonly stepBytes: number;
  readonly bindBytes: number;
  /** Block summaries and level of detail. */
  readonly indexBytes: number;
  /** 0 when there are no events. */
  readonly bytesPerEvent: number;
}

/** The blocks in which an object has events, in order, with its counts there: columns of equal length. */
export interface TrackRows {
  readonly block: readonly number[];
  readonly events: readonly number[];
  readonly min: readonly number[];
  readonly max: readonly number[];
  /** Count after its last event in the block. */
  readonly last: readonly number[];
}

/** Every method may throw Failure('damaged') with a sentence that names the part of the file that is unreadable. */
export interface SessionFile {
  readonly path: string;
  /** Status is `recording` only while its writer lives; without one it is `partial`. */
  facts(): SessionFacts;
  sizes(): SessionSizes;
  sites(): readonly Site[];
  sources(): readonly SourceRow[];
  source(id: number): SourceRow | null;
  /** In order of firstInstruction. */
  codes(): readonly CodeRow[];
  code(id: number): CodeRow | null;
  /** null for 0 and for ids of no known code. */
  instruction(id: number): InstructionPlace | null;
  /** `STORE_NAME`; `opcode 90` when the file has no name for it. */
  opcodeName(opcode: number): string;
  types(): readonly TypeRow[];
  type(id: number): TypeRow | null;
  variables(): readonly VariableRow[];
  variable(id: number): VariableRow | null;
  gcRuns(): readonly GcRunRow[];
  gaps(): readonly GapRow[];
  /** In order of time. */
  outputs(): readonly OutputRow[];
  /** Standard input as it was read, in order of time. */
  inputs(): readonly { readonly afterSeq: number; readonly bytes: Uint8Array }[];

  /** Everything that was in the sandbox at the start; empty where the one source is all. */
  programFiles(): readonly ProgramFile[];

  /** What the program read from its clocks, in order. */
  clock(): Float64Array;

  eventBlocks(): readonly EventBlockRef[];
  /** Index of the block that holds event `seq`, -1 when there is none. */
  blockOfSeq(seq: number): number;
  /** Decoded; the last few are kept. Do not write to it. */
  eventBlock(index: number): EventColumns;
  blockSummary(index: number): BlockSummary;
  /** Indices of the blocks in which the object has events, in order; from summaries only. */
  blocksOfObject(object: number): readonly number[];
  lod(): LodTable;

  /** The blocks that touch an object, from the index of the file; bounded work however long the run is. */
  track(object: number): TrackRows;
  /** Events per instruction id in blocks 0 … blocks - 1, as far as the file has them counted; index = id. */
  heat(): { readonly blocks: number; readonly events: Float64Array };

  /** Single objects, steps and names, read where they are: for questions that must not grow with the file. */
  lives(): ObjectReader;
  stepLog(): StepReader;
  nameLog(): NameReader;
  /** Does up to a portion of indexing what the file has no index of (it grows, or was cut off); false when all is done. */
  advanceIndex(blocks: number): boolean;

  /** The whole table: for passes over a whole file. */
  objects(): ObjectTable;
  /** Preview of the value, '' where there is none. */
  value(object: number): string;
  /** Names that ever referred to it, first bound first, without repeats. */
  names(object: number): readonly string[];
  /** Its first name (but for `self` and `cls`, where it has another), else its value, else `type#id`. */
  label(object: number): string;
  steps(): StepTable;
  /** Number of the last step that comes before event `seq` (afterSeq < seq); 0 before the first. */
  stepOfEvent(seq: number): number;
  binds(): BindTable;
  bindings(): BindingTable;

  /**
   * Takes in what the writer committed since; true when anything changed, the status included. Tables obtained before keep
   * their length, but rows of an ObjectTable may show ends and flags that came since.
   */
  refresh(): boolean;
  close(): void;
}
