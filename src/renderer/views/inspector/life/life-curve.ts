// Owns the points of the selected object's step chart. Pure. Invariant: points are in order of x; a count that is not a number
// (immortal) is null and draws as a gap, never as a high line.

import type { Lane, LanesResult } from '../../../../shared/api/index.ts';
import { LANE_EMPTY } from '../../../../shared/api/results.ts';
import { IMMORTAL } from '../../../../shared/model/session.ts';

export interface LifePoint {
  readonly x: number;
  /** Refcount from here on. */
  readonly count: number | null;
  /** Least and greatest count in a bucket, where changes are too many to draw one by one. */
  readonly band: readonly [number, number] | null;
  /** The event that the point stands for; null for the ends that were added. */
  readonly seq: number | null;
}

export interface Life {
  readonly points: readonly LifePoint[];
  readonly peak: number;
  readonly isSampled: boolean;
}

const finite = (refcount: number): number | null => (refcount === IMMORTAL ? null : refcount);

const exactPoints = (shape: Extract<Lane['shape'], { kind: 'exact' }>): LifePoint[] =>
  Array.from(shape.x, (x, i) => ({
    x,
    count: finite(shape.refcount[i] ?? 0),
    band: null,
    seq: shape.seq[i] ?? null,
  }));

const bucketPoints = (
  shape: Extract<Lane['shape'], { kind: 'buckets' }>,
  { from, to, buckets, seqs }: LanesResult,
): LifePoint[] => {
  const points: LifePoint[] = [];
  const width = (to - from) / buckets;
  for (let i = 0; i < buckets; i += 1) {
    const low = shape.min[i] ?? LANE_EMPTY;
    const high = shape.max[i] ?? 0;
    if (low === LANE_EMPTY || low === IMMORTAL) continue;
    points.push({
      x: from + i * width,
      count: finite(shape.last[i] ?? 0),
      band: [low, high === IMMORTAL ? low : high],
      seq: seqs[i + 1] ?? null,
    });
  }
  return points;
};

/** The curve from where the object's life meets the span to where it leaves it. */
export const lifeCurve = (lane: Lane, result: LanesResult): Life => {
  const isSampled = lane.shape.kind === 'buckets';
  const inner =
    lane.shape.kind === 'exact' ? exactPoints(lane.shape) : bucketPoints(lane.shape, result);
  const points = [...inner];
  const first = points[0];
  if (lane.before > 0 && (!first || first.x > result.from)) {
    const x = Math.max(result.from, lane.bornX);
    points.unshift({ x, count: finite(lane.before), band: null, seq: null });
  }
  const last = points.at(-1);
  const end = Math.min(lane.endX, result.to);
  if (last && end > last.x && last.count !== 0) {
    points.push({ x: end, count: last.count, band: null, seq: null });
  }
  const peak = points.reduce((most, one) => Math.max(most, one.count ?? 0, one.band?.[1] ?? 0), 0);
  return { points, peak, isSampled };
};

/** The life of a lane with a little air, within [0, width]. */
export const lifeSpan = (lane: Lane, width: number): readonly [number, number] => {
  const from = Math.max(0, lane.bornX);
  const to = Math.min(width, Math.max(lane.endX, from));
  const air = Math.max((to - from) * 0.03, width * 1e-6, 0.02);
  return [Math.max(0, from - air), Math.min(width, to + air)];
};

/** The point nearest to x that stands for an event. */
export const nearestEvent = (points: readonly LifePoint[], x: number): LifePoint | null => {
  let best: LifePoint | null = null;
  for (const point of points) {
    if (point.seq === null) continue;
    if (!best || Math.abs(point.x - x) < Math.abs(best.x - x)) best = point;
  }
  return best;
};
