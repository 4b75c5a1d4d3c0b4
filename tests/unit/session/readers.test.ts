import Database from 'better-sqlite3';
import { copyFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import { compareReaders } from '../../harness/compare-readers.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Blocks so short that the indexes have several portions and a rest. */
const SHORT = { events: 24_000, blockEvents: 41, blocksPerCommit: 3, eventsPerObject: 12 };

function countBlocks(path: string, kind: number): number {
  const connection = new Database(path, { readonly: true });
  const count = connection
    .prepare<unknown[], number>('SELECT count(*) FROM block WHERE kind = ?')
    .pluck()
    .get(kind);
  connection.close();
  return count ?? 0;
}

it('of a finished file answer what every block says', () => {
  const { path } = writeSyntheticSession(folder.path('finished.refscope'), SHORT);
  expect(countBlocks(path, 9)).toBeGreaterThan(2);
  const file = openSession(path);
  compareReaders(file);
  file.close();
});

it('of a file that is still written make up for what its indexes lack', () => {
  const path = folder.path('growing.refscope');
  const { writer } = writeSyntheticSession(path, { ...SHORT, seed: 2, finish: false });
  const file = openSession(path);
  expect(file.heat().blocks).toBeGreaterThan(0);
  expect(file.heat().blocks).toBeLessThan(file.eventBlocks().length);
  compareReaders(file);
  writer.finish({});
  expect(file.refresh()).toBe(true);
  compareReaders(file);
  expect(file.heat().blocks).toBe(file.eventBlocks().length);
  file.close();
});

it('of a file of version 1 make all of it', () => {
  const { path } = writeSyntheticSession(folder.path('whole.refscope'), { ...SHORT, seed: 3 });
  const old = folder.path('old.refscope');
  copyFileSync(path, old);
  const connection = new Database(old);
  connection.exec('DELETE FROM block WHERE kind > 8; PRAGMA user_version = 1');
  connection.close();
  const [file, withIndex] = [openSession(old), openSession(path)];
  expect(file.heat().blocks).toBe(0);
  compareReaders(file);
  expect(file.lod()).toEqual(withIndex.lod());
  file.close();
  withIndex.close();
});
