// Owns the reduction of a lane to what a screen can show: columns at least a pixel apart, each with the least, greatest and last
// count in it. Must not draw. Invariant: x rises strictly; a column's `last` holds until the next column.

import { LANE_EMPTY, type Lane } from '../../../shared/api/results.ts';
import { type BucketSpan, bucketOf } from './lane-geometry.ts';
import { lowerBound } from './seq-scale.ts';
import { pxToX, type View, xToPx } from './viewport.ts';

/** Reused from lane to lane: nothing is allocated per frame. Entries 0 … length - 1 are valid. */
export interface Columns {
  length: number;
  /** Left edge in px. */
  readonly x: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
  /** Left and right end of the lane's life in px, cut to the view. */
  fromPx: number;
  toPx: number;
  /** How wide the part is in which only min and max are known; 0 for exact data. */
  fuzzPx: number;
}

/** One column per px on screens up to this width. */
const MOST = 16_384;

export const createColumns = (): Columns => ({
  length: 0,
  x: new Float64Array(MOST),
  min: new Float64Array(MOST),
  max: new Float64Array(MOST),
  last: new Float64Array(MOST),
  fromPx: 0,
  toPx: 0,
  fuzzPx: 0,
});

interface Change {
  readonly min: number;
  readonly max: number;
  readonly last: number;
}

function put(columns: Columns, x: number, change: Change): void {
  const i = columns.length - 1;
  // In range: i < length <= MOST.
  const merges = i >= 0 && (x - (columns.x[i] as number) < 1 || columns.length === MOST);
  if (merges) {
    columns.min[i] = Math.min(columns.min[i] as number, change.min);
    columns.max[i] = Math.max(columns.max[i] as number, change.max);
    columns.last[i] = change.last;
    return;
  }
  columns.x[i + 1] = x;
  columns.min[i + 1] = change.min;
  columns.max[i + 1] = change.max;
  columns.last[i + 1] = change.last;
  columns.length += 1;
}

const flat = (count: number): Change => ({ min: count, max: count, last: count });

/** Fills `columns` with what `lane` (fetched over `span`) shows in `view`; no columns when it does not live there. */
export function laneColumns(
  columns: Columns,
  loaded: { readonly lane: Lane; readonly span: BucketSpan },
  screen: { readonly view: View; readonly widthPx: number },
): void {
  const { lane } = loaded;
  const { view, widthPx } = screen;
  columns.length = 0;
  columns.fuzzPx = 0;
  const from = Math.max(view.from, lane.bornX);
  const to = Math.min(view.to, lane.endX);
  columns.fromPx = xToPx(view, widthPx, from);
  columns.toPx = xToPx(view, widthPx, to);
  if (from > to) return;
  if (lane.shape.kind === 'exact') exactColumns(columns, lane, screen, from);
  else bucketColumns(columns, loaded, screen, from);
}

function exactColumns(
  columns: Columns,
  lane: Lane,
  screen: { readonly view: View; readonly widthPx: number },
  from: number,
): void {
  const { shape } = lane;
  if (shape.kind !== 'exact') return;
  const { view, widthPx } = screen;
  let i = lowerBound(shape.x, from);
  // Changes right at the left border are all shown; without one it begins with the count from before.
  if (shape.x[i] !== from) {
    const first = i === 0 ? lane.before : (shape.refcount[i - 1] ?? lane.before);
    put(columns, columns.fromPx, flat(first));
  }
  for (; i < shape.x.length; i++) {
    const x = shape.x[i] ?? 0;
    if (x > view.to) break;
    put(columns, xToPx(view, widthPx, x), flat(shape.refcount[i] ?? 0));
  }
}

function bucketColumns(
  columns: Columns,
  loaded: { readonly lane: Lane; readonly span: BucketSpan },
  screen: { readonly view: View; readonly widthPx: number },
  from: number,
): void {
  const { lane, span } = loaded;
  const { view, widthPx } = screen;
  const { shape } = lane;
  if (shape.kind !== 'buckets') return;
  const bucketX = (span.to - span.from) / span.buckets;
  columns.fuzzPx = (bucketX / (view.to - view.from)) * widthPx;
  put(columns, columns.fromPx, flat(lastBefore(shape, bucketOf(span, from), lane.before)));
  const until = bucketOf(span, view.to);
  for (let b = bucketOf(span, from); b <= until; b++) {
    const min = shape.min[b] ?? LANE_EMPTY;
    if (min === LANE_EMPTY) continue;
    const px = Math.max(columns.fromPx, xToPx(view, widthPx, span.from + b * bucketX));
    put(columns, px, { min, max: shape.max[b] ?? min, last: shape.last[b] ?? min });
  }
}

function lastBefore(
  shape: { readonly min: Uint32Array; readonly last: Uint32Array },
  bucket: number,
  before: number,
): number {
  for (let b = bucket - 1; b >= 0; b--) {
    if (shape.min[b] !== LANE_EMPTY) return shape.last[b] ?? before;
  }
  return before;
}

/** Whether the view's right border hides the lane's end. */
export const endsInView = (lane: Lane, view: View): boolean =>
  lane.endX >= view.from && lane.endX <= view.to;

/** Coordinates of a pixel's two sides and `reachPx` around it. */
export const around = (
  view: View,
  widthPx: number,
  px: number,
  reachPx: number,
): { readonly from: number; readonly to: number } => ({
  from: pxToX(view, widthPx, px - reachPx),
  to: pxToX(view, widthPx, px + reachPx),
});
