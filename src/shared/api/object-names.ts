// Owns what the window gets back about the names of one object over its life. Plain data.

export interface ObjectName {
  /** The number to follow it by: session.nameTrack. */
  readonly variable: number;
  /** The function or class body that the name is local to; `<module>` for a global. */
  readonly scope: string;
  readonly name: string;
  /** Bound after event fromSeq; fromStep is the step to go to with it. */
  readonly fromSeq: number;
  readonly fromStep: number;
  /** Where it stopped referring to the object, as above; null where it did until the end of the recording. */
  readonly until: { readonly seq: number; readonly step: number } | null;
}

export interface ObjectNames {
  /** In order of time. */
  readonly rows: readonly ObjectName[];
  /** There are later ones that were not read. */
  readonly isCut: boolean;
}
