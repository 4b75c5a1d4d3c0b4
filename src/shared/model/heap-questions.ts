// Owns what can be asked of the heap at a moment, and the answers: plain data, as replay gives it, the command line prints it and the
// window shows it. Who holds one object is in holders.ts. Must not know memory.
// Invariant: an `object` is the id of a recorded object, 0 where the recording does not know it.

import type { HolderKind, HoldersAnswer, HoldersQuestion } from './holders.ts';

export const PATH_VERSION = 1;
export const CYCLES_VERSION = 1;

/** An object as a link says it. */
export interface HeapObject {
  readonly object: number;
  /** Its first name, else its value, else its type and number. */
  readonly label: string;
  readonly type: string;
}

/** Where a path starts: what is alive by itself. `C code`: a reference that no traversal shows. */
export const ROOT_KINDS = ['module', 'call', 'C variable', 'C code', 'interpreter'] as const;
export type RootKind = (typeof ROOT_KINDS)[number];

/** One reference of a path, and what it leads to. */
export interface PathLink extends HeapObject {
  readonly kind: HolderKind;
  /** As in Holder. */
  readonly words: string;
}

/** Why an object is alive: the fewest references that lead to it from a root. */
export interface PathAnswer {
  readonly version: typeof PATH_VERSION;
  readonly object: number;
  readonly seq: number;
  /** null: no root leads to it any more; it waits for the cycle collector. */
  readonly root: { readonly kind: RootKind; readonly words: string } | null;
  /** From the root to the object, which is the last. */
  readonly links: readonly PathLink[];
}

export interface CycleReference {
  /** Both ids; 0: a call or a variable of C code, or an object that the recording does not know. */
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** How the objects of a cycle ended. */
export interface CycleEnd {
  readonly cause: 'gc' | 'refcount' | 'exit' | 'alive' | 'mixed';
  /** The event by which the last of them was gone; 0: alive. */
  readonly seq: number;
  /** The run of the cycle collector that took them, numbered from 1; null where another cause ended them. */
  readonly gcRun: {
    readonly number: number;
    readonly generation: number;
    readonly fromSeq: number;
  } | null;
}

/** Objects that all lead to each other. */
export interface Cycle {
  readonly members: readonly HeapObject[];
  /** Members that are not in `members`, because there are too many to show. */
  readonly moreMembers: number;
  /** References among the members, at most as many as are shown. */
  readonly inside: readonly CycleReference[];
  /** References to a member from what is no member; a weak reference is none. */
  readonly outside: readonly CycleReference[];
  readonly moreOutside: number;
  /** True: no root leads to it, only the cycle collector can take it. */
  readonly unreachable: boolean;
  /** True: a class with its own parts, which refer to it. Every class is one. */
  readonly isClass: boolean;
  readonly end: CycleEnd;
}

/** The cycles among the user's objects, unreachable ones first, then the larger ones. */
export interface CyclesAnswer {
  readonly version: typeof CYCLES_VERSION;
  readonly seq: number;
  readonly cycles: readonly Cycle[];
  /** Cycles that are not in `cycles`, because there are too many to show. */
  readonly more: number;
}

/** `root`: a module's names, a running call, a variable of C code: no object of its own in this picture. */
export interface GraphNode extends HeapObject {
  /** Unique in the graph. */
  readonly id: string;
  readonly role: 'selected' | 'object' | 'root';
  /** References to it that are not drawn. */
  readonly moreIn: number;
  /** Objects it refers to that are not drawn. */
  readonly moreOut: number;
  /** null: immortal. 0 for a root. */
  readonly refcount: number | null;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `other`, `[2]`, `key 'k'`: short, for a line. */
  readonly label: string;
  readonly words: string;
  readonly counted: boolean;
  /** References that the line stands for. */
  readonly count: number;
}

/** The objects around one: who holds it and what it holds, a few references far. */
export interface GraphAnswer {
  readonly object: number;
  readonly seq: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export type HeapQuestion =
  | ({ readonly kind: 'holders' | 'path' | 'graph' } & HoldersQuestion)
  | { readonly kind: 'cycles'; readonly seq: number };

export interface HeapAnswers {
  readonly holders: HoldersAnswer;
  readonly path: PathAnswer;
  readonly cycles: CyclesAnswer;
  readonly graph: GraphAnswer;
}
export type HeapAnswer = HeapAnswers[keyof HeapAnswers];
