// Owns the answer to "who holds this object at this event?", as replay gives it and the command line prints it.
// Invariant: the counts of the holders that are counted add up to the refcount, unless the object is immortal.

export const HOLDERS_VERSION = 1;

export const HOLDER_KINDS = [
  'module global',
  'class attribute',
  'attribute',
  'dict key',
  'dict value',
  'item',
  'set item',
  'local',
  'value stack',
  'frame',
  'field',
  'type',
  'C variable',
  'weakref',
  'interned table',
  'parser',
  'C code',
] as const;
export type HolderKind = (typeof HOLDER_KINDS)[number];

export interface Holder {
  readonly kind: HolderKind;
  /** What a reader calls it: "module global `a_score`", "`lst[2]`", "local `x` of `f`, line 12". */
  readonly words: string;
  /** Id of the object that holds the reference, where the recording knows it. */
  readonly holderObject?: number;
  /** Name, key or index. */
  readonly key?: string;
  /** Number of references. */
  readonly count: number;
  /** False: it refers to the object without adding to its count. */
  readonly counted: boolean;
}

export interface HoldersAnswer {
  readonly version: typeof HOLDERS_VERSION;
  readonly object: number;
  readonly seq: number;
  /** As recorded; null: immortal. */
  readonly refcount: number | null;
  readonly holders: readonly Holder[];
  /** Of the holders that are counted. */
  readonly sum: number;
}

export interface HoldersQuestion {
  readonly object: number;
  readonly seq: number;
}
