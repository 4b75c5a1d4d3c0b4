// Owns what the window gets back about the end of an object: when, why, how long after its last name, and what kept it meanwhile.
// Plain data; what a recording alone cannot tell is null, never guessed.

import type { EndCause } from '../model/session.ts';
import type { HistoryRow } from './results.ts';

export interface Certificate {
  readonly object: number;
  readonly label: string;
  readonly type: string;
  /** `alive`: still there when the recording ends. */
  readonly cause: EndCause;
  /** It ended after the last line of the program. */
  readonly duringExit: boolean;
  readonly immortal: boolean;
  /** The event that ended it; null while it is alive. */
  readonly end: HistoryRow | null;
  /** The run of the cycle collector that took it, from 1. */
  readonly gcRun: { readonly number: number; readonly generation: number } | null;
  /** The name that let go of it last; null where it had none, or has one still. */
  readonly lastName: {
    readonly scope: string;
    readonly name: string;
    readonly seq: number;
    readonly step: number;
    /** From there to the end of the object, or of the run. */
    readonly eventsAfter: number;
    readonly stepsAfter: number;
  } | null;
  /** Names that still refer to it when it ends, or where the program ends. */
  readonly namesAtEnd: readonly { readonly scope: string; readonly name: string }[];
  /** Count where the program ends, before Python exits; 0 when it was collected by then. */
  readonly countAtExit: number;
  /** Who released it when it was collected, who released that one, and so on, nearest first. */
  readonly releasedBy: readonly {
    readonly object: number;
    readonly label: string;
    readonly type: string;
    /** The last name that this owner had, '' for none. */
    readonly lastName: string;
  }[];
  /**
   * The event behind which a replay tells what kept it: where the program ended, of what lived on; else the end of the line that took
   * its last name. null: it is immortal, or nothing kept it.
   */
  readonly heldAt: number | null;
  /** What the above means, a sentence each, in order. */
  readonly sentences: readonly string[];
}
