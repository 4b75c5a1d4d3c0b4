// The export as an ordinary database holds what the session's own tables hold.

import Database from 'better-sqlite3';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSqliteFile } from '../../../src/main/app/csv-file.ts';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import { selectFromSession } from '../../../src/main/session/sql/select.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
const source = folder.path('run.refscope');
let session: SessionFile;
beforeAll(() => {
  writeSyntheticSession(source, { events: 6000, blockEvents: 700 });
  session = openSession(source);
});
afterAll(() => {
  session.close();
  folder.remove();
});

function ofSession(sql: string): unknown[] {
  const selected = selectFromSession(source, sql);
  try {
    return [...selected.rows].map((row) => [...row]);
  } finally {
    selected.close();
  }
}

function ofExport(path: string, sql: string): unknown[] {
  const connection = new Database(path, { readonly: true });
  try {
    return connection.prepare(sql).raw().all();
  } finally {
    connection.close();
  }
}

describe('an export as SQLite', () => {
  it.each([
    'SELECT * FROM refcount_event ORDER BY seq',
    'SELECT * FROM object ORDER BY object_id',
    'SELECT * FROM step ORDER BY step',
    'SELECT * FROM binding ORDER BY from_seq, name, frame, object_id, to_seq',
  ])('answers %s as the session does', async (sql) => {
    const target = folder.path('all.db');
    await writeSqliteFile(session, { all: true }, target);
    const wanted = ofSession(sql);
    expect(wanted.length).toBeGreaterThan(100);
    expect(ofExport(target, sql)).toEqual(wanted);
  });

  it('holds only what a filter leaves', async () => {
    const target = folder.path('some.db');
    const events = await writeSqliteFile(
      session,
      { objects: [5, 9], fromSeq: 10, toSeq: 5000 },
      target,
    );
    const where = 'WHERE object_id IN (5, 9) AND seq BETWEEN 10 AND 5000';
    expect(ofExport(target, 'SELECT seq FROM event ORDER BY seq')).toEqual(
      ofSession(`SELECT seq FROM refcount_event ${where} ORDER BY seq`),
    );
    expect(ofExport(target, 'SELECT count(*) FROM event')).toEqual([[events]]);
    expect(ofExport(target, 'SELECT object_id FROM object')).toEqual([[5], [9]]);
  });

  it('leaves what was there, and nothing else, when it is cancelled', async () => {
    const target = folder.path('cancelled.db');
    writeFileSync(target, 'as before');
    const before = readdirSync(folder.path('.')).length;
    const signal = AbortSignal.abort();
    await expect(writeSqliteFile(session, {}, target, { signal })).rejects.toThrow(/cancelled/);
    expect(readdirSync(folder.path('.')).length).toBe(before);
    expect(existsSync(target)).toBe(true);
  });

  it('reports progress up to the end', async () => {
    const seen: number[] = [];
    await writeSqliteFile(session, { all: true }, folder.path('progress.db'), {
      onProgress: ({ rows, totalRows }) => seen.push(rows / totalRows),
    });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });
});
