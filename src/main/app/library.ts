// Owns the library: the folder in which recordings are kept, their titles (the file names) and the trash that deletion uses. Must not
// read more of a session than its facts. Invariant: no file of the library is overwritten, and none outside it is touched.

import { existsSync, type Stats } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LibraryEntry } from '../../shared/api/app-results.ts';
import { Failure } from '../../shared/base/failure.ts';
import type { SessionFacts } from '../../shared/model/session.ts';
import { openSession } from '../session/read/open-session.ts';
import { BOOKMARKS_ENDING } from './small-files/bookmarks.ts';
import { diskFailure, errnoOf } from './files.ts';
import { locked } from './small-files/locked.ts';

export const SESSION_ENDING = '.refscope';
const TRASH = '.trash';
const MAX_NAME_LENGTH = 120;

/** A title as a file name that every system allows. */
export function fileNameOf(title: string): string {
  const safe = title
    // oxlint-disable-next-line no-control-regex -- control characters are what has to go
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, MAX_NAME_LENGTH)
    .trim();
  const isDevice = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(safe);
  return safe === '' || isDevice ? `recording ${safe}`.trim() : safe;
}

export const titleOf = (file: string): string => path.basename(file, SESSION_ENDING);

interface KnownFacts {
  readonly stamp: string;
  readonly facts: SessionFacts | null;
  readonly problem: string;
}

export class Library {
  readonly dir: string;
  readonly #known = new Map<string, KnownFacts>();
  /** Paths of new sessions: a recording makes its file only once Python has started. */
  readonly #given = new Set<string>();

  constructor(dir: string) {
    this.dir = path.resolve(dir);
  }

  /** Newest first. Files that cannot be read are listed with the reason. */
  async list(): Promise<LibraryEntry[]> {
    const names = await readdir(this.dir).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw diskFailure('read', this.dir, error);
    });
    const entries: LibraryEntry[] = [];
    for (const name of names) {
      if (!name.endsWith(SESSION_ENDING) || name.startsWith('.')) continue;
      const entry = await this.entryOf(path.join(this.dir, name));
      if (entry) entries.push(entry);
    }
    return entries.sort((a, b) => b.modifiedAt.localeCompare(a.modifiedAt));
  }

  /** Of any file, also outside the library; null where there is none. */
  async entryOf(file: string): Promise<LibraryEntry | null> {
    const stats = await stat(file).catch(() => null);
    return stats?.isFile() ? this.#entry(file, stats) : null;
  }

  /** A path for a new session with this title; nothing is there yet, and nobody else gets it. Makes the folder. */
  async newFile(title: string): Promise<string> {
    try {
      await mkdir(this.dir, { recursive: true });
    } catch (error) {
      throw diskFailure('write', this.dir, error);
    }
    const file = unusedFile(this.dir, fileNameOf(title), this.#given);
    this.#given.add(file);
    return file;
  }

  /** A path that was given is used, or will not be. */
  settle(file: string): void {
    this.#given.delete(file);
  }

  async rename(file: string, title: string): Promise<string> {
    this.check(file);
    const name = fileNameOf(title);
    if (name === titleOf(file)) return file;
    return this.#move(file, () => unusedFile(this.dir, name), 'rename');
  }

  /** Into the trash folder. Returns its path there, for `restore`. */
  async delete(file: string): Promise<string> {
    this.check(file);
    const trash = path.join(this.dir, TRASH);
    await mkdir(trash, { recursive: true }).catch((error: unknown) => {
      throw diskFailure('write', trash, error);
    });
    return this.#move(file, () => unusedFile(trash, titleOf(file)), 'delete');
  }

  async restore(trashed: string): Promise<string> {
    if (path.dirname(path.resolve(trashed)) !== path.join(this.dir, TRASH))
      throw new Failure(
        'bad-request',
        `${trashed} is not in the library's trash; look for it there.`,
      );
    return this.#move(trashed, () => unusedFile(this.dir, titleOf(trashed)), 'restore');
  }

  /** Throws Failure when `file` is not a session directly in the library. */
  check(file: string): void {
    if (!this.has(file))
      throw new Failure(
        'bad-request',
        `${file} is not in the library; choose a recording of the list.`,
      );
  }

  has(file: string): boolean {
    return path.dirname(path.resolve(file)) === this.dir && file.endsWith(SESSION_ENDING);
  }

  /** Not while bookmarks of the library are edited: an edit goes to where the recording is, before or after. */
  async #move(from: string, place: () => string, action: string): Promise<string> {
    try {
      return await locked(this.dir, async () => {
        const to = place();
        await rename(from, to);
        // A session that was cut off, or is open, has its newest part in the first two.
        for (const ending of ['-wal', '-shm', BOOKMARKS_ENDING])
          if (existsSync(from + ending)) await rename(from + ending, to + ending);
        return to;
      });
    } catch (error) {
      if (errnoOf(error) === 'EBUSY')
        throw new Failure('disk', `Cannot ${action} ${from}: it is open; close it first.`);
      throw diskFailure(action, from, error);
    }
  }

  #entry(file: string, stats: Stats): LibraryEntry {
    const { facts, problem } = this.#facts(file, stats);
    return {
      path: file,
      title: titleOf(file),
      modifiedAt: stats.mtime.toISOString(),
      sizeBytes: stats.size,
      facts,
      problem,
    };
  }

  #facts(file: string, stats: Stats): KnownFacts {
    const stamp = `${stats.mtimeMs} ${stats.size}`;
    const known = this.#known.get(file);
    // A recording in progress, or one cut off, changes without its main file changing.
    if (known?.stamp === stamp && known.facts?.status !== 'recording') return known;
    const fresh = { stamp, ...readFacts(file) };
    this.#known.set(file, fresh);
    return fresh;
  }
}

function readFacts(file: string): { facts: SessionFacts | null; problem: string } {
  try {
    const session = openSession(file);
    try {
      return { facts: session.facts(), problem: '' };
    } finally {
      session.close();
    }
  } catch (error) {
    return { facts: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** `name.refscope`, or `name (2).refscope` and so on. */
function unusedFile(dir: string, name: string, taken: ReadonlySet<string> = new Set()): string {
  for (let n = 1; ; n++) {
    const file = path.join(dir, `${name}${n === 1 ? '' : ` (${n})`}${SESSION_ENDING}`);
    if (!taken.has(file) && !existsSync(file)) return file;
  }
}

/** Removes a session file and what SQLite keeps beside it. */
export async function removeSession(file: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm', '-journal']) await rm(file + ending, { force: true });
}

/** A copy of a session that is not being written. */
export async function copySession(from: string, to: string): Promise<void> {
  try {
    await mkdir(path.dirname(to), { recursive: true });
    await copyFile(from, to);
  } catch (error) {
    throw diskFailure('write', to, error);
  }
}
