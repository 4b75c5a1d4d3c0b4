// SQL over a session: what is stored in blocks appears as tables, and nothing can be changed through it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectFromSession } from '../../../src/main/session/sql/select.ts';
import type { SyntheticSession } from '../../harness/synthetic-session.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { failureOf } from '../../harness/failure-of.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
let written: SyntheticSession;
beforeAll(() => {
  written = writeSyntheticSession(folder.path('run.refscope'), { events: 5000, blockEvents: 900 });
});
afterAll(() => folder.remove());

function select(sql: string): readonly (readonly unknown[])[] {
  const selected = selectFromSession(written.path, sql);
  try {
    return [...selected.rows].map((row) => [...row]);
  } finally {
    selected.close();
  }
}

describe('SQL over a session', () => {
  it('counts what was recorded', () => {
    const { run } = written;
    expect(select('SELECT count(*), sum(delta) FROM refcount_event')).toEqual([
      [run.seq, run.events.delta.reduce((a, b) => a + b, 0)],
    ]);
    expect(select('SELECT count(*), max(born_seq) FROM object')).toEqual([
      [run.objects.length, Math.max(...run.objects.map((object) => object.bornSeq))],
    ]);
    expect(select('SELECT count(*), max(after_seq) FROM step')).toEqual([
      [run.steps.length, run.steps.at(-1)?.afterSeq],
    ]);
    const bound = run.binds.filter((bind) => bind.object !== 0).length;
    expect(select('SELECT count(*) FROM binding')).toEqual([[bound]]);
  });

  it('gives the history of one object, and joins', () => {
    const object = written.run.objects.find(
      ({ cause, events }) => cause === 'refcount' && events > 4,
    );
    const id = object?.id ?? 0;
    const rows = select(`SELECT seq, kind, refcount FROM refcount_event(${id}) ORDER BY seq`);
    expect(rows.length).toBe(object?.events);
    expect(rows[0]).toEqual([object?.bornSeq, 'birth', 1]);
    expect(rows.at(-1)).toEqual([object?.endSeq, 'collect', 0]);
    expect(select(`SELECT count(*) FROM refcount_event WHERE object_id = ${id}`)).toEqual([
      [object?.events],
    ]);
    const bind = written.run.binds.find((row) => row.object !== 0);
    const joined = select(
      `SELECT DISTINCT b.name FROM object o JOIN binding b USING (object_id) WHERE object_id = ${bind?.object}`,
    );
    const direct = select(`SELECT DISTINCT name FROM binding(${bind?.object})`);
    expect(direct.length).toBeGreaterThan(0);
    expect(joined.map(String).sort()).toEqual(direct.map(String).sort());
  });

  it('gives the same rows whether a condition is pushed down or only tested', () => {
    for (const where of ['seq > 1200', 'seq BETWEEN 900 AND 901', 'object_id = 7', 'seq < 3']) {
      const pushed = select(`SELECT * FROM refcount_event WHERE ${where}`);
      expect(pushed.length).toBeGreaterThan(0);
      expect(pushed).toEqual(select(`SELECT * FROM refcount_event WHERE (${where})`));
    }
    expect(select('SELECT seq FROM refcount_event(0, 10, 12)')).toEqual([[10], [11], [12]]);
  });

  it('gives up when the time is over', () => {
    const selected = selectFromSession(written.path, 'SELECT count(*) FROM refcount_event', -1);
    expect(failureOf(() => [...selected.rows]).kind).toBe('limit');
    selected.close();
  });

  it('reads the ordinary tables as well', () => {
    expect(select("SELECT value FROM meta WHERE key = 'programName'")).toEqual([['"prog.py"']]);
  });

  it.each(['DELETE FROM meta', 'PRAGMA query_only = 0', "ATTACH 'x' AS y", 'SELECT 1; SELECT 2'])(
    'refuses %s',
    (sql) => {
      expect(failureOf(() => select(sql)).kind).toBe('bad-request');
    },
  );

  it('says what is wrong with a statement', () => {
    expect(failureOf(() => select('SELECT nothing FROM meta')).message).toMatch(/nothing/);
  });
});
