// Owns what becomes of values where paths of a function body meet. Invariant: a merged value is common to all paths, or a
// phi of theirs, or unknown.

import type { ValueTable } from './value-table.ts';

/** After so many different values at one merge a value is simply unknown there. */
const MAX_PHI_OPERANDS = 4;

export interface Merge {
  readonly locals: Int32Array;
  readonly results: Int32Array;
  /** How many phis were made for each local, then for each result. */
  readonly phis: Uint8Array;
}

/** Merges the state of one more path into `merge`. */
export function meet(values: ValueTable, merge: Merge, arriving: Merge): void {
  const { locals, results, phis } = merge;
  meetValues({ values, held: locals, arriving: arriving.locals, phis });
  const resultPhis = phis.subarray(locals.length);
  meetValues({ values, held: results, arriving: arriving.results, phis: resultPhis });
}

interface Meeting {
  readonly values: ValueTable;
  readonly held: Int32Array;
  readonly arriving: Int32Array;
  readonly phis: Uint8Array;
}

function meetValues({ values, held, arriving, phis }: Meeting): void {
  for (let i = 0; i < held.length; i++) {
    const a = held[i] ?? 0;
    const b = arriving[i] ?? 0;
    if (a === b) continue;
    const made = phis[i] ?? 0;
    if (made < MAX_PHI_OPERANDS) held[i] = values.phi(a, b);
    else if (made === MAX_PHI_OPERANDS) held[i] = values.fresh();
    if (made <= MAX_PHI_OPERANDS) phis[i] = made + 1;
  }
}
