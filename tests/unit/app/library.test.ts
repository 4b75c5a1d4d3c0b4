import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileNameOf, Library, titleOf } from '../../../src/main/app/library.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder, type TemporaryFolder } from '../../harness/temporary-folder.ts';

let folder: TemporaryFolder;
let library: Library;

beforeEach(async () => {
  folder = temporaryFolder();
  library = new Library(folder.path('library'));
  await mkdir(library.dir);
});
afterEach(() => folder.remove());

const inLibrary = (name: string): string => path.join(library.dir, name);

describe('file names of titles', () => {
  it.each([
    ['my program', 'my program'],
    ['../../etc/passwd', 'etc passwd'],
    ['a:b*c?"<>|d', 'a b c d'],
    ['.hidden', 'hidden'],
    ['con', 'recording con'],
    ['  \n ', 'recording'],
    ['x'.repeat(500), 'x'.repeat(120)],
  ])('%j is %j', (title, name) => expect(fileNameOf(title)).toBe(name));
});

describe('the library', () => {
  it('is empty where its folder does not exist', async () => {
    expect(await new Library(folder.path('nowhere')).list()).toEqual([]);
  });

  it('gives no two recordings of one second the same file', async () => {
    const first = await library.newFile('a 14.03.05');
    expect(await library.newFile('a 14.03.05')).toBe(inLibrary('a 14.03.05 (2).refscope'));
    expect(first).toBe(inLibrary('a 14.03.05.refscope'));
  });

  it('lists sessions with their facts, and files that are none with the reason', async () => {
    writeSyntheticSession(inLibrary('good.refscope'), { events: 500 });
    writeFileSync(inLibrary('bad.refscope'), 'not a database');
    writeFileSync(inLibrary('notes.txt'), 'not listed');
    const entries = await library.list();
    const byTitle = new Map(entries.map((entry) => [entry.title, entry]));
    expect([...byTitle.keys()].sort()).toEqual(['bad', 'good']);
    expect(byTitle.get('good')?.facts?.events).toBeGreaterThan(400);
    expect(byTitle.get('bad')?.facts).toBeNull();
    expect(byTitle.get('bad')?.problem).toContain('not a Refscope session');
  });

  it('sees that a file changed', async () => {
    writeFileSync(inLibrary('a.refscope'), 'x');
    expect((await library.list())[0]?.facts).toBeNull();
    const other = folder.path('other.refscope');
    writeSyntheticSession(other, { events: 200 });
    writeFileSync(inLibrary('a.refscope'), readFileSync(other));
    expect((await library.list())[0]?.facts).not.toBeNull();
  });

  it('never gives a new session the name of an old one', async () => {
    writeFileSync(inLibrary('run.refscope'), 'first');
    expect(titleOf(await library.newFile('run'))).toBe('run (2)');
  });

  it('renames without overwriting', async () => {
    writeFileSync(inLibrary('a.refscope'), 'A');
    writeFileSync(inLibrary('b.refscope'), 'B');
    const renamed = await library.rename(inLibrary('a.refscope'), 'b');
    expect(titleOf(renamed)).toBe('b (2)');
    expect(readFileSync(renamed, 'utf8')).toBe('A');
    expect(readFileSync(inLibrary('b.refscope'), 'utf8')).toBe('B');
  });

  it('deletes to the trash, with what SQLite keeps beside a file, and restores', async () => {
    writeFileSync(inLibrary('a.refscope'), 'A');
    writeFileSync(inLibrary('a.refscope-wal'), 'newest');
    const trashed = await library.delete(inLibrary('a.refscope'));
    expect(await library.list()).toEqual([]);
    expect(existsSync(inLibrary('a.refscope-wal'))).toBe(false);
    const restored = await library.restore(trashed);
    expect(restored).toBe(inLibrary('a.refscope'));
    expect(readFileSync(`${restored}-wal`, 'utf8')).toBe('newest');
  });

  it('touches nothing outside its folder', async () => {
    const outside = folder.path('outside.refscope');
    writeFileSync(outside, 'mine');
    const sly = path.join(library.dir, '..', 'outside.refscope');
    for (const file of [outside, sly]) {
      await expect(library.delete(file)).rejects.toThrow('not in the library');
      await expect(library.rename(file, 'x')).rejects.toThrow('not in the library');
      await expect(library.restore(file)).rejects.toThrow('not in the library');
    }
    expect(readFileSync(outside, 'utf8')).toBe('mine');
  });
});
