// CSV exports, read back by an independent parser (csv-parse) and compared with the run.

import { parse } from 'csv-parse/sync';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streamSink } from '../../../src/main/session/csv/csv-output.ts';
import type { CsvProgress } from '../../../src/main/session/csv/csv-output.ts';
import type { CsvOptions } from '../../../src/main/session/csv/export-csv.ts';
import { exportCsv } from '../../../src/main/session/csv/export-csv.ts';
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
    events: 20_000,
    blockEvents: 3000,
  });
  session = openSession(written.path);
});
afterAll(() => {
  session.close();
  folder.remove();
});

async function exportText(options: CsvOptions): Promise<string> {
  const chunks: Uint8Array[] = [];
  await exportCsv(session, options, { write: (chunk) => void chunks.push(chunk) });
  return Buffer.concat(chunks).toString('utf8');
}
type Row = Record<string, string>;
const rowsOf = (text: string): Row[] =>
  parse<Row>(text, { columns: true, record_delimiter: '\r\n' });
const isYours = (id: number): boolean =>
  ((written.run.objects[id - 1]?.flags ?? 0) & OBJECT_FLAG.yours) !== 0;

describe('events', () => {
  it('has the contract’s header and CRLF after every row', async () => {
    const text = await exportText({ table: 'events' });
    expect(text.slice(0, text.indexOf('\r\n'))).toBe(
      'seq,step,file,line,function,opcode,object_id,type,label,kind,delta,refcount,cause,c_function',
    );
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('holds every event of every object with all, only yours without', async () => {
    const { events, seq } = written.run;
    const all = rowsOf(await exportText({ table: 'events', all: true }));
    expect(all.map((row) => Number(row['seq']))).toEqual(
      Array.from({ length: seq }, (_, i) => i + 1),
    );
    expect(all.map((row) => Number(row['object_id']))).toEqual(events.object);
    expect(all.map((row) => Number(row['delta']))).toEqual(events.delta);
    expect(all.map((row) => row['refcount'])).toEqual(
      events.refcount.map((count) => (count === IMMORTAL ? 'immortal' : String(count))),
    );
    const yours = rowsOf(await exportText({ table: 'events' }));
    expect(yours).toEqual(all.filter((row) => isYours(Number(row['object_id']))));
    expect(yours.length).toBeLessThan(all.length);
  });

  it('says what happened, where and why', async () => {
    const rows = rowsOf(await exportText({ table: 'events', all: true }));
    const kinds = new Set(rows.map((row) => row['kind']));
    expect(kinds).toEqual(
      new Set(['birth', 'incref', 'decref', 'adjust', 'immortalize', 'collect']),
    );
    for (const row of rows) {
      const object = written.run.objects[Number(row['object_id']) - 1];
      const isEnd = object?.endSeq === Number(row['seq']) && object.cause !== 'moved';
      expect(row['kind'] === 'collect').toBe(isEnd);
      expect(row['kind'] === 'birth').toBe(object?.bornSeq === Number(row['seq']));
    }
    const stored = rows.find((row) => row['opcode'] === 'STORE_NAME' && row['function'] === 'work');
    expect(stored?.['cause']).toMatch(/^STORE_NAME (a_score|b_score|events|total)$/);
    expect(stored).toMatchObject({ file: '/home/prog.py', c_function: expect.any(String) });
    expect(Number(stored?.['step'])).toBe(session.stepOfEvent(Number(stored?.['seq'])));
    const compiled = rows[0];
    expect(compiled).toMatchObject({ step: '0', file: '', line: '', opcode: '' });
    expect(compiled?.['cause']).toBe(compiled?.['kind']);
  });

  it('is limited to objects, names and a span', async () => {
    const all = rowsOf(await exportText({ table: 'events', all: true }));
    const bind = written.run.binds.find((row) => row.variable === 1 && row.object !== 0);
    const id =
      written.run.objects.find((object) => !isYours(object.id) && object.events > 3)?.id ?? 0;
    const ofObject = rowsOf(await exportText({ table: 'events', objects: [id] }));
    expect(ofObject).toEqual(all.filter((row) => row['object_id'] === String(id)));
    const ofName = rowsOf(await exportText({ table: 'events', names: ['a_score'] }));
    const ids = new Set(ofName.map((row) => Number(row['object_id'])));
    expect(ids.has(bind?.object ?? 0)).toBe(true);
    for (const object of ids) expect(session.names(object)).toContain('a_score');
    const span = rowsOf(
      await exportText({ table: 'events', all: true, fromSeq: 2999, toSeq: 3002 }),
    );
    expect(span.map((row) => row['seq'])).toEqual(['2999', '3000', '3001', '3002']);
  });

  it('refuses objects and names that do not exist', async () => {
    await expect(exportText({ table: 'events', objects: [10 ** 6] })).rejects.toMatchObject({
      kind: 'bad-request',
    });
    await expect(exportText({ table: 'events', names: ['nobody'] })).rejects.toThrow(/"nobody"/);
  });
});

describe('objects', () => {
  it('has a row per object with its whole life', async () => {
    const rows = rowsOf(await exportText({ table: 'objects', all: true, raw: true }));
    expect(Object.keys(rows[0] ?? {}).join(',')).toBe(
      'object_id,type,value,names,born_seq,born_line,collected_seq,collected_line,collection_cause,peak_refcount,final_refcount,event_count,immortal',
    );
    expect(rows.length).toBe(written.run.objects.length);
    rows.forEach((row, i) => {
      const object = written.run.objects[i];
      if (object === undefined) throw new Error('too many rows');
      const isCollected = object.cause !== 'alive' && object.cause !== 'moved';
      expect(row).toMatchObject({
        object_id: String(object.id),
        value: object.value,
        born_seq: String(object.bornSeq),
        collected_seq: isCollected ? String(object.endSeq) : '',
        collection_cause: isCollected ? object.cause : '',
        event_count: String(object.events),
      });
      const immortal = object.refcount === IMMORTAL;
      expect(row['final_refcount']).toBe(immortal ? 'immortal' : String(object.refcount));
      expect(row['peak_refcount']).toBe(immortal ? 'immortal' : String(object.peak));
      expect(row['immortal']).toBe(String(immortal));
      expect(row['names']).toBe(session.names(object.id).join(';'));
    });
  });

  it('keeps spreadsheets from running text as a formula, unless raw is asked for', async () => {
    const variable = 7; // `=danger`
    const binds = written.run.binds.filter((row) => row.object !== 0);
    const id = binds.find(
      (row) =>
        row.variable === variable &&
        binds.find((other) => other.object === row.object)?.variable === variable,
    )?.object;
    expect(id).toBeDefined();
    const options = { table: 'objects' as const, objects: [id ?? 0] };
    expect(rowsOf(await exportText(options))[0]?.['names']).toMatch(/^'=danger/);
    expect(rowsOf(await exportText({ ...options, raw: true }))[0]?.['names']).toMatch(/^=danger/);
  });
});

describe('steps', () => {
  it('has a row per step', async () => {
    const rows = rowsOf(await exportText({ table: 'steps' }));
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'step',
      'seq',
      'file',
      'line',
      'function',
      'depth',
    ]);
    expect(rows.map((row) => Number(row['seq']))).toEqual(written.run.steps.map((s) => s.afterSeq));
    expect(rows.map((row) => Number(row['depth']))).toEqual(written.run.steps.map((s) => s.depth));
    expect(new Set(rows.map((row) => row['function']))).toEqual(new Set(['<module>', 'work']));
  });
});

describe('a long export', () => {
  it('waits for a slow sink and reports progress up to the number of rows', async () => {
    let waiting = 0;
    let most = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        most = Math.max(most, ++waiting);
        setImmediate(() => {
          waiting--;
          done();
        });
      },
    });
    const reports: CsvProgress[] = [];
    const rows = await exportCsv(session, { table: 'events', all: true }, streamSink(slow), {
      onProgress: (progress) => reports.push(progress),
    });
    expect(rows).toBe(written.run.seq);
    expect(most).toBe(1);
    expect(reports.length).toBeGreaterThan(5);
    expect(reports.every((report) => report.rows <= report.totalRows)).toBe(true);
    expect(reports.at(-1)).toEqual({ rows, totalRows: rows });
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    const sink = { write: () => stop.abort() };
    const job = exportCsv(session, { table: 'events', all: true }, sink, { signal: stop.signal });
    await expect(job).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
