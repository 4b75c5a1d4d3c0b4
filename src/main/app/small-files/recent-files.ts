// Owns which recordings from outside the library were opened, newest first: a small file in the library's folder. Only what a user chose
// once gets in, so what is in it may be opened again. Must not open recordings. Invariants: it holds one whole list, the old or the
// new; a file that is no such list counts as an empty one.

import { readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { recentList, type RecentFile } from '../../../shared/api/recent-files.ts';
import { writeAtomically } from '../files.ts';
import { locked } from './locked.ts';

const FILE = '.recent.json';
const MOST_FILES = 20;
const MOST_BYTES = 1_000_000;

export class RecentFiles {
  readonly #folder: string;

  constructor(libraryDir: string) {
    this.#folder = libraryDir;
  }

  /** Newest first. */
  list(): readonly RecentFile[] {
    const file = path.join(this.#folder, FILE);
    try {
      if (statSync(file).size > MOST_BYTES) return [];
      return recentList.parse(JSON.parse(readFileSync(file, 'utf8'))).slice(0, MOST_FILES);
    } catch {
      return [];
    }
  }

  has(file: string): boolean {
    const wanted = path.resolve(file);
    return this.list().some((one) => one.path === wanted);
  }

  /** It was opened now. Throws Failure. */
  add(file: string): Promise<void> {
    const opened = { path: path.resolve(file), openedAt: new Date().toISOString() };
    return this.#edit((files) => [opened, ...without(files, opened.path)]);
  }

  /** Throws Failure. */
  forget(file: string): Promise<void> {
    return this.#edit((files) => without(files, path.resolve(file)));
  }

  async #edit(change: (files: readonly RecentFile[]) => readonly RecentFile[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true }).catch(() => undefined);
    await locked(this.#folder, () => {
      const files = change(this.list()).slice(0, MOST_FILES);
      return writeAtomically(path.join(this.#folder, FILE), `${JSON.stringify(files, null, 1)}\n`);
    });
  }
}

const without = (files: readonly RecentFile[], file: string): readonly RecentFile[] =>
  files.filter((one) => one.path !== file);
