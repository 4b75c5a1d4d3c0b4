import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Columns,
  createColumns,
  laneColumns,
} from '../../../src/renderer/timeline/maths/lane-columns.ts';
import { bucketLane, exactLane } from './lanes-made.ts';

const span = { from: 0, to: 100, buckets: 10 };
const rows = (all: Columns) =>
  Array.from({ length: all.length }, (_, i) => [all.x[i], all.min[i], all.max[i], all.last[i]]);

describe('laneColumns', () => {
  it('places each change where it happens', () => {
    const all = createColumns();
    const lane = exactLane([
      [10, 1, 1],
      [20, 2, 2],
      [50, 3, 1],
    ]);
    laneColumns(all, { lane, span }, { view: { from: 0, to: 100 }, widthPx: 1000 });
    expect(rows(all)).toEqual([
      [100, 1, 1, 1],
      [200, 2, 2, 2],
      [500, 1, 1, 1],
    ]);
    expect([all.fromPx, all.toPx, all.fuzzPx]).toEqual([100, 1000, 0]);
  });
  it('starts with the count that holds at the left border', () => {
    const all = createColumns();
    const lane = exactLane([
      [10, 1, 1],
      [20, 2, 2],
      [50, 3, 1],
    ]);
    laneColumns(all, { lane, span }, { view: { from: 30, to: 70 }, widthPx: 400 });
    expect(rows(all)).toEqual([
      [0, 2, 2, 2],
      [200, 1, 1, 1],
    ]);
  });
  it('joins what falls on one pixel and keeps its extremes', () => {
    const changes = [1, 2, 3, 9, 2].map((count, i) => [10 + i * 0.01, i + 1, count] as const);
    const all = createColumns();
    laneColumns(
      all,
      { lane: exactLane(changes), span },
      { view: { from: 0, to: 100 }, widthPx: 100 },
    );
    expect(rows(all)).toEqual([[10, 1, 9, 2]]);
  });
  it('loses no change of several that fall on the left border itself', () => {
    const all = createColumns();
    const lane = exactLane([
      [10, 1, 3],
      [10, 2, 1],
      [10, 3, 2],
    ]);
    laneColumns(all, { lane, span }, { view: { from: 10, to: 50 }, widthPx: 400 });
    expect(rows(all)).toEqual([[0, 1, 3, 2]]);
  });
  it('draws buckets fetched at another zoom where they belong', () => {
    const all = createColumns();
    const lane = bucketLane([null, [1, 4, 2], null, [2, 3, 3], null, null, null, null, null, null]);
    laneColumns(all, { lane, span }, { view: { from: 5, to: 45 }, widthPx: 400 });
    expect(rows(all)).toEqual([
      [0, 1, 1, 1],
      [50, 1, 4, 2],
      [250, 2, 3, 3],
    ]);
    expect(all.fuzzPx).toBe(100);
  });
  it('has nothing to show of a life outside the view', () => {
    const all = createColumns();
    const lane = exactLane([[10, 1, 1]], { endX: 20, endCause: 'refcount' });
    laneColumns(all, { lane, span }, { view: { from: 30, to: 70 }, widthPx: 400 });
    expect(all.length).toBe(0);
  });
  it('rises strictly, at least a pixel apart, and loses no extreme', () => {
    const change = fc.tuple(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.integer({ min: 0, max: 40 }),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 300 }), (made) => {
        const sorted = made.sort(([a], [b]) => a - b);
        const lane = exactLane(sorted.map(([x, count], i) => [x, i + 1, count] as const));
        const all = createColumns();
        laneColumns(all, { lane, span }, { view: { from: 0, to: 100 }, widthPx: 300 });
        const shown = rows(all);
        shown
          .slice(1)
          .forEach(([x], i) => expect((x ?? 0) - (shown[i]?.[0] ?? 0)).toBeGreaterThanOrEqual(1));
        const counts = sorted.map(([, count]) => count);
        expect(Math.max(...shown.map(([, , max]) => max ?? 0))).toBe(Math.max(...counts));
        expect(shown.at(-1)?.[3]).toBe(counts.at(-1));
      }),
    );
  });
});
