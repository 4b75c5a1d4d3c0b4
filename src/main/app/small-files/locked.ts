// Owns that edits of small files in a folder are made one after the other, in all processes of the machine: an app, a browser host and
// command lines may share a library. Invariant: waiting blocks no other work.

import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../shared/base/failure.ts';
import { takeFileLock, type FileLock } from '../../session/write/file-lock.ts';

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
  const lock = await take(folder);
  try {
    return await edit();
  } finally {
    lock?.release();
  }
}

/** Null where there can be no lock: an edit is made without, and says itself what is wrong with the folder. */
async function take(folder: string): Promise<FileLock | null> {
  for (let waited = 0; ; waited += PAUSE_MS) {
    const lock = takeFileLock(path.join(folder, LOCK_FILE));
    if (lock !== 'busy') return lock;
    if (waited >= MOST_WAIT_MS)
      throw new Failure(
        'disk',
        `Another Refscope has been changing files in ${folder} for ${MOST_WAIT_MS / 1000} s; close it and try again.`,
      );
    await sleep(PAUSE_MS);
  }
}
