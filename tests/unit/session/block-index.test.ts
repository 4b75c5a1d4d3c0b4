// Summaries and level of detail against a fold over the run's events, done the slow and obvious way.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import { IMMORTAL, OBJECT_FLAG } from '../../../src/shared/model/session.ts';
import type { SyntheticSession } from '../../harness/synthetic-session.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
let written: SyntheticSession;
let session: SessionFile;

beforeAll(() => {
  written = writeSyntheticSession(folder.path('run.refscope'), {
    events: 40_000,
    blockEvents: 5000,
    blocksPerCommit: 3,
    seed: 7,
  });
  session = openSession(written.path);
});
afterAll(() => {
  session.close();
  folder.remove();
});

/** Counts of all objects with events, and how many were born and collected, after event `seq`. */
function foldTo(seq: number): {
  liveObjects: number;
  liveReferences: number;
  births: number;
  collections: number;
} {
  const { events, objects } = written.run;
  const counts = new Map<number, number>();
  for (let i = 0; i < seq; i++) counts.set(events.object[i] ?? 0, events.refcount[i] ?? 0);
  for (const object of objects) {
    if (object.cause === 'moved' && object.endSeq <= seq) counts.delete(object.id);
  }
  const values = [...counts.values()];
  const live = values.filter((count) => count > 0);
  return {
    liveObjects: live.length,
    liveReferences: live.filter((count) => count !== IMMORTAL).reduce((a, b) => a + b, 0),
    births: objects.filter((o) => o.bornSeq > 0 && o.bornSeq <= seq).length,
    collections: values.length - live.length,
  };
}

const sum = (column: Uint32Array, rows: number): number =>
  column.subarray(0, rows).reduce((a, b) => a + b, 0);

describe('level of detail', () => {
  it('has a row per 1024 events of each block, to the last event', () => {
    const lod = session.lod();
    const expected = session
      .eventBlocks()
      .reduce((rows, { count }) => rows + Math.ceil(count / 1024), 0);
    expect(lod.count).toBe(expected);
    expect(lod.toSeq.at(-1)).toBe(written.run.seq);
  });

  it('agrees with a fold over all events at every tenth row', () => {
    const lod = session.lod();
    for (let row = 0; row < lod.count; row += 10) {
      const folded = foldTo(lod.toSeq[row] ?? 0);
      expect(lod.liveObjects[row]).toBe(folded.liveObjects);
      expect(lod.liveReferences[row]).toBe(folded.liveReferences);
      expect(sum(lod.births, row + 1)).toBe(folded.births);
      expect(sum(lod.collections, row + 1)).toBe(folded.collections);
    }
  });

  it('ends with the live objects of yours', () => {
    const lod = session.lod();
    const yours = written.run.objects.filter((object) => (object.flags & OBJECT_FLAG.yours) !== 0);
    const live = yours.filter((o) => o.cause === 'alive' && o.refcount > 0 && o.events > 0);
    expect(lod.yoursLiveObjects.at(-1)).toBe(live.length);
    expect(lod.yoursLiveReferences.at(-1)).toBe(
      live.filter((o) => o.refcount !== IMMORTAL).reduce((total, o) => total + o.refcount, 0),
    );
    expect(sum(lod.yoursEvents, lod.count)).toBeGreaterThan(0);
    expect(sum(lod.yoursEvents, lod.count)).toBeLessThan(written.run.seq);
  });
});

describe('summaries of event blocks', () => {
  it('name the objects of each block with their counts', () => {
    for (const { index } of session.eventBlocks()) {
      const block = session.eventBlock(index);
      const expected = new Map<number, number[]>();
      block.object.forEach((id, i) => {
        const counts = expected.get(id) ?? [];
        expected.set(id, [...counts, block.refcount[i] ?? 0]);
      });
      const summary = session.blockSummary(index);
      expect([...summary.object]).toEqual([...expected.keys()].sort((a, b) => a - b));
      summary.object.forEach((id, row) => {
        const counts = expected.get(id) ?? [];
        expect(summary.events[row]).toBe(counts.length);
        expect(summary.min[row]).toBe(Math.min(...counts));
        expect(summary.max[row]).toBe(Math.max(...counts));
        expect(summary.last[row]).toBe(counts.at(-1));
      });
    }
  });

  it('find the blocks of an object', () => {
    const { events, objects } = written.run;
    for (const { id } of [objects[0], objects[500], objects.at(-1)].filter(
      (o) => o !== undefined,
    )) {
      const expected = new Set<number>();
      events.object.forEach((object, i) => {
        if (object === id) expected.add(session.blockOfSeq(i + 1));
      });
      expect([...session.blocksOfObject(id)]).toEqual([...expected]);
    }
    expect(session.blocksOfObject(0)).toEqual([]);
  });
});
