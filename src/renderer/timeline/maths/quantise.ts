// Owns which span and resolution are asked for, given what is in view: about three times the view, on borders and at bucket
// widths that are powers of two, so that small pans and zooms ask for nothing new. Must not fetch.
// Invariant: the wanted span contains the view, and what was fetched for a view serves that view.

import { type View, spanOf } from './viewport.ts';

export interface Wanted {
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
  /** Power of two, >= the length of the view: the zoom level it was quantised to. */
  readonly level: number;
}

/** Buckets per level: with a view between half a level and a level long, 512 to 1024 buckets are in view. */
const BUCKETS_PER_LEVEL = 1024;

export const levelOf = (span: number): number => 2 ** Math.ceil(Math.log2(span));

export function wantedFor(view: View, total: number): Wanted {
  const level = levelOf(spanOf(view));
  const grid = level / 2;
  const from = Math.max(0, (Math.floor(view.from / grid) - 1) * grid);
  const to = Math.min(total, (Math.ceil(view.to / grid) + 1) * grid);
  const buckets = Math.min(8192, Math.max(1, Math.ceil(((to - from) / level) * BUCKETS_PER_LEVEL)));
  return { from, to, buckets, level };
}

/** Whether data fetched as `had` still serves `view` well: same level, and air on both sides unless the axis ends there. */
export function serves(had: Wanted, view: View, total: number): boolean {
  if (had.level !== levelOf(spanOf(view))) return false;
  const air = had.level / 8;
  const left = had.from <= 0 || view.from - had.from >= air;
  const right = had.to >= total || had.to - view.to >= air;
  return left && right;
}
