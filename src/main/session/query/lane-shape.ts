// Owns the level of detail of one lane: arrays of changes in, arrays per bucket out.
// Invariant: bucket i holds the changes with seqs[i] < seq <= seqs[i + 1]; a bucket without changes has LANE_EMPTY in min.

import { LANE_EMPTY } from '../../../shared/api/results.ts';
import { lowerBound } from './search.ts';

export interface LaneBuckets {
  readonly min: Uint32Array;
  readonly max: Uint32Array;
  readonly last: Uint32Array;
}

export function emptyBuckets(count: number): LaneBuckets {
  return {
    min: new Uint32Array(count).fill(LANE_EMPTY),
    max: new Uint32Array(count),
    last: new Uint32Array(count),
  };
}

/** Index of the bucket that holds the event `seq`, for seqs[0] < seq <= seqs[count]. */
export const bucketOf = (seqs: Float64Array, seq: number): number =>
  lowerBound(seqs, seq, 1, seqs.length) - 1;

/** Adds later changes to a bucket: their least, greatest and last count (all the same for one change). */
export function addToBucket(
  buckets: LaneBuckets,
  index: number,
  change: { readonly min: number; readonly max: number; readonly last: number },
): void {
  const isEmpty = buckets.min[index] === LANE_EMPTY;
  buckets.min[index] = isEmpty ? change.min : Math.min(buckets.min[index] ?? 0, change.min);
  buckets.max[index] = isEmpty ? change.max : Math.max(buckets.max[index] ?? 0, change.max);
  buckets.last[index] = change.last;
}

/** One change, the hot path of addToBucket. */
export function addCount(buckets: LaneBuckets, index: number, count: number): void {
  if (buckets.min[index] === LANE_EMPTY) {
    buckets.min[index] = count;
    buckets.max[index] = count;
  } else {
    if (count < (buckets.min[index] ?? 0)) buckets.min[index] = count;
    if (count > (buckets.max[index] ?? 0)) buckets.max[index] = count;
  }
  buckets.last[index] = count;
}

/** Buckets of changes in order of seq, all inside (seqs[0], seqs[last]]. */
export function bucketChanges(
  seqs: Float64Array,
  seq: readonly number[],
  refcount: readonly number[],
): LaneBuckets {
  const buckets = emptyBuckets(seqs.length - 1);
  for (let i = 0; i < seq.length; i++) {
    addCount(buckets, bucketOf(seqs, seq[i] ?? 0), refcount[i] ?? 0);
  }
  return buckets;
}
