import { describe, expect, it } from 'vitest';
import { knownCount } from '../../../src/renderer/timeline/lanes/playhead-counts.ts';
import { IMMORTAL } from '../../../src/shared/model/session.ts';
import { bucketLane, exactLane, objectRow } from './lanes-made.ts';

const span = { from: 0, to: 50, buckets: 10, level: 64 };
const lane = exactLane(
  [
    [10, 3, 1],
    [20, 5, 2],
    [30, 9, 1],
    [40, 12, 0],
  ],
  { endX: 40, endCause: 'refcount' },
);
const at = (seq: number, x: number | null = 20) => ({ seq, x, lastSeq: 99 });

describe('knownCount', () => {
  it('knows before birth, after the end and immortals from the row alone', () => {
    expect(knownCount(at(2), objectRow(), null)).toBe('unborn');
    expect(knownCount(at(12), objectRow(), null)).toBe('ended');
    expect(knownCount(at(1), objectRow({ immortal: true }), null)).toBe(IMMORTAL);
    const alive = objectRow({ endCause: 'alive', endSeq: 0, finalRefcount: 4 });
    expect(knownCount(at(99), alive, null)).toBe(4);
  });
  it('counts by seq, not by place on screen', () => {
    const counts = [3, 4, 5, 8, 9, 11].map((seq) =>
      knownCount(at(seq), objectRow(), { lane, span }),
    );
    expect(counts).toEqual([1, 1, 2, 2, 1, 1]);
  });
  it('does not guess outside the data, or inside buckets', () => {
    expect(knownCount(at(5, 51), objectRow(), { lane, span })).toBeNull();
    expect(knownCount(at(5, null), objectRow(), { lane, span })).toBeNull();
    expect(knownCount(at(5), objectRow(), { lane: bucketLane([[1, 2, 2]]), span })).toBeNull();
    expect(knownCount(at(5), objectRow(), null)).toBeNull();
  });
});
