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
