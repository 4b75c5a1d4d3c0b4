// Owns what the stage hands to React: the rows that are on screen, and the elements it works on. Must not fetch.

import type { NameTrack, ObjectGroup, ObjectRow, Variable } from '../../../shared/api/index.ts';
import type { LaneGroup } from '../../state/lane-groups.ts';

export interface StageElements {
  readonly scroller: HTMLElement;
  readonly list: HTMLElement;
  readonly rows: HTMLElement;
  readonly canvas: HTMLCanvasElement;
}

export interface ShownGroup extends ObjectGroup {
  readonly by: LaneGroup;
  readonly isCollapsed: boolean;
}

export interface ShownName {
  readonly name: Variable;
  readonly track: NameTrack | null;
}

/** A lane (`row` is null until it has come), or the heading of a group. `index` counts both. */
export type ShownRow =
  | { readonly kind: 'object'; readonly index: number; readonly row: ObjectRow | null }
  | { readonly kind: 'group'; readonly index: number; readonly group: ShownGroup };

export const rowOfShown = (shown: ShownRow): ObjectRow | null =>
  shown.kind === 'object' ? shown.row : null;

/** How many followed names and pinned objects lie before and after those in view. */
export interface HiddenTop {
  readonly before: number;
  readonly after: number;
}

/** What React renders. Replaced, never changed. */
export interface RowsShown {
  /** Objects in the list. */
  readonly total: number;
  /** Rows they take, with headings and without what is collapsed. */
  readonly rowTotal: number;
  readonly pending: boolean;
  readonly contentPx: number;
  /** Names that have a lane of their own, above all others. */
  readonly followed: readonly ShownName[];
  readonly pinned: readonly ObjectRow[];
  /** Null: all of them are in view. */
  readonly hiddenTop: HiddenTop | null;
  readonly rows: readonly ShownRow[];
  /** The group of the first row, when its heading has scrolled away. */
  readonly stuck: ShownGroup | null;
  readonly problem: string;
}

export const NOTHING: RowsShown = {
  total: 0,
  rowTotal: 0,
  pending: false,
  contentPx: 0,
  followed: [],
  pinned: [],
  hiddenTop: null,
  rows: [],
  stuck: null,
  problem: '',
};

/** Rows above the list. */
export const topRowsOf = ({
  followed,
  pinned,
  hiddenTop,
}: Pick<RowsShown, 'followed' | 'pinned' | 'hiddenTop'>): number =>
  followed.length + pinned.length + (hiddenTop ? 1 : 0);

/** All rows that have come, pinned ones first. */
export const rowsOf = (shown: RowsShown): ObjectRow[] => [
  ...shown.pinned,
  ...shown.rows.flatMap((one) => rowOfShown(one) ?? []),
];

/** Equal for two states that render the same. */
export const keyOf = (shown: RowsShown): string =>
  JSON.stringify([
    shown.total,
    shown.rowTotal,
    shown.stuck,
    shown.pending,
    shown.contentPx,
    shown.problem,
    shown.followed.map(({ name, track }) => [name.variable, track && nameKey(track)]),
    shown.pinned.map(rowKey),
    shown.hiddenTop,
    shown.rows.map((one) => (one.kind === 'group' ? one : [one.index, one.row && rowKey(one.row)])),
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

const nameKey = ({ axis, from, to, bindings, segments }: NameTrack): readonly unknown[] => [
  axis,
  from,
  to,
  bindings,
  segments.length,
];
