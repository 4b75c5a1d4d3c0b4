import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToBucket,
  bucketChanges,
  bucketOf,
  emptyBuckets,
} from '../../../src/main/session/query/lane-shape.ts';
import { scanLanes } from '../../../src/main/session/query/lane-scan.ts';
import { sortIds } from '../../../src/main/session/query/sort-ids.ts';
import { readTrack } from '../../../src/main/session/query/track.ts';
import { LANE_EMPTY } from '../../../src/shared/api/results.ts';
import { eventsOf, openSynthetic } from './oracle.ts';

describe('buckets of one lane', () => {
  it('hold least, greatest and last of the changes behind their left border', () => {
    const seqs = Float64Array.of(0, 10, 10, 20);
    expect([1, 10, 11, 20].map((seq) => bucketOf(seqs, seq))).toEqual([0, 0, 2, 2]);
    const buckets = bucketChanges(seqs, [1, 5, 10, 11], [4, 9, 6, 2]);
    expect([...buckets.min]).toEqual([4, LANE_EMPTY, 2]);
    expect([...buckets.max]).toEqual([9, 0, 2]);
    expect([...buckets.last]).toEqual([6, 0, 2]);
  });

  it('take a summary as they take the changes it stands for', () => {
    const buckets = emptyBuckets(1);
    addToBucket(buckets, 0, { min: 3, max: 8, last: 5 });
    addToBucket(buckets, 0, { min: 4, max: 6, last: 6 });
    expect([buckets.min[0], buckets.max[0], buckets.last[0]]).toEqual([3, 8, 6]);
  });
});

describe('a span of more blocks than may be decoded', () => {
  it('leaves no count out, and moves none by more than a block', () => {
    const session = openSynthetic({
      events: 20_000,
      blockEvents: 500,
      eventsPerObject: 4000,
      seed: 3,
    });
    try {
      const { file, run } = session;
      const busiest = [...run.objects].sort((a, b) => b.events - a.events).slice(0, 5);
      const tracks = busiest.map((object) => readTrack(file, object.id));
      const buckets = 120;
      const seqs = Float64Array.from({ length: buckets + 1 }, (_, i) =>
        Math.floor((run.seq * i) / buckets),
      );
      const lanes = scanLanes(file, tracks, seqs, 2);
      lanes.forEach((lane, n) => {
        if (lane.kind !== 'buckets') throw new Error('expected buckets');
        const own = eventsOf(run, busiest[n]?.id ?? 0);
        for (const [seq, count] of own) {
          const i = bucketOf(seqs, seq);
          expect(lane.buckets.min[i] ?? 0).toBeLessThanOrEqual(count);
          expect(lane.buckets.max[i] ?? 0).toBeGreaterThanOrEqual(count);
        }
        for (let i = 0; i < buckets; i++) {
          const [from, to] = [(seqs[i] ?? 0) - 500, (seqs[i + 1] ?? 0) + 500];
          const near = own.filter(([seq]) => seq > from && seq <= to).map(([, count]) => count);
          if (lane.buckets.min[i] !== LANE_EMPTY) {
            expect(near).toContain(lane.buckets.min[i]);
            expect(near).toContain(lane.buckets.max[i]);
            expect(near).toContain(lane.buckets.last[i]);
          }
        }
      });
    } finally {
      session.dispose();
    }
  });
});

describe('sorting ids', () => {
  const key = fc.oneof(fc.nat(20), fc.nat(), fc.maxSafeNat(), fc.constant(Infinity));

  it('is a stable sort by key, both ways', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 200 }), fc.boolean(), (keys, descending) => {
        const ids = Uint32Array.from(keys, (_, i) => 2 * i + 1);
        const order = keys.map((value, i) => ({ value, id: 2 * i + 1 }));
        order.sort((a, b) => {
          if (a.value === b.value) return a.id - b.id;
          return a.value < b.value === descending ? 1 : -1;
        });
        expect([...sortIds(ids, Float64Array.from(keys), descending)]).toEqual(
          order.map((row) => row.id),
        );
      }),
    );
  });
});
