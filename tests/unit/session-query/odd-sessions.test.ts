import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import { createQueries } from '../../../src/main/session/query/session-queries.ts';
import { createSessionWriter } from '../../../src/main/session/write/session-writer.ts';
import { IMMORTAL, OBJECT_FLAG, type SessionFacts } from '../../../src/shared/model/session.ts';
import type { SessionWriter } from '../../../src/shared/model/session-io.ts';
import { SYNTHETIC_OPCODES, SYNTHETIC_SITES } from '../../harness/synthetic-tables.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'refscope-odd-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const written = (facts: Partial<SessionFacts>, fill: (writer: SessionWriter) => void): string => {
  const file = path.join(folder, 'odd.refscope');
  const writer = createSessionWriter(file);
  writer.setFacts({ engine: '3.12', programName: 'odd.py', ...facts });
  writer.setOpcodeNames(SYNTHETIC_OPCODES);
  writer.addSites(SYNTHETIC_SITES);
  fill(writer);
  writer.finish({ status: 'finished', exitStatus: 1, ...facts });
  return file;
};

describe('a session without events', () => {
  it('answers everything with nothing', () => {
    const file = openSession(written({}, () => undefined));
    const queries = createQueries(file);
    const span = { from: 0, to: 2, buckets: 4 };
    for (const axis of ['step', 'event'] as const) {
      expect([...queries['session.overview']({ axis, ...span, yours: false }).liveObjects]).toEqual(
        [0, 0, 0, 0],
      );
      expect(queries['session.lanes']({ axis, ...span, objects: [1] }).lanes).toEqual([]);
      expect(queries['session.seqAt']({ axis, x: 1.5 })).toEqual({ seq: 0, step: 0 });
    }
    const moment = queries['session.moment']({ seq: 10 });
    expect(moment).toMatchObject({
      seq: 0,
      step: 0,
      place: null,
      event: null,
      names: [],
      phase: 'compile',
    });
    const list = { scope: 'all', text: '', sort: 'name', descending: true } as const;
    expect(queries['session.objects']({ ...list, offset: 0, limit: 9 })).toEqual({
      total: 0,
      searched: 1,
      offset: 0,
      rows: [],
    });
    expect(queries['session.objectIndex']({ ...list, object: 1 })).toBe(-1);
    expect(queries['session.history']({ object: 1, offset: 0, limit: 9 }).rows).toEqual([]);
    for (const of of ['event', 'yours', 'step'] as const) {
      for (const direction of ['next', 'previous'] as const) {
        expect(queries['session.neighbor']({ seq: 0, direction, of })).toBeNull();
      }
    }
    expect(queries['session.summary']({}).phases).toEqual([
      { phase: 'compile', eventSpan: [0, 0], stepSpan: [0, 1] },
    ]);
    expect(queries['session.output']({}).pieces).toEqual([]);
    file.close();
  });
});

describe('a session without steps, as after a syntax error', () => {
  it('has compile and exit side by side', () => {
    const file = openSession(
      written({ exitFromSeq: 3 }, (writer) => {
        writer.addObjects({
          firstId: 1,
          count: 1,
          address: Uint32Array.of(4096),
          type: Uint32Array.of(0),
          bornSeq: Float64Array.of(1),
          bornInstruction: Uint32Array.of(0),
          flags: Uint8Array.of(0),
        });
        writer.addEvents({
          firstSeq: 1,
          count: 4,
          object: Uint32Array.of(1, 1, 1, 1),
          refcount: Uint32Array.of(1, 2, 1, 0),
          delta: Int32Array.of(1, 1, -1, -1),
          site: Uint16Array.of(0, 1, 2, 2),
          instruction: new Uint32Array(4),
        });
        writer.addEnds({
          count: 1,
          object: Uint32Array.of(1),
          endSeq: Float64Array.of(4),
          endInstruction: Uint32Array.of(0),
          cause: Uint8Array.of(3),
          peak: Uint32Array.of(2),
          finalRefcount: Uint32Array.of(0),
          events: Uint32Array.of(4),
          type: Uint32Array.of(0),
          value: [''],
        });
      }),
    );
    const queries = createQueries(file);
    expect(queries['session.summary']({}).phases).toEqual([
      { phase: 'compile', eventSpan: [0, 2], stepSpan: [0, 1] },
      { phase: 'exit', eventSpan: [2, 4], stepSpan: [1, 2] },
    ]);
    expect(queries['session.xOf']({ seq: 1 })).toEqual({ step: 0.5, event: 1 });
    const moment = queries['session.moment']({ seq: 4 });
    expect(moment).toMatchObject({
      phase: 'exit',
      step: 0,
      place: null,
      liveObjects: 0,
      liveReferences: 0,
    });
    expect(moment.event).toMatchObject({ kind: 'collect', refcount: 0 });
    expect(moment.event?.reason).toContain('shutdown');
    const kinds = queries['session.history']({ object: 1, offset: 0, limit: 9 }).rows.map(
      (row) => row.kind,
    );
    expect(kinds).toEqual(['birth', 'incref', 'decref', 'collect']);
    file.close();
  });
});

describe('an immortal object that is only known through a name', () => {
  it('has a lane over the whole axis with an infinite count', () => {
    const file = openSession(
      written({ runFromSeq: 1 }, (writer) => {
        writer.addVariable({ id: 1, name: 'score', codeId: 0 });
        writer.addObjects({
          firstId: 1,
          count: 1,
          address: Uint32Array.of(4096),
          type: Uint32Array.of(0),
          bornSeq: Float64Array.of(0),
          bornInstruction: Uint32Array.of(0),
          flags: Uint8Array.of(
            OBJECT_FLAG.immortal | OBJECT_FLAG.beforeRecording | OBJECT_FLAG.yours,
          ),
        });
        writer.addSteps({
          firstStep: 1,
          count: 2,
          afterSeq: Float64Array.of(0, 0),
          instruction: Uint32Array.of(0, 0),
          depth: Uint16Array.of(1, 1),
          frame: Uint32Array.of(1, 1),
        });
        writer.addBinds({
          count: 1,
          afterSeq: Float64Array.of(0),
          variable: Uint32Array.of(1),
          frame: Uint32Array.of(0),
          object: Uint32Array.of(1),
        });
      }),
    );
    const queries = createQueries(file);
    const [lane] = queries['session.lanes']({
      axis: 'step',
      from: 0,
      to: 4,
      buckets: 10,
      objects: [1],
    }).lanes;
    expect(lane).toMatchObject({
      bornX: 0,
      endX: 4,
      immortal: true,
      before: IMMORTAL,
      peak: IMMORTAL,
    });
    expect(lane?.names.map((span) => span.name)).toEqual(['score']);
    expect(queries['session.object']({ object: 1, seq: 0 })).toMatchObject({
      refcount: IMMORTAL,
      immortalPrinted: 4_294_967_295,
      state: 'alive',
      historyIndex: -1,
    });
    expect(queries['session.moment']({ seq: 0 }).names).toMatchObject([
      { scope: '<module>', name: 'score', object: 1, refcount: IMMORTAL, immortal: true },
    ]);
    file.close();
  });
});

/** A program of lines that only store or delete a name of an immortal object: none has an event, all share seq 0. */
const openImmortalLines = (
  lines: readonly { readonly name: string; readonly object: number }[],
): ReturnType<typeof openSession> =>
  openSession(
    written({ runFromSeq: 1 }, (writer) => {
      const count = lines.length;
      const names = [...new Set(lines.map((line) => line.name))];
      const units = lines.flatMap((line, i) => [
        { line: i + 1, opcode: 'LOAD_CONST', name: String(line.object) },
        { line: i + 1, opcode: line.object > 0 ? 'STORE_NAME' : 'DELETE_NAME', name: line.name },
      ]);
      writer.addSource({ id: 1, path: '/home/odd.py', text: '\n'.repeat(count), yours: true });
      writer.addCode({
        id: 1,
        fileId: 1,
        name: '<module>',
        qualname: '<module>',
        firstLine: 1,
        firstInstruction: 1,
        yours: true,
        opcodes: Uint8Array.from(units, (unit) => SYNTHETIC_OPCODES.indexOf(unit.opcode)),
        args: new Uint32Array(units.length),
        lines: Int32Array.from(units, (unit) => unit.line),
        columns: new Int16Array(units.length),
        endColumns: new Int16Array(units.length),
        argNames: units.map((unit) => unit.name),
        localNames: [],
      });
      names.forEach((name, i) => writer.addVariable({ id: i + 1, name, codeId: 0 }));
      const objects = Math.max(...lines.map((line) => line.object));
      writer.addObjects({
        firstId: 1,
        count: objects,
        address: Uint32Array.from({ length: objects }, (_, i) => 4096 + 32 * i),
        type: new Uint32Array(objects),
        bornSeq: new Float64Array(objects),
        bornInstruction: new Uint32Array(objects),
        flags: new Uint8Array(objects).fill(OBJECT_FLAG.immortal | OBJECT_FLAG.yours),
      });
      writer.addSteps({
        firstStep: 1,
        count,
        afterSeq: new Float64Array(count),
        instruction: Uint32Array.from(lines, (_, i) => 2 * i + 1),
        depth: new Uint16Array(count).fill(1),
        frame: new Uint32Array(count).fill(1),
      });
      writer.addBinds({
        count,
        afterSeq: new Float64Array(count),
        variable: Uint32Array.from(lines, (line) => names.indexOf(line.name) + 1),
        frame: new Uint32Array(count),
        object: Uint32Array.from(lines, (line) => line.object),
      });
    }),
  );

describe('lines that change no count', () => {
  const open = (): ReturnType<typeof openSession> =>
    openImmortalLines([
      { name: 'a', object: 1 },
      { name: 'id', object: 2 },
      { name: 'id', object: 3 },
    ]);

  it('show a name from the line that binds it to the line that deletes it', () => {
    const file = openImmortalLines([
      { name: 'id', object: 1 },
      { name: 'id', object: 0 },
      { name: 'a', object: 2 },
      { name: 'id', object: 1 },
      { name: 'a', object: 0 },
      { name: 'a', object: 3 },
    ]);
    const queries = createQueries(file);
    const namesAt = (step?: number): string =>
      queries['session.moment']({ seq: 0, step })
        .names.map((name) => `${name.name}=${name.object}`)
        .sort()
        .join(' ');
    expect([1, 2, 3, 4, 5, 6, undefined].map(namesAt)).toEqual([
      '',
      'id=1',
      '',
      'a=2',
      'a=2 id=1',
      'id=1',
      'a=3 id=1',
    ]);
    expect(queries['session.object']({ object: 2, seq: 0, step: 4 }).namesNow).toEqual([
      { scope: '<module>', name: 'a', sinceSeq: 0, sinceStep: 4 },
    ]);
    file.close();
  });

  it('have their names one after the other', () => {
    const file = open();
    const queries = createQueries(file);
    const at = (step: number): unknown => {
      const { place, names, x } = queries['session.moment']({ seq: 0, step });
      return [place?.line, x.step, names.map((name) => `${name.name}=${name.object}`)];
    };
    expect(at(1)).toEqual([1, 1, []]);
    expect(at(2)).toEqual([2, 2, ['a=1']]);
    expect(at(3)).toEqual([3, 3, ['a=1', 'id=2']]);
    const end = queries['session.moment']({ seq: 0 });
    expect(end.names.map((name) => `${name.name}=${name.object}`)).toEqual(['a=1', 'id=3']);
    const names = (object: number, step: number): readonly string[] =>
      queries['session.object']({ object, seq: 0, step }).namesNow.map((name) => name.name);
    expect([names(2, 2), names(2, 3), names(3, 3)]).toEqual([[], ['id'], []]);
    const span = { axis: 'step', from: 0, to: 5, buckets: 100 } as const;
    const lanes = queries['session.lanes']({ ...span, objects: [1, 2, 3] }).lanes.map(
      (lane) => lane.names,
    );
    expect(lanes).toEqual([
      [{ name: 'a', from: 2, to: 5 }],
      [{ name: 'id', from: 3, to: 4 }],
      [{ name: 'id', from: 4, to: 5 }],
    ]);
    file.close();
  });

  it('can be walked through', () => {
    const file = open();
    const queries = createQueries(file);
    const walk = (
      step: number,
      direction: 'next' | 'previous',
      line?: number,
    ): number | undefined =>
      queries['session.neighborStep']({
        seq: 0,
        step,
        direction,
        ...(line && { line, sourceId: 1 }),
      })?.step;
    expect([walk(1, 'next'), walk(2, 'next'), walk(3, 'next')]).toEqual([2, 3, undefined]);
    expect([walk(3, 'previous'), walk(2, 'previous'), walk(1, 'previous')]).toEqual([
      2,
      1,
      undefined,
    ]);
    expect([walk(1, 'next', 3), walk(3, 'previous', 1), walk(3, 'next', 1)]).toEqual([
      3,
      1,
      undefined,
    ]);
    expect(queries['session.seqAt']({ axis: 'step', x: 2.5 })).toEqual({ seq: 0, step: 2 });
    file.close();
  });
});

describe('objects that nobody named', () => {
  it('are left out of the named, though Python bound a name of its own to them', () => {
    const file = openImmortalLines([
      { name: '__module__', object: 1 },
      { name: '__init__', object: 2 },
      { name: 'a', object: 3 },
      { name: '__doc__', object: 3 },
    ]);
    const queries = createQueries(file);
    const ids = (scope: 'named' | 'yours'): readonly number[] =>
      queries['session.objects']({
        scope,
        text: '',
        sort: 'born',
        descending: false,
        offset: 0,
        limit: 9,
      }).rows.map((row) => row.id);
    expect(ids('named')).toEqual([2, 3]);
    expect(ids('yours')).toEqual([1, 2, 3]);
    expect(queries['session.summary']({}).objectCounts).toEqual({ named: 2, yours: 3, all: 3 });
    file.close();
  });
});

describe('gaps', () => {
  it('are counted and come with the first of them', () => {
    const file = openSession(
      written({}, (writer) => {
        for (let seq = 1; seq <= 300; seq++) {
          writer.addGap({ seq, objectId: 7, expected: 2, found: 3 });
        }
      }),
    );
    const { gaps } = createQueries(file)['session.summary']({});
    expect(gaps?.count).toBe(300);
    expect(gaps?.first).toHaveLength(200);
    expect(gaps?.first[0]).toMatchObject({ seq: 1, object: 7, expected: 2, found: 3 });
    file.close();
  });
});

describe('values', () => {
  it('of classes and modules are told by the names and imports of the program', () => {
    const units = [
      ['IMPORT_NAME', 'json'],
      ['STORE_NAME', 'j'],
      ['IMPORT_NAME', 'os.path'],
      ['STORE_NAME', 'os'],
      ['STORE_NAME', 'alias'],
      ['STORE_NAME', 'Node'],
      ['IMPORT_FROM', 'defaultdict'],
      ['STORE_NAME', 'loose'],
    ] as const;
    const opcodeNames = [...SYNTHETIC_OPCODES, 'IMPORT_NAME', 'IMPORT_FROM'];
    const names = ['j', 'os', 'other', 'Node', 'alias', 'loose'];
    const file = openSession(
      written({}, (writer) => {
        writer.setOpcodeNames(opcodeNames);
        writer.addType({ id: 1, name: 'module', kind: 'module', yours: false });
        writer.addType({ id: 2, name: 'type', kind: 'type', yours: false });
        writer.addType({ id: 3, name: 'Node', kind: 'object', yours: true });
        writer.addSource({ id: 1, path: '/home/odd.py', text: '', yours: true });
        writer.addCode({
          id: 1,
          fileId: 1,
          name: '<module>',
          qualname: '<module>',
          firstLine: 1,
          firstInstruction: 1,
          yours: true,
          opcodes: Uint8Array.from(units, ([opcode]) => opcodeNames.indexOf(opcode)),
          args: new Uint32Array(units.length),
          lines: new Int32Array(units.length).fill(1),
          columns: new Int16Array(units.length),
          endColumns: new Int16Array(units.length),
          argNames: units.map(([, name]) => name),
          localNames: [],
        });
        names.forEach((name, i) => writer.addVariable({ id: i + 1, name, codeId: 0 }));
        writer.addObjects({
          firstId: 1,
          count: 5,
          address: Uint32Array.of(4096, 4128, 4160, 4192, 4224),
          type: Uint32Array.of(1, 1, 1, 2, 2),
          bornSeq: new Float64Array(5),
          bornInstruction: new Uint32Array(5),
          flags: new Uint8Array(5).fill(OBJECT_FLAG.yours),
        });
        writer.addBinds({
          count: 6,
          afterSeq: new Float64Array(6),
          variable: Uint32Array.of(1, 2, 3, 5, 4, 6),
          frame: new Uint32Array(6),
          object: Uint32Array.of(1, 2, 3, 4, 4, 5),
        });
      }),
    );
    const queries = createQueries(file);
    const values = [1, 2, 3, 4, 5].map(
      (object) => queries['session.object']({ object, seq: 0 }).object.value,
    );
    expect(values).toEqual([
      "<module 'json'>",
      "<module 'os'>",
      '',
      "<class 'Node'>",
      "<class 'defaultdict'>",
    ]);
    file.close();
  });
});

describe('a session that is still being written', () => {
  it('shows what was committed since after a refresh, and drops what it had derived', () => {
    const file = path.join(folder, 'growing.refscope');
    const { run, writer } = writeSyntheticSession(file, {
      events: 4000,
      blockEvents: 256,
      finish: false,
    });
    const opened = openSession(file);
    const queries = createQueries(opened);
    const list = {
      scope: 'all',
      text: '',
      sort: 'born',
      descending: true,
      offset: 0,
      limit: 3,
    } as const;
    const before = queries['session.objects'](list).total;
    expect(queries.refresh()).toBe(false);
    const last = run.seq;
    writer.addObjects({
      firstId: before + 1,
      count: 1,
      address: Uint32Array.of(4096),
      type: Uint32Array.of(3),
      bornSeq: Float64Array.of(last + 1),
      bornInstruction: Uint32Array.of(0),
      flags: Uint8Array.of(0),
    });
    writer.addEvents({
      firstSeq: last + 1,
      count: 2,
      object: Uint32Array.of(before + 1, before + 1),
      refcount: Uint32Array.of(1, 2),
      delta: Int32Array.of(1, 1),
      site: Uint16Array.of(0, 1),
      instruction: new Uint32Array(2),
    });
    writer.commit();
    expect(queries['session.moment']({ seq: last + 2 }).seq).toBe(last);
    expect(queries.refresh()).toBe(true);
    expect(queries['session.objects'](list)).toMatchObject({ total: before + 1 });
    expect(queries['session.objects'](list).rows[0]?.id).toBe(before + 1);
    expect(queries['session.moment']({ seq: last + 2 })).toMatchObject({
      seq: last + 2,
      event: { object: before + 1, refcount: 2, kind: 'incref' },
    });
    expect(queries['session.summary']({}).heatThroughSeq).toBe(last + 2);
    opened.close();
    writer.finish({});
  });
});
