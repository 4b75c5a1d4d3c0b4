// Owns that edits of small files in a folder are made one after the other, in all processes of the machine: an app, a browser host and
// command lines may share a library. The lock is SQLite's on an empty file, which the system gives back whatever becomes of its
// holder. Invariant: whoever waits goes on, and waiting blocks no other work.

import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Failure } from '../../../shared/base/failure.ts';
import { errnoOf } from '../files.ts';

const LOCK_FILE = '.refscope-lock';
/** An edit takes milliseconds; a process that was stopped in the middle of one may hold the lock for as long as it likes. */
const MOST_WAIT_MS = 10_000;
const PAUSE_MS = 5;

/** The last edit of each folder in this process: those wait for each other without asking the system. */
const editing = new Map<string, Promise<unknown>>();

/** Runs `edit` while nobody else edits small files in `folder`. Throws Failure when the folder stays locked. */
export async function locked<Result>(folder: string, edit: () => Promise<Result>): Promise<Result> {
  const before = editing.get(folder) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(() => withLockFile(folder, edit));
  editing.set(folder, mine);
  try {
    return await mine;
  } finally {
    if (editing.get(folder) === mine) editing.delete(folder);
  }
}

async function withLockFile<Result>(folder: string, edit: () => Promise<Result>): Promise<Result> {
  const lock = openLock(path.join(folder, LOCK_FILE));
  try {
    if (lock) await take(lock, folder);
    return await edit();
  } finally {
    lock?.close();
  }
}

/** Null where there can be none (a folder that is read-only or gone): the edit itself then says what is wrong. */
function openLock(file: string): Database.Database | null {
  try {
    return new Database(file, { timeout: 0 });
  } catch {
    return null;
  }
}

/** Some network folders have no locks; there an edit is made without, as it always was. */
async function take(lock: Database.Database, folder: string): Promise<void> {
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      lock.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (errnoOf(error) !== 'SQLITE_BUSY') return;
    }
    if (waited >= MOST_WAIT_MS)
      throw new Failure(
        'disk',
        `Another Refscope has been changing files in ${folder} for ${MOST_WAIT_MS / 1000} s; close it and try again.`,
      );
    await sleep(PAUSE_MS);
  }
}
