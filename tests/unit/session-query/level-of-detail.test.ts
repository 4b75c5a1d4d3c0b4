import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToBucket,
  bucketChanges,
  bucketOf,
  emptyBuckets,
} from '../../../src/main/session/query/lane-shape.ts';
import { scanLanes } from '../../../src/main/session/query/lane-scan.ts';
import { pageOf, positionOf } from '../../../src/main/session/query/list/ordered-ids.ts';
import { firstPage, shownOf } from '../../../src/main/session/query/list/shown.ts';
import { finish } from '../../../src/main/session/read/steps.ts';
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
      const lanes = finish(scanLanes(file, tracks, seqs, 2));
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

describe('a page of ordered ids', () => {
  const key = fc.oneof(fc.nat(3), fc.nat(), fc.maxSafeNat());
  const rows = fc.array(fc.record({ key, isShown: fc.boolean() }), { maxLength: 200 });

  it('is that of a stable sort by key, both ways', () => {
    fc.assert(
      fc.property(
        rows,
        fc.boolean(),
        fc.nat(200),
        fc.nat(50),
        (made, descending, offset, limit) => {
          const keys = Float64Array.from([0, ...made.map((row) => row.key)]);
          const marks = Uint8Array.from([0, ...made.map((row) => (row.isShown ? 3 : 1))]);
          const ids = made.flatMap((row, i) => (row.isShown ? [i + 1] : []));
          ids.sort((a, b) => {
            const difference = (keys[a] ?? 0) - (keys[b] ?? 0);
            return (descending ? -difference : difference) || a - b;
          });
          const order = { keys, shown: shownOf(marks, 2), descending };
          expect(finish(pageOf(order, offset, limit))).toEqual(ids.slice(offset, offset + limit));
          for (const id of [0, 1, 7, made.length, made.length + 1])
            expect(positionOf(order, id)).toBe(ids.indexOf(id));
        },
      ),
    );
  });

  it('is found without sorting where very many keys are equal', () => {
    const count = 70_000;
    const keys = Uint32Array.from({ length: count + 1 }, (_, id) => (id % 7 === 0 ? id : 5));
    const shown = shownOf(new Uint8Array(count + 1), 0);
    const sorted = Array.from({ length: count }, (_, i) => i + 1).sort(
      (a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b,
    );
    for (const offset of [0, 1, 30_000, 59_990, 60_010, 69_990]) {
      const page = finish(pageOf({ keys, shown, descending: false }, offset, 50));
      expect(page).toEqual(sorted.slice(offset, offset + 50));
    }
  });

  it('needs no keys where ids are in order but for a few', () => {
    const shown = shownOf(Uint8Array.of(0, 1, 1, 0, 1, 1, 1), 1);
    expect(firstPage(Uint32Array.of(2, 3, 5), shown, 1, 3)).toEqual([5, 1, 4]);
  });

  it('is found behind very many ids without looking at them all', () => {
    const count = 200_000;
    const marks = Uint8Array.from({ length: count + 1 }, (_, id) => Number(id % 3 === 0));
    const shown = shownOf(marks, 1);
    const before = Uint32Array.of(3, 4, 65_538, 131_073, 199_998);
    const ids = Array.from({ length: count }, (_, i) => i + 1).filter((id) => id % 3 === 0);
    const first = [...before].filter((id) => id % 3 === 0);
    const order = [...first, ...ids.filter((id) => !first.includes(id))];
    expect(shown.count).toBe(order.length);
    for (const offset of [0, 2, 20_000, 43_000, 66_600, 70_000])
      expect(firstPage(before, shown, offset, 60)).toEqual(order.slice(offset, offset + 60));
  });

  it('is that of a stable sort where keys come in turn and where nearly all are far away', () => {
    const count = 150_000;
    const inTurn = Uint32Array.from({ length: count + 1 }, (_, id) => id % 2);
    const outliers = Float64Array.from({ length: count + 1 }, (_, id) =>
      id % 50_000 === 0 ? 2 ** 50 + id : id % 11,
    );
    const shown = shownOf(new Uint8Array(count + 1), 0);
    for (const keys of [inTurn, outliers])
      for (const descending of [false, true]) {
        const sign = descending ? -1 : 1;
        const sorted = Array.from({ length: count }, (_, i) => i + 1).sort(
          (a, b) => sign * ((keys[a] ?? 0) - (keys[b] ?? 0)) || a - b,
        );
        for (const offset of [0, 3, 70_000, 149_960])
          expect(finish(pageOf({ keys, shown, descending }, offset, 70))).toEqual(
            sorted.slice(offset, offset + 70),
          );
      }
  });
});
