// Owns what the stage hands to React: the rows that are on screen, and the elements it works on. Must not fetch.

import type { ObjectRow } from '../../../shared/api/index.ts';

export interface StageElements {
  readonly scroller: HTMLElement;
  readonly list: HTMLElement;
  readonly rows: HTMLElement;
  readonly canvas: HTMLCanvasElement;
}

export interface ShownRow {
  readonly index: number;
  readonly row: ObjectRow | null;
}

/** What React renders. Replaced, never changed. */
export interface RowsShown {
  readonly total: number;
  readonly pending: boolean;
  readonly contentPx: number;
  readonly pinned: readonly ObjectRow[];
  readonly rows: readonly ShownRow[];
  readonly problem: string;
}

export const NOTHING: RowsShown = {
  total: 0,
  pending: false,
  contentPx: 0,
  pinned: [],
  rows: [],
  problem: '',
};

/** All rows that have come, pinned ones first. */
export const rowsOf = (shown: RowsShown): ObjectRow[] => [
  ...shown.pinned,
  ...shown.rows.flatMap(({ row }) => (row ? [row] : [])),
];

/** Equal for two states that render the same. */
export const keyOf = (shown: RowsShown): string =>
  JSON.stringify([
    shown.total,
    shown.pending,
    shown.contentPx,
    shown.problem,
    shown.pinned.map(rowKey),
    shown.rows.map(({ index, row }) => [index, row && rowKey(row)]),
  ]);

/** What may change of a row while its program is still being recorded. */
const rowKey = ({ id, label, value, endSeq, peak, immortal }: ObjectRow): readonly unknown[] => [
  id,
  label,
  value,
  endSeq,
  peak,
  immortal,
];
