// Owns what a lane's data means at a coordinate: its count there, its nearest change, its runs of names, its scale. Must not
// draw. Invariant: between two changes the count is the one after the earlier of them.

import { LANE_EMPTY, type Lane } from '../../../shared/api/results.ts';
import { IMMORTAL } from '../../../shared/model/session.ts';
import { upperBound } from './seq-scale.ts';

/** Where bucketed data lies on the axis. */
export interface BucketSpan {
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
}

/** Count after everything up to `x`; `sure` false where only a range is known. */
export interface CountAt {
  readonly min: number;
  readonly max: number;
  readonly sure: boolean;
}

const sure = (count: number): CountAt => ({ min: count, max: count, sure: true });

export function countAt(lane: Lane, span: BucketSpan, x: number): CountAt {
  if (lane.immortal) return sure(IMMORTAL);
  if (x < lane.bornX) return sure(0);
  if (lane.endCause !== 'alive' && x >= lane.endX) return sure(0);
  const { shape } = lane;
  if (shape.kind === 'exact') {
    const after = upperBound(shape.x, x);
    return sure(after === 0 ? lane.before : (shape.refcount[after - 1] ?? lane.before));
  }
  const bucket = bucketOf(span, x);
  const min = shape.min[bucket] ?? LANE_EMPTY;
  if (min !== LANE_EMPTY) return { min, max: shape.max[bucket] ?? min, sure: false };
  for (let i = bucket - 1; i >= 0; i--) {
    if (shape.min[i] !== LANE_EMPTY) return sure(shape.last[i] ?? lane.before);
  }
  return sure(lane.before);
}

export const bucketOf = (span: BucketSpan, x: number): number =>
  Math.max(
    0,
    Math.min(
      span.buckets - 1,
      Math.floor(((x - span.from) / (span.to - span.from)) * span.buckets),
    ),
  );

/** Whether anything of the lane changes, begins or ends in [from, to]. */
export function hasChanges(lane: Lane, span: BucketSpan, from: number, to: number): boolean {
  const { shape } = lane;
  if (shape.kind === 'exact') {
    const next = shape.x[lowerIndex(shape.x, from)];
    return next !== undefined && next <= to;
  }
  const last = bucketOf(span, to);
  for (let i = bucketOf(span, from); i <= last; i++) if (shape.min[i] !== LANE_EMPTY) return true;
  return false;
}

const lowerIndex = (xs: Float64Array, x: number): number => {
  const after = upperBound(xs, x);
  return after > 0 && xs[after - 1] === x ? after - 1 : after;
};

/** The change nearest to `x` and no further than `reach`, of exact data. */
export function nearestChange(
  lane: Lane,
  x: number,
  reach: number,
): { readonly x: number; readonly seq: number; readonly refcount: number } | null {
  const { shape } = lane;
  if (shape.kind !== 'exact') return null;
  const after = upperBound(shape.x, x);
  let best: number | null = null;
  for (const i of [after - 1, after]) {
    const at = shape.x[i];
    if (at === undefined || Math.abs(at - x) > reach) continue;
    if (best === null || Math.abs(at - x) < Math.abs((shape.x[best] ?? 0) - x)) best = i;
  }
  if (best === null) return null;
  return { x: shape.x[best] ?? 0, seq: shape.seq[best] ?? 0, refcount: shape.refcount[best] ?? 0 };
}

/** Greatest count the lane is scaled to; counts of 1 and 2 stay visibly small on it. */
export function scalePeak(lane: Lane): number {
  let peak = lane.peak === IMMORTAL ? 0 : lane.peak;
  if (peak === 0) {
    const counts = lane.shape.kind === 'exact' ? lane.shape.refcount : lane.shape.max;
    for (const count of counts) if (count < LANE_EMPTY && count > peak) peak = count;
    if (lane.before < LANE_EMPTY) peak = Math.max(peak, lane.before);
  }
  return Math.max(3, peak);
}

export interface NameRun {
  readonly from: number;
  readonly to: number;
  /** All names of that time, in the order they were bound: `score, a_score`. */
  readonly text: string;
}

/** Overlapping name intervals as runs that do not overlap: each says all the names that hold then. */
export function nameRuns(names: Lane['names']): NameRun[] {
  const borders = [...new Set(names.flatMap((name) => [name.from, name.to]))].sort((a, b) => a - b);
  const runs: NameRun[] = [];
  for (let i = 0; i + 1 < borders.length; i++) {
    // In range by the loop's condition.
    const from = borders[i] as number;
    const to = borders[i + 1] as number;
    const here = names.filter((name) => name.from <= from && name.to >= to);
    const text = [...new Set(here.map((name) => name.name))].join(', ');
    const last = runs.at(-1);
    if (text === '') continue;
    if (last && last.to === from && last.text === text) runs[runs.length - 1] = { ...last, to };
    else runs.push({ from, to, text });
  }
  return [...runs, ...points(names)].sort((a, b) => a.from - b.from);
}

/** Names bound and let go without an event between: nothing of the run lies inside, and still it happened. */
const points = (names: Lane['names']): NameRun[] =>
  names.flatMap(({ name, from, to }) => (to <= from ? [{ from, to: from, text: name }] : []));
