// Owns lanes made by hand for tests of lane geometry.

import { type Lane, LANE_EMPTY, type ObjectRow } from '../../../src/shared/api/results.ts';

export const exactLane = (
  changes: readonly (readonly [x: number, seq: number, refcount: number])[],
  rest: Partial<Lane> = {},
): Lane => ({
  object: 7,
  bornX: changes[0]?.[0] ?? 0,
  endX: 100,
  endCause: 'alive',
  immortal: false,
  peak: Math.max(0, ...changes.map(([, , count]) => count)),
  before: 0,
  names: [],
  ...rest,
  shape: {
    kind: 'exact',
    x: Float64Array.from(changes, ([x]) => x),
    seq: Float64Array.from(changes, ([, seq]) => seq),
    refcount: Uint32Array.from(changes, ([, , count]) => count),
  },
});

/** `null` = a bucket without changes. */
export const bucketLane = (
  buckets: readonly (readonly [min: number, max: number, last: number] | null)[],
  rest: Partial<Lane> = {},
): Lane => ({
  object: 8,
  bornX: 0,
  endX: 100,
  endCause: 'alive',
  immortal: false,
  peak: Math.max(0, ...buckets.map((bucket) => bucket?.[1] ?? 0)),
  before: 1,
  names: [],
  ...rest,
  shape: {
    kind: 'buckets',
    min: Uint32Array.from(buckets, (bucket) => bucket?.[0] ?? LANE_EMPTY),
    max: Uint32Array.from(buckets, (bucket) => bucket?.[1] ?? 0),
    last: Uint32Array.from(buckets, (bucket) => bucket?.[2] ?? 0),
  },
});

export const objectRow = (rest: Partial<ObjectRow> = {}): ObjectRow => ({
  id: 7,
  type: 'list',
  kind: 'list',
  value: '',
  names: ['a'],
  label: 'a',
  yours: true,
  immortal: false,
  bornSeq: 3,
  bornLine: 1,
  bornFunction: '<module>',
  endSeq: 12,
  endLine: 4,
  endCause: 'refcount',
  peak: 2,
  finalRefcount: 0,
  eventCount: 4,
  ...rest,
});
