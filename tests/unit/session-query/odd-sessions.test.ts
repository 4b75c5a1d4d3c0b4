import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSession } from '../../../src/main/session/open-session.ts';
import { createQueries } from '../../../src/main/session/query/session-queries.ts';
import { createSessionWriter } from '../../../src/main/session/session-writer.ts';
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
      expect(queries['session.seqAt']({ axis, x: 1.5 })).toEqual({ seq: 0 });
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
