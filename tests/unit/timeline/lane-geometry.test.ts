import { describe, expect, it } from 'vitest';
import {
  countAt,
  hasChanges,
  nameRuns,
  nearestChange,
  scalePeak,
} from '../../../src/renderer/timeline/maths/lane-geometry.ts';
import { IMMORTAL } from '../../../src/shared/model/session.ts';
import { bucketLane, exactLane } from './lanes-made.ts';

const span = { from: 0, to: 100, buckets: 10 };
const lane = exactLane(
  [
    [10, 3, 1],
    [20, 5, 2],
    [30, 9, 1],
    [40, 12, 0],
  ],
  { endX: 40, endCause: 'refcount' },
);

describe('countAt', () => {
  it('is the count after the last change up to there', () => {
    const at = (x: number) => countAt(lane, span, x).max;
    expect([5, 10, 19.9, 20, 35, 40, 90].map(at)).toEqual([0, 1, 1, 2, 1, 0, 0]);
  });
  it('is a range inside a bucket with changes, and sure between them', () => {
    const fuzzy = bucketLane([
      null,
      [1, 4, 2],
      null,
      null,
      [3, 3, 3],
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(countAt(fuzzy, span, 5)).toEqual({ min: 1, max: 1, sure: true });
    expect(countAt(fuzzy, span, 15)).toEqual({ min: 1, max: 4, sure: false });
    expect(countAt(fuzzy, span, 35)).toEqual({ min: 2, max: 2, sure: true });
    expect(countAt(fuzzy, span, 99)).toEqual({ min: 3, max: 3, sure: true });
  });
  it('is never a number for an immortal object', () => {
    expect(countAt(exactLane([], { immortal: true }), span, 50).min).toBe(IMMORTAL);
  });
});

describe('nearestChange', () => {
  it('finds the nearer neighbour within reach only', () => {
    expect(nearestChange(lane, 24, 5)?.seq).toBe(5);
    expect(nearestChange(lane, 26, 5)?.seq).toBe(9);
    expect(nearestChange(lane, 25, 2)).toBeNull();
    expect(nearestChange(lane, 8, 5)?.seq).toBe(3);
  });
  it('does not guess from buckets', () => {
    expect(nearestChange(bucketLane([[1, 2, 1]]), 5, 100)).toBeNull();
  });
});

describe('hasChanges', () => {
  it('sees changes on both borders and none between them', () => {
    expect(hasChanges(lane, span, 21, 29)).toBe(false);
    expect(hasChanges(lane, span, 21, 30)).toBe(true);
    expect(hasChanges(lane, span, 20, 22)).toBe(true);
  });
});

describe('scalePeak', () => {
  it('keeps small counts small and ignores immortality', () => {
    expect(scalePeak(exactLane([[0, 1, 1]]))).toBe(3);
    expect(scalePeak(exactLane([[0, 1, 9]]))).toBe(9);
    expect(
      scalePeak(
        exactLane(
          [
            [0, 1, 5],
            [1, 2, IMMORTAL],
          ],
          { peak: IMMORTAL },
        ),
      ),
    ).toBe(5);
  });
});

describe('nameRuns', () => {
  it('joins names that hold at the same time and splits where they change', () => {
    const runs = nameRuns([
      { name: 'score', from: 0, to: 30 },
      { name: 'a_score', from: 10, to: 20 },
    ]);
    expect(runs).toEqual([
      { from: 0, to: 10, text: 'score' },
      { from: 10, to: 20, text: 'score, a_score' },
      { from: 20, to: 30, text: 'score' },
    ]);
  });
  it('keeps a name that was bound and let go between two events', () => {
    const runs = nameRuns([
      { name: 'y', from: 8, to: 9 },
      { name: 'id', from: 6, to: 6 },
    ]);
    expect(runs).toEqual([
      { from: 6, to: 6, text: 'id' },
      { from: 8, to: 9, text: 'y' },
    ]);
  });
  it('leaves gaps empty and rejoins the same name', () => {
    const runs = nameRuns([
      { name: 'x', from: 0, to: 5 },
      { name: 'x', from: 5, to: 9 },
      { name: 'y', from: 12, to: 13 },
    ]);
    expect(runs).toEqual([
      { from: 0, to: 9, text: 'x' },
      { from: 12, to: 13, text: 'y' },
    ]);
  });
});
