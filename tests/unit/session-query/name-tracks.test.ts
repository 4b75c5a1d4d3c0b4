import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinStretches } from '../../../src/main/session/query/name-track/join-stretches.ts';
import { nameTrack } from '../../../src/main/session/query/name-track/name-track.ts';
import { variableLog } from '../../../src/main/session/query/name-track/variable-log.ts';
import {
  createQueries,
  type SessionQueries,
} from '../../../src/main/session/query/session-queries.ts';
import { createView } from '../../../src/main/session/query/view.ts';
import { finish } from '../../../src/main/session/read/steps.ts';
import { IMMORTAL } from '../../../src/shared/model/session.ts';
import { openSynthetic, refcountAfter, type OpenedSession } from './oracle.ts';

let session: OpenedSession;
let queries: SessionQueries;
beforeAll(() => {
  session = openSynthetic({ events: 9_000, blockEvents: 700, eventsPerObject: 30, seed: 11 });
  queries = createQueries(session.file);
});
afterAll(() => session.dispose());

/** The slow truth: the object of the frame that came to have the name last, after every row of the log. */
const boundAfter = (variable: number): { seq: number; object: number }[] => {
  const frames: { frame: number; object: number }[] = [];
  const rows: { seq: number; object: number }[] = [];
  for (const bind of session.run.binds) {
    if (bind.variable !== variable) continue;
    const at = frames.findIndex(({ frame }) => frame === bind.frame);
    if (bind.object === 0 && at >= 0) frames.splice(at, 1);
    else if (at >= 0) frames[at] = { frame: bind.frame, object: bind.object };
    else if (bind.object !== 0) frames.push({ frame: bind.frame, object: bind.object });
    rows.push({ seq: bind.afterSeq, object: frames.at(-1)?.object ?? 0 });
  }
  return rows;
};
const objectAfter = (rows: readonly { seq: number; object: number }[], seq: number): number =>
  rows.findLast((row) => row.seq <= seq)?.object ?? 0;

const variables = (): number[] => session.file.variables().map(({ id }) => id);

describe('the log of a variable', () => {
  it('is what folding all bindings gives, whatever frames had it', () => {
    for (const variable of variables()) {
      const log = finish(variableLog(session.file.nameLog(), variable));
      const rows = boundAfter(variable);
      expect(log.readThroughSeq).toBeNull();
      for (const { seq } of rows) {
        const at = log.fromSeq.findLastIndex((from, i) => from <= seq && (log.toSeq[i] ?? 0) > seq);
        expect([variable, seq, log.object[at] ?? 0]).toEqual([
          variable,
          seq,
          objectAfter(rows, seq),
        ]);
      }
    }
  });

  it('says where it was cut', () => {
    const variable = variables()[0] ?? 0;
    const whole = finish(variableLog(session.file.nameLog(), variable));
    const cut = finish(variableLog(session.file.nameLog(), variable, 3));
    expect(whole.count).toBeGreaterThan(3);
    expect(cut.count).toBe(3);
    expect(cut.readThroughSeq).toBe(whole.fromSeq[2]);
  });
});

describe('a followed name', () => {
  it('has a segment where it refers to an object, with the counts of that', () => {
    const span = { axis: 'event' as const, from: 0, to: 1500, buckets: 512 };
    for (const variable of variables()) {
      const rows = boundAfter(variable);
      const track = queries['session.nameTrack']({ variable, ...span });
      let until = 0;
      for (const segment of track.segments) {
        expect(segment.fromX).toBeGreaterThanOrEqual(until);
        until = segment.toX;
        if (segment.bindings > 1 || segment.toX <= segment.fromX) continue;
        const seqs = [segment.fromSeq, Math.floor((segment.fromX + segment.toX) / 2)];
        for (const seq of seqs) expect(objectAfter(rows, seq)).toBe(segment.object);
        if (segment.immortal) continue;
        for (const [i, x] of segment.x.entries())
          expect([x, segment.refcount[i]]).toEqual([
            x,
            refcountAfter(session.run, segment.object, Math.round(x)),
          ]);
        if (segment.before !== IMMORTAL)
          expect(segment.before).toBe(refcountAfter(session.run, segment.object, segment.fromSeq));
      }
    }
  });

  it('goes from one binding to the next, and back', () => {
    const variable = variables()[1] ?? 0;
    const objects: number[] = [];
    const seqs: number[] = [];
    let at = { seq: 0, step: undefined as number | undefined };
    for (let i = 0; i < 12; i++) {
      const found = queries['session.nameChange']({ variable, ...at, direction: 'next' });
      if (!found) break;
      expect(found.seq).toBeGreaterThanOrEqual(at.seq);
      objects.push(found.object);
      seqs.push(found.seq);
      at = { seq: found.seq, step: found.step };
    }
    expect(objects.length).toBeGreaterThan(5);
    const last = session.run.seq;
    const before = queries['session.nameChange']({ variable, seq: last, direction: 'previous' });
    expect(before?.seq).toBeLessThanOrEqual(last);
    expect(queries['session.nameChange']({ variable, seq: last, direction: 'next' })).toBeNull();
  });

  it('is refused where there is no such name, and found by a part of it', () => {
    const span = { axis: 'event' as const, from: 0, to: 10, buckets: 4 };
    expect(() => queries['session.nameTrack']({ variable: 9_999, ...span })).toThrow(/no name/);
    const all = queries['session.variables']({ text: '', limit: 500 });
    expect(all.total).toBe(variables().length);
    const name = all.rows[0]?.name ?? '';
    const found = queries['session.variables']({ text: name.toUpperCase(), limit: 1 });
    expect(found.rows[0]?.name).toBe(name);
  });

  it('can be left off while it is read', () => {
    const view = createView(session.file);
    const steps = nameTrack(view, {
      variable: variables()[0] ?? 0,
      axis: 'event',
      from: 0,
      to: session.run.seq,
      buckets: 64,
    });
    let taken = 0;
    while (steps.next().done !== true) taken++;
    expect(taken).toBeGreaterThan(3);
  });
});

describe('very many stretches', () => {
  it('are told by few segments that do not overlap, and none is lost', () => {
    const count = 40_000;
    const seqs = Float64Array.from({ length: 257 }, (_, i) => i * 1_000);
    const fromSeq = Float64Array.from({ length: count }, (_, i) => i * 6);
    // The last one lasts long: it is to be seen by itself.
    const isLong = (i: number): boolean => i === count - 1;
    const pieces = finish(
      joinStretches(
        {
          count,
          row: fromSeq,
          frame: new Uint32Array(count),
          object: Uint32Array.from(fromSeq, (_, i) => 1 + (i % 7)),
          boundSeq: fromSeq,
          fromSeq,
          toSeq: fromSeq.map((seq, i) => (isLong(i) ? Infinity : seq + 6)),
          readThroughSeq: null,
        },
        { first: 0, last: count, from: 0, to: 256_000, seqs },
      ),
    );
    expect(pieces.length).toBeLessThan(600);
    expect(pieces.reduce((sum, { bindings }) => sum + bindings, 0)).toBe(count);
    pieces.forEach((piece, i) =>
      expect(piece.fromX).toBeGreaterThanOrEqual(pieces[i - 1]?.toX ?? 0),
    );
    expect(pieces.at(-1)).toMatchObject({ bindings: 1, toX: 256_000 });
    expect(pieces[0]).toMatchObject({ object: 0, bindings: count - 1 });
  });
});
