// Session files that are cut at any byte, whose schema is a stranger's, or whose blocks swell: refused with a sentence, in little memory.

import type Database from 'better-sqlite3';
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SessionWorker } from '../../../src/main/app/session-worker.ts';
import { encodeColumns } from '../../../src/main/session/columns/encode.ts';
import { MAX_BLOCK_ROWS } from '../../../src/main/session/columns/schema.ts';
import { BLOCK_KIND_CODES, OBJECT_SCHEMA } from '../../../src/main/session/format/blocks.ts';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import { Failure } from '../../../src/shared/base/failure.ts';
import { failureOf } from '../../harness/failure-of.ts';
import { recordProgram } from '../../harness/record.ts';
import { forge } from '../../harness/strangers/forge.ts';
import { readEverything } from '../../harness/strangers/read-everything.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let sound = '';

beforeAll(async () => {
  const run = await recordProgram(folder.path('.'), 'a = [1.5]\nb = a\n', { maxEvents: 500 });
  sound = run.path;
});

it('cut at any byte, a recording is refused with a sentence', () => {
  const path = folder.path('cut.refscope');
  copyFileSync(sound, path);
  const told = new Set<string>();
  for (let length = statSync(path).size - 1; length >= 0; length--) {
    truncateSync(path, length);
    const { kind, message } = failureOf(() => openSession(path));
    if (!told.has(message)) expect([kind, message]).toEqual([kind, expect.stringMatching(/\.$/)]);
    told.add(message);
    if (kind !== 'damaged') expect([length, kind]).toEqual([Math.min(length, 99), 'not-a-session']);
  }
  // Whole pages are missing, part of one is, not even the header is there.
  expect(told.size).toBeGreaterThanOrEqual(3);
});

/** Statements on `sqlite_schema` itself, as no honest SQLite would write them. */
const SCHEMAS: readonly (readonly [what: string, statements: string])[] = [
  [
    'two tables in one place',
    "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'block') WHERE name = 'gap'",
  ],
  ['a table on the first page', "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'meta'"],
  [
    'a table beyond the file',
    "UPDATE sqlite_schema SET rootpage = 2000000000 WHERE name = 'block'",
  ],
  [
    'an index of another table as a table',
    "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE type = 'index') WHERE name = 'gap'",
  ],
  [
    'a name that differs in case',
    "UPDATE sqlite_schema SET name = 'META', tbl_name = 'META' WHERE name = 'meta'",
  ],
  [
    'a virtual table',
    "INSERT INTO sqlite_schema VALUES ('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING fts5(x)')",
  ],
  [
    'a view by the name of a table',
    "UPDATE sqlite_schema SET type = 'view', rootpage = 0, sql = 'CREATE VIEW gap AS SELECT 1' WHERE name = 'gap'",
  ],
  ['statistics', 'ANALYZE'],
  [
    'a generated column',
    "UPDATE sqlite_schema SET sql = 'CREATE TABLE gap(id INTEGER PRIMARY KEY, seq AS (random()))' WHERE name = 'gap'",
  ],
  [
    'a check that runs code',
    "UPDATE sqlite_schema SET sql = replace(sql, 'seq INTEGER', 'seq INTEGER CHECK (load_extension(1))') WHERE name = 'gap'",
  ],
  ['no tables at all', 'DELETE FROM sqlite_schema'],
  ['a comment in a statement', "UPDATE sqlite_schema SET sql = sql || ' -- x' WHERE name = 'gap'"],
  ['a statement of NUL', "UPDATE sqlite_schema SET sql = char(0) WHERE name = 'gap'"],
];

/** Both are then read from the same rows, each as its own. */
const TOLERATED = 'two tables in one place';

it.each(SCHEMAS)('with %s a file is refused, or read without harm', async (what, statements) => {
  const path = folder.path('schema.refscope');
  forge(sound, path, (to) => {
    to.unsafeMode(true).pragma('writable_schema = ON');
    to.exec(statements);
  });
  const before = readFileSync(path);
  const refused = await readEverything(path);
  if (what !== TOLERATED) expect(refused).not.toBe(0);
  expect(readFileSync(path).equals(before)).toBe(true);
});

describe('blocks that swell', () => {
  /** 40 blocks of 4 million objects each: some kilobytes that would be 3 GB of columns. */
  const swollen = (): string => {
    const path = folder.path('swollen.refscope');
    const zeros = encodeColumns(OBJECT_SCHEMA, MAX_BLOCK_ROWS, {
      address: new Uint32Array(MAX_BLOCK_ROWS),
      type: new Uint32Array(MAX_BLOCK_ROWS),
      bornSeq: new Float64Array(MAX_BLOCK_ROWS),
      bornInstruction: new Uint32Array(MAX_BLOCK_ROWS),
      flags: new Uint8Array(MAX_BLOCK_ROWS),
    });
    forge(sound, path, (to) => swell(to, zeros));
    return path;
  };
  const swell = (to: Database.Database, data: Buffer): void => {
    to.prepare('DELETE FROM block WHERE kind = ?').run(BLOCK_KIND_CODES.object);
    const insert = to.prepare(
      'INSERT INTO block(kind, first, count, seq_from, seq_to, bytes, data) VALUES (?, ?, ?, 0, 0, ?, ?)',
    );
    for (let i = 0; i < 40; i++)
      insert.run(
        BLOCK_KIND_CODES.object,
        1 + i * MAX_BLOCK_ROWS,
        MAX_BLOCK_ROWS,
        data.length,
        data,
      );
    to.prepare("UPDATE meta SET value = ? WHERE key = 'objects'").run(String(40 * MAX_BLOCK_ROWS));
  };

  it('end the process that reads them, not the app, and the sentence says so', async () => {
    const path = swollen();
    expect(statSync(path).size).toBeLessThan(3_000_000);
    const before = process.memoryUsage.rss();
    // A process that has read nothing takes about 100 MB.
    const memoryBytes = 250_000_000;
    const worker = await SessionWorker.open(path, { memoryBytes });
    const list = { scope: 'all', text: '', sort: 'type', descending: true, offset: 0, limit: 20 };
    const answer = await worker.query('session.objects', list).catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(Failure);
    expect((answer as Failure).message).toMatch(
      /took more than 250 MB of memory and was given up: the file may be damaged; open another copy\.$/,
    );
    await worker.close();
    expect(process.memoryUsage.rss() - before).toBeLessThan(200_000_000);
  });
});

it('the process that reads a file sees nothing of the environment that it does not need', async () => {
  process.env['TEST_ONLY_SECRET'] = 'a-key-of-the-users';
  const worker = await SessionWorker.open(sound);
  try {
    const file = `/proc/${worker.pid ?? 0}/environ`;
    const environment = process.platform === 'linux' ? readFileSync(file, 'utf8') : 'PATH=';
    expect(environment).toContain('PATH=');
    expect(environment).not.toContain('a-key-of-the-users');
  } finally {
    delete process.env['TEST_ONLY_SECRET'];
    await worker.close();
  }
});

it('a file that is being copied, page by page, says that it is not whole', () => {
  const whole = readFileSync(sound);
  const path = folder.path('copying.refscope');
  for (const part of [0.3, 0.6, 0.9]) {
    writeFileSync(path, whole.subarray(0, Math.floor((whole.length * part) / 8192) * 8192));
    expect(failureOf(() => openSession(path)).kind).toBe('damaged');
  }
});
