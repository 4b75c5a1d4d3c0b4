import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createQueries,
  type SessionQueries,
} from '../../../src/main/session/query/session-queries.ts';
import { LANE_EMPTY } from '../../../src/shared/api/results.ts';
import { eventsOf, liveAfter, openSynthetic, refcountAfter, type OpenedSession } from './oracle.ts';

let session: OpenedSession;
let queries: SessionQueries;
let events = 0;
let steps = 0;
let objects = 0;

beforeAll(() => {
  session = openSynthetic({ events: 12_000, blockEvents: 700, eventsPerObject: 30, seed: 7 });
  queries = createQueries(session.file);
  events = session.run.seq;
  steps = session.run.steps.length;
  objects = session.run.objects.length;
});
afterAll(() => session.dispose());

/** A spread of seqs that hits block borders, ends and the middle. */
const someSeqs = (): number[] => [
  0,
  1,
  2,
  699,
  700,
  701,
  702,
  1400,
  1401,
  events - 1,
  events,
  ...Array.from({ length: 60 }, (_, i) => Math.floor((i * 7919 * 13) % events)),
];
const busiest = (): number[] =>
  [...session.run.objects].sort((a, b) => b.events - a.events).map((object) => object.id);

describe('refcount at a seq', () => {
  it('is what folding all events gives', () => {
    const some = [...busiest().slice(0, 6), 1, 2, 13, 40, objects - 1, objects];
    for (const object of some) {
      for (const seq of someSeqs()) {
        const { refcount } = queries['session.object']({ object, seq });
        expect([object, seq, refcount]).toEqual([
          object,
          seq,
          refcountAfter(session.run, object, seq),
        ]);
      }
    }
  });

  it('comes with the state and the place in the history', () => {
    const object = busiest()[3] ?? 1;
    const own = eventsOf(session.run, object);
    for (const seq of someSeqs()) {
      const answer = queries['session.object']({ object, seq });
      const past = own.filter(([at]) => at <= seq);
      expect(answer.historyIndex).toBe(past.length - 1);
      expect(answer.recent.map((row) => row.seq)).toEqual(
        past
          .slice(-12)
          .map(([at]) => at)
          .reverse(),
      );
    }
  });

  it('refuses what is no object with a sentence', () => {
    expect(() => queries['session.object']({ object: objects + 1, seq: 0 })).toThrow(/no object/);
  });
});

describe('history', () => {
  it('pages through all events of an object', () => {
    const object = busiest()[0] ?? 1;
    const own = eventsOf(session.run, object);
    const seen: [number, number, number][] = [];
    for (let offset = 0; offset < own.length; offset += 7) {
      const page = queries['session.history']({ object, offset, limit: 7 });
      expect(page.total).toBe(own.length);
      seen.push(
        ...page.rows.map((row) => [row.seq, row.refcount, row.delta] as [number, number, number]),
      );
    }
    expect(seen).toEqual(own);
    expect(queries['session.history']({ object, offset: own.length, limit: 5 }).rows).toEqual([]);
  });

  it('says the line and the instruction of an event, and why', () => {
    const seq = Math.floor(events / 2);
    const row = queries['session.moment']({ seq }).event;
    expect(row?.seq).toBe(seq);
    expect(row?.object).toBe(session.run.events.object[seq - 1]);
    expect(row?.place?.line).toBeGreaterThan(0);
    expect(row?.opcode).not.toBe('');
    expect(row?.reason.length).toBeGreaterThan(5);
    const steps = session.run.steps.filter((step) => step.afterSeq < seq).length;
    expect(row?.step).toBe(steps);
  });
});

describe('overview', () => {
  for (const axis of ['event', 'step'] as const) {
    it(`gives exact totals per bucket on the ${axis} axis`, () => {
      const to = axis === 'event' ? events : steps + 2;
      const buckets = 37;
      const answer = queries['session.overview']({ axis, from: 0, to, buckets, yours: false });
      const borders = [...answer.seqs].map((seq) => liveAfter(session.run, seq));
      expect([...answer.liveObjects]).toEqual(borders.slice(1).map((live) => live.objects));
      expect([...answer.liveReferences]).toEqual(borders.slice(1).map((live) => live.references));
      const gained = (key: 'births' | 'collections'): number[] =>
        borders.slice(1).map((live, i) => live[key] - (borders[i]?.[key] ?? 0));
      expect([...answer.births]).toEqual(gained('births'));
      expect([...answer.collections]).toEqual(gained('collections'));
      expect([...answer.events]).toEqual(
        [...answer.seqs].slice(1).map((seq, i) => seq - (answer.seqs[i] ?? 0)),
      );
    });
  }

  it('knows the live totals of any moment', () => {
    for (const seq of someSeqs()) {
      const { liveObjects, liveReferences } = queries['session.moment']({ seq });
      const live = liveAfter(session.run, seq);
      expect([seq, liveObjects, liveReferences]).toEqual([seq, live.objects, live.references]);
      const { yoursLiveObjects, yoursLiveReferences } = queries['session.moment']({ seq });
      const borders = { axis: 'event', from: 0, to: Math.max(1, seq), buckets: 1 } as const;
      const yours = queries['session.overview']({ ...borders, yours: true });
      if (seq > 0)
        expect([yoursLiveObjects, yoursLiveReferences]).toEqual([
          yours.liveObjects[0],
          yours.liveReferences[0],
        ]);
    }
  });

  it('tells the lines of a stretch of steps as the moments in them do', () => {
    const [first, last] = [3, 40];
    const lines = queries['session.stepLines']({ first, last });
    expect(lines).toHaveLength(last - first + 1);
    lines.forEach((line, i) => {
      const at = queries['session.seqAt']({ axis: 'step', x: first + i + 0.5 });
      const { step, place } = queries['session.moment'](at);
      expect([first + i, line]).toEqual([step, place?.line ?? 0]);
    });
    expect(queries['session.stepLines']({ first: steps, last: steps + 9 })).toHaveLength(1);
    expect(queries['session.stepLines']({ first: 1, last: 1e9 }).length).toBeLessThanOrEqual(256);
  });

  it('of yours is a part of the whole', () => {
    const params = { axis: 'event', from: 0, to: events, buckets: 20 } as const;
    const all = queries['session.overview']({ ...params, yours: false });
    const yours = queries['session.overview']({ ...params, yours: true });
    expect(Math.max(...yours.events)).toBeGreaterThan(0);
    for (let i = 0; i < 20; i++) {
      expect(yours.events[i] ?? 0).toBeLessThanOrEqual(all.events[i] ?? 0);
      expect(yours.liveObjects[i] ?? 0).toBeLessThanOrEqual(all.liveObjects[i] ?? 0);
    }
  });
});

describe('lanes', () => {
  it('give every change when there are few', () => {
    const wanted = busiest().slice(0, 20);
    const span = { axis: 'event', from: 3000.5, to: 4000.5, buckets: 50 } as const;
    const answer = queries['session.lanes']({ ...span, objects: wanted });
    expect(answer.lanes.map((lane) => lane.object)).toEqual(wanted);
    for (const lane of answer.lanes) {
      const inside = eventsOf(session.run, lane.object).filter(
        ([seq]) => seq > 3000 && seq <= 4000,
      );
      expect(lane.before).toBe(refcountAfter(session.run, lane.object, 3000));
      if (lane.shape.kind !== 'exact') throw new Error('expected every change');
      expect([...lane.shape.seq]).toEqual(inside.map(([seq]) => seq));
      expect([...lane.shape.x]).toEqual(inside.map(([seq]) => seq));
      expect([...lane.shape.refcount]).toEqual(inside.map(([, count]) => count));
    }
  });

  it('put changes of the step axis inside the step that made them', () => {
    const wanted = busiest().slice(0, 5);
    const span = { axis: 'step', from: 0, to: steps + 2, buckets: 50 } as const;
    for (const lane of queries['session.lanes']({ ...span, objects: wanted }).lanes) {
      if (lane.shape.kind !== 'exact') throw new Error('expected every change');
      lane.shape.seq.forEach((seq, i) => {
        const step = session.run.steps.filter((row) => row.afterSeq < seq).length;
        const x = lane.shape.kind === 'exact' ? (lane.shape.x[i] ?? 0) : 0;
        const isExit = seq >= session.file.facts().exitFromSeq;
        expect(x).toBeGreaterThan(isExit ? steps + 1 : step);
        expect(x).toBeLessThanOrEqual(isExit ? steps + 2 : step + 1);
      });
    }
  });

  it('leave out numbers of no object and repeat what is asked twice', () => {
    const span = { axis: 'event', from: 0, to: 10, buckets: 5 } as const;
    const answer = queries['session.lanes']({ ...span, objects: [2, objects + 5, 2] });
    expect(answer.lanes.map((lane) => lane.object)).toEqual([2, 2]);
  });

  it('span the whole axis for what existed before and never ended', () => {
    const span = { axis: 'event', from: 0, to: events, buckets: 5 } as const;
    const [lane] = queries['session.lanes']({ ...span, objects: [1] }).lanes;
    expect([lane?.bornX, lane?.endX, lane?.endCause]).toEqual([0, events, 'alive']);
  });

  it('have buckets of least, greatest and last when there are many changes', () => {
    const dense = openSynthetic({
      events: 20_000,
      blockEvents: 500,
      eventsPerObject: 4000,
      seed: 3,
    });
    try {
      const all = createQueries(dense.file);
      const wanted = [...dense.run.objects].sort((a, b) => b.events - a.events)[0];
      const object = wanted?.id ?? 1;
      const own = eventsOf(dense.run, object);
      expect(own.length).toBeGreaterThan(1500);
      for (const buckets of [3, 7, 30, 400]) {
        const span = { axis: 'event', from: 10, to: dense.run.seq - 10, buckets } as const;
        const answer = all['session.lanes']({ ...span, objects: [object] });
        const shape = answer.lanes[0]?.shape;
        if (shape?.kind !== 'buckets') throw new Error('expected buckets');
        for (let i = 0; i < buckets; i++) {
          const counts = own
            .filter(([seq]) => seq > (answer.seqs[i] ?? 0) && seq <= (answer.seqs[i + 1] ?? 0))
            .map(([, count]) => count);
          if (counts.length === 0) expect(shape.min[i]).toBe(LANE_EMPTY);
          else {
            expect([shape.min[i], shape.max[i], shape.last[i]]).toEqual([
              Math.min(...counts),
              Math.max(...counts),
              counts[counts.length - 1],
            ]);
          }
        }
      }
    } finally {
      dense.dispose();
    }
  });
});

describe('neighbor', () => {
  const both = ['next', 'previous'] as const;

  it('finds the nearest event of an object, of yours, and step', () => {
    const object = busiest()[1] ?? 1;
    const own = eventsOf(session.run, object).map(([seq]) => seq);
    const flags = session.file.objects().flags;
    const ofYours = session.run.events.object.flatMap((id, i) =>
      ((flags[id] ?? 0) & 1) !== 0 || session.run.binds.some((bind) => bind.object === id)
        ? [i + 1]
        : [],
    );
    const stepSeqs = session.run.steps.map((step) => step.afterSeq);
    const every = Array.from({ length: events }, (_, i) => i + 1);
    const cases = { event: every, object: own, yours: ofYours, step: stepSeqs };
    for (const [of, seqs] of Object.entries(cases)) {
      for (const seq of someSeqs()) {
        for (const direction of both) {
          const found = queries['session.neighbor']({ seq, direction, object, of: of as 'event' });
          expect([of, seq, direction, found]).toEqual([
            of,
            seq,
            direction,
            nearest(seqs, seq, direction),
          ]);
        }
      }
    }
  });

  it('finds the next visit of a line', () => {
    const step = session.run.steps[40];
    const place = session.file.instruction(step?.instruction ?? 0);
    const line = place?.code.lines[place.unit] ?? 0;
    const visits = session.run.steps
      .filter((row) => {
        const at = session.file.instruction(row.instruction);
        return at?.code.fileId === place?.code.fileId && at?.code.lines[at.unit] === line;
      })
      .map((row) => row.afterSeq);
    expect(visits.length).toBeGreaterThan(2);
    const where = { of: 'line', sourceId: place?.code.fileId ?? 0, line } as const;
    for (const seq of someSeqs()) {
      for (const direction of both) {
        expect(queries['session.neighbor']({ seq, direction, ...where })).toBe(
          nearest(visits, seq, direction),
        );
      }
    }
  });

  it('walks all steps once, in order, both ways', () => {
    const steps = session.run.steps.map((_, i) => i + 1);
    const walk = (direction: 'next' | 'previous'): number[] => {
      const found: number[] = [];
      let at: { seq: number; step?: number } = { seq: direction === 'next' ? 0 : events };
      for (;;) {
        const to = queries['session.neighborStep']({ ...at, direction });
        if (!to) return found;
        expect(queries['session.moment'](to)).toMatchObject({ step: to.step, x: { step: to.x } });
        found.push(to.step);
        at = to;
      }
    };
    const isFirst = (step: number): boolean => session.run.steps[step - 1]?.afterSeq === 0;
    expect(walk('next')).toEqual(steps.filter((step) => !isFirst(step)));
    expect(walk('previous')).toEqual([...steps].reverse());
  });

  it('leaves the step of an event forwards to the next, backwards to its own start', () => {
    for (const seq of someSeqs().filter((one) => one >= 1)) {
      const { step, x, event } = queries['session.moment']({ seq, step: 'event' });
      expect(step).toBe(event?.step);
      expect(x.step).toBeGreaterThan(step);
      if (step < session.run.steps.length) expect(x.step).toBeLessThanOrEqual(step + 1);
      const go = (direction: 'next' | 'previous'): number | null =>
        queries['session.neighborStep']({ seq, step: 'event', direction })?.step ?? null;
      expect(go('next')).toBe(step < session.run.steps.length ? step + 1 : null);
      expect(go('previous')).toBe(step > 0 ? step : null);
    }
  });

  it('refuses a move that lacks what it needs', () => {
    expect(() => queries['session.neighbor']({ seq: 1, direction: 'next', of: 'line' })).toThrow(
      /needs/,
    );
  });
});

function nearest(
  seqs: readonly number[],
  seq: number,
  direction: 'next' | 'previous',
): number | null {
  const beyond = seqs.filter((at) => (direction === 'next' ? at > seq : at < seq));
  if (beyond.length === 0) return null;
  return direction === 'next' ? Math.min(...beyond) : Math.max(...beyond);
}

describe('objects', () => {
  const page = {
    scope: 'all',
    text: '',
    sort: 'born',
    descending: false,
    offset: 0,
    limit: 500,
  } as const;

  it('have nested scopes', () => {
    const ids = (scope: 'named' | 'yours' | 'all'): number[] => {
      const found: number[] = [];
      for (let offset = 0; ; offset += 500) {
        const { rows } = queries['session.objects']({ ...page, scope, offset });
        if (rows.length === 0) return found;
        found.push(...rows.map((row) => row.id));
      }
    };
    const named = ids('named');
    const yours = new Set(ids('yours'));
    const bound = new Set(session.run.binds.map((bind) => bind.object).filter((id) => id > 0));
    expect([...named].sort((a, b) => a - b)).toEqual([...bound].sort((a, b) => a - b));
    expect(named.every((id) => yours.has(id))).toBe(true);
    expect(ids('all').length).toBe(objects);
    expect(yours.size).toBeLessThan(objects);
    const { objectCounts } = queries['session.summary']({});
    expect(objectCounts).toEqual({ named: named.length, yours: yours.size, all: objects });
  });

  it('are sorted by every column, both ways, and found again by index', () => {
    const key = {
      born: (id: number) => session.run.objects[id - 1]?.bornSeq ?? 0,
      ended: (id: number) => session.run.objects[id - 1]?.endSeq || Infinity,
      peak: (id: number) => session.run.objects[id - 1]?.peak ?? 0,
      events: (id: number) => session.run.objects[id - 1]?.events ?? 0,
      type: (id: number) =>
        session.file.type(session.file.objects().type[id] ?? 0)?.name.toLowerCase() ?? '',
      lifetime: (id: number) => {
        const object = session.run.objects[id - 1];
        return (object?.endSeq || events) - (object?.bornSeq ?? 0);
      },
    };
    for (const [sort, of] of Object.entries(key)) {
      for (const descending of [false, true]) {
        const query = { ...page, sort: sort as 'born', descending };
        const rows = queries['session.objects'](query).rows;
        const expected = Array.from({ length: objects }, (_, i) => i + 1).sort((a, b) => {
          const [x, y] = [of(a), of(b)];
          const order = x === y ? 0 : x < y ? -1 : 1;
          return (descending ? -order : order) || a - b;
        });
        expect(rows.map((row) => row.id)).toEqual(expected.slice(0, 500));
        const third = expected[3] ?? 0;
        expect(queries['session.objectIndex']({ ...query, object: third })).toBe(3);
      }
    }
  });

  it('sorted by name leave the nameless last either way', () => {
    for (const descending of [false, true]) {
      const { rows } = queries['session.objects']({ ...page, sort: 'name', descending });
      const names = rows.map((row) => row.names[0] ?? '');
      const nameless = names.indexOf('');
      const named = nameless < 0 ? names : names.slice(0, nameless);
      expect(names.slice(named.length).every((name) => name === '')).toBe(true);
      const sorted = [...named].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(named).toEqual(descending ? sorted.reverse() : sorted);
    }
  });

  it('are filtered by what their row shows', () => {
    for (const text of ['A_SCORE', 'acc', 'text, "4', 'list#', 'unt#1', '77']) {
      const { total, rows } = queries['session.objects']({ ...page, text });
      const all = Array.from({ length: objects }, (_, i) => i + 1).filter((id) => {
        const type = session.file.type(session.file.objects().type[id] ?? 0)?.name ?? '';
        const words = [
          session.file.label(id),
          ...session.file.names(id),
          type,
          session.file.value(id),
        ];
        return words.some((word) => word.toLowerCase().includes(text.toLowerCase()));
      });
      expect([text, total]).toEqual([text, all.length]);
      expect(rows.length).toBe(Math.min(total, 500));
    }
    const hidden = { ...page, text: 'no such thing at all', object: 1 };
    expect(queries['session.objectIndex'](hidden)).toBe(-1);
  });
});

describe('moment', () => {
  it('has the names that are bound then, to nothing that was collected, globals last', () => {
    for (const seq of someSeqs()) {
      const bound = new Map<string, number>();
      const isAlive = (object: number): boolean => refcountAfter(session.run, object, seq) !== 0;
      for (const bind of session.run.binds) {
        const key = `${bind.frame}:${bind.variable}`;
        const before = bound.get(key);
        if (bind.afterSeq <= seq) bound.set(key, bind.object);
        // The name moved on before its old object was let go, though it was seen to do so only later.
        else if (before !== undefined && before > 0 && !isAlive(before))
          bound.set(key, bind.object);
      }
      const expected = [...bound.values()].filter((object) => object > 0 && isAlive(object));
      const { names } = queries['session.moment']({ seq });
      const found = names.map((name) => name.object);
      const ordered = (ids: number[]): number[] => [...ids].sort((a, b) => a - b);
      if (expected.length <= 200) expect(ordered(found)).toEqual(ordered(expected));
      const firstGlobal = names.findIndex((name) => name.scope === '<module>');
      const globals = firstGlobal < 0 ? [] : names.slice(firstGlobal);
      expect(globals.every((name) => name.scope === '<module>')).toBe(true);
      for (const name of names.slice(0, 5)) {
        expect(name.refcount).toBe(refcountAfter(session.run, name.object, seq));
      }
    }
  });

  it('knows the output so far, with the line that was typed where it was read', () => {
    expect(queries['session.moment']({ seq: 4 }).outputEnd).toBe(6);
    expect(queries['session.moment']({ seq: 8 }).outputEnd).toBe(10);
    const { pieces } = queries['session.output']({});
    expect(pieces.map((piece) => piece.text).join('')).toBe('hello\nAda\ntab\t"é"\n');
    expect(pieces[1]).toMatchObject({ afterSeq: 5, stream: 'stdin', end: 10 });
    expect(queries['session.moment']({ seq: 9 }).outputEnd).toBe(pieces[2]?.end);
  });
});

describe('names of an object', () => {
  it('are its intervals in the log, in order, with their ends', () => {
    const { binds } = session.run;
    const bound = [...new Set(binds.map((bind) => bind.object))].filter((object) => object > 0);
    expect(bound.length).toBeGreaterThan(20);
    let open = 0;
    for (const object of bound.slice(0, 150)) {
      const expected = binds.flatMap((bind, row) => {
        if (bind.object !== object) return [];
        const end = binds
          .slice(row + 1)
          .find(({ frame, variable }) => frame === bind.frame && variable === bind.variable);
        return [[session.file.variable(bind.variable)?.name, bind.afterSeq, end?.afterSeq ?? null]];
      });
      const { rows, isCut } = queries['session.names']({ object });
      expect(isCut).toBe(expected.length > 200);
      expect(rows.map((row) => [row.name, row.fromSeq, row.until?.seq ?? null])).toEqual(
        expected.slice(0, 200),
      );
      for (const { fromStep, until } of rows) {
        if (until) expect(until.step).toBeGreaterThanOrEqual(fromStep);
        else open++;
      }
    }
    expect(open).toBeGreaterThan(0);
  });

  it('of an object that never had one are none', () => {
    const named = new Set(session.run.binds.map((bind) => bind.object));
    const object = session.run.objects.find(({ id }) => !named.has(id))?.id ?? 0;
    expect(object).toBeGreaterThan(0);
    expect(queries['session.names']({ object })).toEqual({ rows: [], isCut: false });
  });
});

describe('summary', () => {
  it('counts the events of every line', () => {
    const { sources, heatThroughSeq } = queries['session.summary']({});
    expect(heatThroughSeq).toBe(events);
    const expected = new Map<string, number>();
    for (const instruction of session.run.events.instruction) {
      const at = session.file.instruction(instruction);
      if (!at) continue;
      const key = `${at.code.fileId}:${at.code.lines[at.unit]}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    const own = sources.find((source) => source.yours);
    expect(own?.eventsPerLine.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
    own?.eventsPerLine.forEach((count, line) => {
      expect([line, count]).toEqual([line, expected.get(`${own.id}:${line}`) ?? 0]);
    });
  });

  it('has phases that lie side by side on both axes', () => {
    const { phases } = queries['session.summary']({});
    expect(phases.map((phase) => phase.phase)).toEqual(['compile', 'run', 'exit']);
    expect(phases[0]?.eventSpan[0]).toBe(0);
    expect(phases[2]?.eventSpan[1]).toBe(events);
    expect(phases[2]?.stepSpan).toEqual([steps + 1, steps + 2]);
    expect(phases[1]?.eventSpan).toEqual([phases[0]?.eventSpan[1], phases[2]?.eventSpan[0]]);
    expect(phases[1]?.stepSpan).toEqual([1, steps + 1]);
  });
});
