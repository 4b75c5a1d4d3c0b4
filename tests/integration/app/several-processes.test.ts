// Two processes on one library: an edit of the one never undoes an edit of the other, and one that was killed holds up nobody.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { editBookmarks, readBookmarks } from '../../../src/main/app/small-files/bookmarks.ts';
import { Library } from '../../../src/main/app/library.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const EDITOR = path.resolve('tests/harness/edit-notes.ts');
const EACH = 60;

const folder = temporaryFolder();
const file = folder.path('library/shared.refscope');

beforeAll(() => {
  mkdirSync(folder.path('library'));
  writeFileSync(file, 'a recording');
});
afterAll(() => folder.remove());

const editor = (first: number, count: number): ChildProcess =>
  fork(EDITOR, [file, String(first), String(count), '3'], { execArgv: [] });

it('the edits of three processes add up', async () => {
  const ends = [editor(0, EACH), editor(1, EACH)].map((other) => once(other, 'exit'));
  for (let i = 0; i < EACH; i++)
    await editBookmarks(file, { kind: 'note', seq: 2 + 3 * i, note: 'kept' });
  expect((await Promise.all(ends)).map(([code]) => code as number)).toEqual([0, 0]);
  const seqs = (await readBookmarks(file)).map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: 3 * EACH }, (_, i) => i));
});

it('the lock of a process that was killed is free', async () => {
  const other = editor(10_000, 100_000);
  const ended = once(other, 'exit');
  // It is in the middle of its edits.
  while (!(await readBookmarks(file)).some(({ seq }) => seq >= 10_000))
    await new Promise((resolve) => setTimeout(resolve, 5));
  other.kill('SIGKILL');
  await ended;
  await editBookmarks(file, { kind: 'note', seq: 5_000, note: 'after' });
  expect(await readBookmarks(file)).toContainEqual(expect.objectContaining({ seq: 5_000 }));
});

it('a lock that is held makes others wait, not fail', async () => {
  const holder = new Database(folder.path('library/.refscope-lock'));
  holder.exec('BEGIN IMMEDIATE');
  let isDone = false;
  const edit = editBookmarks(file, { kind: 'note', seq: 6_000, note: 'waited' }).then(() => {
    isDone = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isDone).toBe(false);
  holder.close();
  await edit;
  expect(await readBookmarks(file)).toContainEqual(expect.objectContaining({ seq: 6_000 }));
});

it('a list that is full says so, and keeps what it has', async () => {
  const full = folder.path('library/full.refscope');
  writeFileSync(full, 'a recording');
  const notes = Array.from({ length: 1000 }, (_, seq) => ({ seq, note: '' }));
  writeFileSync(`${full}.notes.json`, JSON.stringify(notes));
  await expect(editBookmarks(full, { kind: 'add', seq: 5_000 })).rejects.toThrow(
    'A recording has room for 1,000 bookmarks; delete one to add another.',
  );
  await editBookmarks(full, { kind: 'note', seq: 7, note: 'changed' });
  expect(await readBookmarks(full)).toEqual(
    notes.map((one) => (one.seq === 7 ? { seq: 7, note: 'changed' } : one)),
  );
});

it('a rename takes the notes along, and an edit under the old name makes no list of nobody', async () => {
  const library = new Library(folder.path('library'));
  const before = await readBookmarks(file);
  const other = editor(20_000, 2_000);
  const ended = once(other, 'exit');
  while ((await readBookmarks(file)).length === before.length)
    await new Promise((resolve) => setTimeout(resolve, 5));
  const renamed = await library.rename(file, 'renamed');
  const [code] = (await ended) as [number];
  expect(code).not.toBe(0);
  expect(existsSync(`${file}.notes.json`)).toBe(false);
  const kept = (await readBookmarks(renamed)).map(({ seq }) => seq);
  expect(kept.length).toBeGreaterThan(before.length);
  expect(kept).toEqual(expect.arrayContaining(before.map(({ seq }) => seq)));
  await expect(editBookmarks(file, { kind: 'note', seq: 1, note: 'lost' })).rejects.toThrow(
    /no longer there/,
  );
});
