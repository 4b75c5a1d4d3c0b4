// Owns the overview's numbers: buckets over the whole axis as points of a chart. Must not render.

import type { Overview } from '../../../shared/api/index.ts';

export interface OverviewPoint {
  readonly x: number;
  readonly objects: number;
  readonly references: number;
}

/** One point per bucket, at its end (the counts hold there), and one at the start of the axis. */
export const overviewPoints = (overview: Overview): OverviewPoint[] => {
  const bucketX = (overview.to - overview.from) / overview.buckets;
  const points: OverviewPoint[] = [{ x: overview.from, objects: 0, references: 0 }];
  for (let i = 0; i < overview.buckets; i++) {
    points.push({
      x: overview.from + (i + 1) * bucketX,
      objects: overview.liveObjects[i] ?? 0,
      references: overview.liveReferences[i] ?? 0,
    });
  }
  return points;
};

/** The last point at or before `x`. */
export const pointAt = (points: readonly OverviewPoint[], x: number): OverviewPoint | null => {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  const share = (x - first.x) / (last.x - first.x || 1);
  return (
    points[Math.max(0, Math.min(points.length - 1, Math.floor(share * (points.length - 1))))] ??
    null
  );
};
