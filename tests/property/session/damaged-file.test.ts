// Session files that were cut, scribbled over or forged: they open and read, or they are refused with a sentence.

import Database from 'better-sqlite3';
import fc from 'fast-check';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import { createQueries } from '../../../src/main/session/query/session-queries.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import { verifySession } from '../../../src/main/session/checks/verify-session.ts';
import { Failure } from '../../../src/shared/base/failure.ts';
import { failureOf } from '../../harness/failure-of.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
let sound: Buffer;
let soundPath = '';
let files = 0;

beforeAll(() => {
  soundPath = folder.path('sound.refscope');
  writeSyntheticSession(soundPath, { events: 3000, blockEvents: 700 });
  sound = readFileSync(soundPath);
});
afterAll(() => folder.remove());

function fileWith(bytes: Uint8Array): string {
  const path = folder.path(`case-${++files % 4}.refscope`);
  writeFileSync(path, bytes);
  return path;
}

/** Reads everything there is to read. */
function readAll(path: string): void {
  const session = openSession(path);
  try {
    verifySession(session);
    session.lod();
    session.steps();
    session.bindings();
    for (const code of session.codes()) void code.lines.length;
    const { count } = session.objects();
    for (let id = 1; id <= Math.min(count, 50); id++) {
      session.label(id);
      session.blocksOfObject(id);
    }
    askAll(session);
  } finally {
    session.close();
  }
}

/** What a window asks. */
function askAll(session: SessionFile): void {
  const queries = createQueries(session);
  const { events } = queries['session.summary']({}).facts;
  const objects = session.lives().count;
  const span = { axis: 'step', from: 0, to: 50, buckets: 20 } as const;
  queries['session.overview']({ ...span, yours: true });
  for (const sort of ['born', 'name', 'lifetime'] as const) {
    const list = { scope: 'all', text: 'a', sort, descending: true } as const;
    queries['session.objects']({ ...list, offset: 0, limit: 20 });
  }
  queries['session.lanes']({ ...span, objects: [1, 2, 30, 31, 32] });
  for (const seq of [0, 1, events >> 1, events]) {
    queries['session.moment']({ seq });
    if (objects > 0) queries['session.object']({ object: Math.min(5, objects), seq });
    queries['session.neighbor']({ of: 'line', seq, direction: 'next', sourceId: 1, line: 3 });
  }
  queries['session.history']({ object: 3, offset: 0, limit: 20 });
}

/** Passes when reading works or ends in a Failure. */
function readsOrRefuses(path: string): void {
  try {
    readAll(path);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.message).toMatch(/[.]$/);
  }
}

/** A copy of the sound file, changed through SQL. */
function forged(...statements: readonly string[]): string {
  const path = folder.path(`forged-${++files}.refscope`);
  copyFileSync(soundPath, path);
  const connection = new Database(path);
  for (const statement of statements) connection.exec(statement);
  connection.close();
  return path;
}

describe('a file that is not a sound session', () => {
  it('is refused when it does not exist, is a folder, is empty or is something else', () => {
    mkdirSync(folder.path('a-folder'));
    expect(failureOf(() => openSession(folder.path('nowhere'))).kind).toBe('not-found');
    expect(failureOf(() => openSession(folder.path('a-folder'))).kind).toBe('not-a-session');
    expect(failureOf(() => openSession(fileWith(new Uint8Array(0)))).kind).toBe('not-a-session');
    const text = Buffer.from('print("hello")\n'.repeat(100));
    expect(failureOf(() => openSession(fileWith(text))).kind).toBe('not-a-session');
    const other = folder.path('other.db');
    new Database(other).exec('CREATE TABLE t(x)').close();
    expect(failureOf(() => openSession(other)).kind).toBe('not-a-session');
  });

  it('is refused when a newer version wrote it', () => {
    const failure = failureOf(() => openSession(forged('PRAGMA user_version = 99')));
    expect(failure.kind).toBe('too-new');
    expect(failure.message).toMatch(/format 99/);
  });

  it.each([
    ['a view', 'CREATE VIEW v AS SELECT 1'],
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON gap BEGIN DELETE FROM meta; END'],
    ['another table', 'CREATE TABLE extra(x)'],
    ['an index', 'CREATE INDEX i ON gap(seq)'],
    ['a missing table', 'DROP TABLE gap'],
    ['another shape', 'ALTER TABLE gap ADD COLUMN x'],
  ])('is refused when its schema has %s', (_what, statement) => {
    expect(failureOf(() => openSession(forged(statement))).kind).toBe('damaged');
  });

  it.each([
    ['a fact of the wrong type', `UPDATE meta SET value = '"many"' WHERE key = 'events'`],
    ['text for a number', `UPDATE type SET yours = 'no' WHERE id = 1`],
    ['sites that are something else', 'UPDATE site SET data = (SELECT data FROM block LIMIT 1)'],
    ['sites with a hole', 'UPDATE site SET id = 7'],
    ['overlapping code', 'UPDATE code SET first_instruction = 1'],
    [
      'a hole in the events',
      'DELETE FROM block WHERE id = (SELECT min(id) FROM block WHERE kind = 1)',
    ],
    ['an unknown block', 'UPDATE block SET kind = 77 WHERE id = 3'],
    [
      'a swapped block',
      'UPDATE block SET data = (SELECT data FROM block WHERE kind = 5) WHERE kind = 1',
    ],
    ['a block that is text', `UPDATE block SET data = 'x' WHERE kind = 2`],
    ['another number of rows', 'UPDATE block SET count = 2 WHERE kind = 11'],
    ['level of detail of fewer blocks', 'UPDATE block SET seq_to = 2 WHERE kind = 11'],
    ['more counted events than there are', 'UPDATE block SET seq_to = 2 WHERE kind = 12'],
    ['steps that lie elsewhere', 'UPDATE block SET seq_to = seq_to + 5 WHERE kind = 5'],
    ['no summaries', 'DELETE FROM block WHERE kind = 7'],
  ])('is damaged with %s', (_what, statement) => {
    expect(failureOf(() => readAll(forged(statement))).kind).toBe('damaged');
  });
});

describe('a session file', () => {
  it('reads, or is refused, when it is cut at any page or byte', () => {
    for (let length = 0; length < sound.length; length += 4099) {
      const path = fileWith(sound);
      truncateSync(path, length);
      readsOrRefuses(path);
    }
    for (let length = 0; length < 200; length += 7) {
      expect(failureOf(() => readAll(fileWith(sound.subarray(0, length)))).message).toMatch(/[.]$/);
    }
  });

  it('that was cut off reads, whatever of its last writes reached the disk', () => {
    const path = folder.path('running.refscope');
    const { writer } = writeSyntheticSession(path, {
      events: 3000,
      blockEvents: 300,
      finish: false,
    });
    const [main, wal] = [readFileSync(path), readFileSync(`${path}-wal`)];
    const opened = new Set<number>();
    for (let length = 0; length <= wal.length; length += 6173) {
      const cut = folder.path(`cut-${length}.refscope`);
      writeFileSync(cut, main);
      writeFileSync(`${cut}-wal`, wal.subarray(0, length));
      readAll(cut);
      const session = openSession(cut);
      expect([length, session.facts().status]).toEqual([length, 'partial']);
      opened.add(session.facts().events);
      session.close();
      rmSync(cut);
      rmSync(`${cut}-wal`, { force: true });
    }
    // From no commit at all to the last of them.
    expect(Math.min(...opened)).toBe(0);
    expect(Math.max(...opened)).toBeGreaterThan(2000);
    writer.finish({});
  });

  it('reads, or is refused, when bytes of it are changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const bytes = Buffer.from(sound);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          readsOrRefuses(fileWith(bytes));
        },
      ),
      { numRuns: 150 },
    );
  });
});
