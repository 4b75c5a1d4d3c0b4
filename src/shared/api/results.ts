// Owns what the window gets back: plain data and typed arrays, sized by pixels or pages. Must not know how it is computed.
// Axis coordinates: on the `event` axis, x = seq (event n occupies [n - 1, n)). On the `step` axis every step has width 1: x in
// [0, 1) is everything before the first line (phase compile), [n, n + 1) is step n, and [steps + 1, steps + 2) is phase exit;
// events lie evenly inside their step. Total width: events, or steps + 2.

import type { ValueKind } from '../model/engine-messages.ts';
import type { ObjectGroup } from './object-groups.ts';
import type { EndCause, EventKind, Phase, SessionFacts } from '../model/session.ts';

export interface SessionSummary {
  /** Handle for all other requests; valid until session.close. */
  readonly session: string;
  readonly path: string;
  readonly title: string;
  readonly sizeBytes: number;
  readonly facts: SessionFacts;
  readonly sources: readonly SourceText[];
  /** Axis spans of the phases that were reached; [from, to). */
  readonly phases: readonly {
    readonly phase: Phase;
    readonly eventSpan: readonly [number, number];
    readonly stepSpan: readonly [number, number];
  }[];
  readonly gcRuns: readonly {
    readonly fromSeq: number;
    readonly toSeq: number;
    readonly generation: number;
    readonly collected: number;
  }[];
  /** Breaks in the chain of counts: how many, and the first of them. Absent or 0: none. */
  readonly gaps?: {
    readonly count: number;
    readonly first: readonly {
      readonly seq: number;
      readonly object: number;
      /** What the object is titled with, as in ObjectRow. */
      readonly label: string;
      readonly type: string;
      readonly expected: number;
      readonly found: number;
    }[];
  };
  /** How many objects each scope of the objects list has. */
  readonly objectCounts: { readonly named: number; readonly yours: number; readonly all: number };
  /** The events counted in `eventsPerLine`: 1 to this. Below facts.events more is counted each time session.summary is asked. */
  readonly heatThroughSeq?: number;
}

export interface SourceText {
  readonly id: number;
  readonly path: string;
  readonly text: string | null;
  readonly yours: boolean;
  /** Index = line number; events whose instruction is on that line. Empty where text is null. */
  readonly eventsPerLine: Uint32Array;
}

/** Level of detail over a span, bucket i of `buckets`. Each array has `buckets` entries, `seqs` one more (bucket borders). */
export interface Overview {
  readonly axis: Axis;
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
  readonly seqs: Float64Array;
  /** Live objects and sum of their (not immortal) refcounts at the end of the bucket; all objects, or yours only. */
  readonly liveObjects: Float64Array;
  readonly liveReferences: Float64Array;
  readonly events: Float64Array;
  readonly births: Float64Array;
  readonly collections: Float64Array;
}

export type Axis = 'step' | 'event';

export interface Lane {
  readonly object: number;
  readonly bornX: number;
  /** Where it ends, or the end of the axis when it is alive. */
  readonly endX: number;
  readonly endCause: EndCause;
  readonly immortal: boolean;
  readonly peak: number;
  /** Refcount when the span starts (IMMORTAL for infinity, 0 before birth). */
  readonly before: number;
  /**
   * `exact`: x, seq and refcount (after) of each change inside the span, in order. `buckets`: per bucket of the span the least,
   * greatest and last refcount; LANE_EMPTY in `min` where nothing changed in that bucket.
   */
  readonly shape:
    | {
        readonly kind: 'exact';
        readonly x: Float64Array;
        readonly seq: Float64Array;
        readonly refcount: Uint32Array;
      }
    | {
        readonly kind: 'buckets';
        readonly min: Uint32Array;
        readonly max: Uint32Array;
        readonly last: Uint32Array;
      };
  /** Names that referred to it inside the span, as axis spans. */
  readonly names: readonly { readonly name: string; readonly from: number; readonly to: number }[];
}
/** In `min` of a bucket without changes: no refcount is this value, IMMORTAL is the one above. */
export const LANE_EMPTY = 0xffff_fffe;

export interface LanesResult {
  readonly axis: Axis;
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
  readonly seqs: Float64Array;
  readonly lanes: readonly Lane[];
}

export interface ObjectRow {
  readonly id: number;
  readonly type: string;
  readonly kind: ValueKind;
  readonly value: string;
  /** Every name that ever referred to it, first bound first, without repeats. */
  readonly names: readonly string[];
  /** What lanes and rows are titled with: its first name, else its value, else its type and number. */
  readonly label: string;
  readonly yours: boolean;
  readonly immortal: boolean;
  readonly bornSeq: number;
  readonly bornLine: number;
  readonly bornFunction: string;
  readonly endSeq: number;
  readonly endLine: number;
  readonly endCause: EndCause;
  /** While recording goes on, of what lives: the counts so far. 0 where none was recorded. */
  readonly peak: number;
  readonly finalRefcount: number;
  readonly eventCount: number;
}

export interface ObjectPage {
  /** Of a search that is not over: those found so far. */
  readonly total: number;
  /** Part of the objects that the text was looked for in, from 0 to 1. Below 1 (only if `partial` was asked) rows are in order of birth. */
  readonly searched: number;
  readonly offset: number;
  readonly rows: readonly ObjectRow[];
  /** All groups that have rows, in the order of the list; only if asked for, and of a search only when it is over. */
  readonly groups?: readonly ObjectGroup[];
}

export interface Place {
  readonly file: string;
  readonly sourceId: number;
  readonly line: number;
  readonly function: string;
}

/** The whole program state that the panes show at one seq ("after event seq"). */
export interface Moment {
  readonly seq: number;
  readonly step: number;
  readonly phase: Phase;
  readonly x: { readonly step: number; readonly event: number };
  /** The line of the current step of your code; null before the first. */
  readonly place: Place | null;
  readonly depth: number;
  /** The event itself; null at seq 0. */
  readonly event: HistoryRow | null;
  readonly liveObjects: number;
  readonly liveReferences: number;
  /** The same of your objects only. */
  readonly yoursLiveObjects: number;
  readonly yoursLiveReferences: number;
  /** Names of yours that are bound now, innermost frame first, globals last. */
  readonly names: readonly {
    /** The number to follow it by: session.nameTrack. */
    readonly variable: number;
    readonly scope: string;
    readonly name: string;
    readonly object: number;
    readonly type: string;
    readonly value: string;
    readonly refcount: number;
    readonly immortal: boolean;
  }[];
  /** Bytes of output written up to here (into the text of session.output). */
  readonly outputEnd: number;
}

/** One event, in words. */
export interface HistoryRow {
  readonly seq: number;
  readonly step: number;
  readonly object: number;
  readonly kind: EventKind;
  readonly delta: number;
  /** After the event; IMMORTAL for infinity. */
  readonly refcount: number;
  readonly place: Place | null;
  readonly opcode: string;
  readonly argument: string;
  /** Column span of the instruction in its line, 0-based; -1 unknown. */
  readonly column: number;
  readonly endColumn: number;
  readonly cFunction: string;
  /** A short sentence: `STORE_NAME bound it to a_score`. */
  readonly reason: string;
  /** Where only lasting changes are asked for: how many passing ones lie between this and the one before. */
  readonly passing?: number;
}

export interface HistoryPage {
  /** Rows there are: all changes, or those that last. */
  readonly total: number;
  /** All changes of the object. */
  readonly events: number;
  readonly offset: number;
  readonly rows: readonly HistoryRow[];
}

export interface ObjectMoment {
  readonly object: ObjectRow;
  readonly seq: number;
  /** Refcount now; 0 before birth or after its end; IMMORTAL for infinity. */
  readonly refcount: number;
  /** What sys.getrefcount prints for it when immortal. */
  readonly immortalPrinted: number;
  readonly state: 'unborn' | 'alive' | 'ended';
  readonly namesNow: readonly {
    readonly scope: string;
    readonly name: string;
    readonly sinceSeq: number;
    /** The step to go to, together with sinceSeq, to stand where the name was just bound. */
    readonly sinceStep: number;
  }[];
  /** Index in its history of the last event at or before seq, -1 when none. */
  readonly historyIndex: number;
  /** The last changes up to now, newest first, at most 12. */
  readonly recent: readonly HistoryRow[];
}

export interface OutputText {
  /** Whole pieces in order; `end` = bytes of output up to and including this piece. */
  readonly pieces: readonly {
    readonly afterSeq: number;
    /** `stdin`: a line that the program read. */
    readonly stream: 'stdout' | 'stderr' | 'stdin';
    readonly text: string;
    readonly end: number;
  }[];
  readonly truncated: boolean;
}

/** What happened in the events fromSeq + 1 … toSeq. */
export interface RangeStats {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly events: number;
  readonly liveAtStart: { readonly objects: number; readonly references: number };
  readonly liveAtEnd: { readonly objects: number; readonly references: number };
  readonly births: number;
  readonly collections: Readonly<Record<Exclude<EndCause, 'alive'>, number>>;
  /** The types that grew most, first. */
  readonly types: readonly {
    readonly type: string;
    readonly born: number;
    readonly collected: number;
  }[];
  /** Null where the range is too long to read every event. */
  readonly kinds: Readonly<Record<EventKind, number>> | null;
  /** The lines that made most events, first. Null as above. */
  readonly lines:
    | readonly {
        readonly sourceId: number;
        readonly file: string;
        readonly line: number;
        readonly events: number;
      }[]
    | null;
}
