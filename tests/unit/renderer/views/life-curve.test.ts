import { expect, test } from 'vitest';
import { LANE_EMPTY, type Lane, type LanesResult } from '../../../../src/shared/api/results.ts';
import { IMMORTAL } from '../../../../src/shared/model/session.ts';
import {
  lifeCurve,
  lifeSpan,
  nearestEvent,
} from '../../../../src/renderer/views/inspector/life/life-curve.ts';

const result: LanesResult = {
  axis: 'event',
  from: 0,
  to: 100,
  buckets: 4,
  seqs: Float64Array.of(0, 25, 50, 75, 100),
  lanes: [],
};
const lane = (over: Partial<Lane>): Lane => ({
  object: 1,
  bornX: 10,
  endX: 40,
  endCause: 'refcount',
  immortal: false,
  peak: 2,
  before: 0,
  shape: {
    kind: 'exact',
    x: Float64Array.of(10, 20, 40),
    seq: Float64Array.of(10, 20, 40),
    refcount: Uint32Array.of(1, 2, 0),
  },
  names: [],
  ...over,
});
const flat = (one: Lane) =>
  lifeCurve(one, result).points.map((point) => [point.x, point.count, point.seq]);

test('a whole life is its changes, nothing added', () => {
  expect(flat(lane({}))).toEqual([
    [10, 1, 10],
    [20, 2, 20],
    [40, 0, 40],
  ]);
  expect(lifeCurve(lane({}), result).peak).toBe(2);
});

test('an object born before the span and alive after it is drawn from edge to edge', () => {
  const shape = {
    kind: 'exact',
    x: Float64Array.of(30),
    seq: Float64Array.of(30),
    refcount: Uint32Array.of(4),
  } as const;
  expect(flat(lane({ bornX: 0, endX: 300, before: 3, shape }))).toEqual([
    [0, 3, null],
    [30, 4, 30],
    [100, 4, null],
  ]);
});

test('an immortal count is a gap in the curve, never a height', () => {
  const shape = {
    kind: 'exact',
    x: Float64Array.of(10, 20),
    seq: Float64Array.of(10, 20),
    refcount: Uint32Array.of(1, IMMORTAL),
  } as const;
  const life = lifeCurve(lane({ endX: 100, shape }), result);
  expect(life.points.map((point) => point.count)).toEqual([1, null, null]);
  expect(life.peak).toBe(1);
});

test('buckets without change are skipped, the others keep least, greatest and last', () => {
  const shape = {
    kind: 'buckets',
    min: Uint32Array.of(1, LANE_EMPTY, 2, LANE_EMPTY),
    max: Uint32Array.of(5, 0, 9, 0),
    last: Uint32Array.of(3, 0, 2, 0),
  } as const;
  const life = lifeCurve(lane({ bornX: 0, endX: 90, shape }), result);
  expect(life.isSampled).toBe(true);
  expect(life.points).toEqual([
    { x: 0, count: 3, band: [1, 5], seq: 25 },
    { x: 50, count: 2, band: [2, 9], seq: 75 },
    { x: 90, count: 2, band: null, seq: null },
  ]);
  expect(life.peak).toBe(9);
});

test('the span of a life stays within the axis and is never empty', () => {
  const [from, to] = lifeSpan(lane({ bornX: 0, endX: 0 }), 100);
  expect(from).toBe(0);
  expect(to).toBeGreaterThan(0);
  expect(lifeSpan(lane({ bornX: 0, endX: 100 }), 100)).toEqual([0, 100]);
});

test('a click finds the nearest point that stands for an event', () => {
  const { points } = lifeCurve(lane({ bornX: 0, before: 1, endX: 400 }), result);
  expect(nearestEvent(points, 1)?.seq).toBe(10);
  expect(nearestEvent(points, 29)?.seq).toBe(20);
  expect(nearestEvent([], 3)).toBeNull();
});
