// Owns which files of a folder go into the sandbox: those of a project, without what tools and version control keep beside them.
// Must not know the sandbox. Invariants: nothing outside the folder is read (links are left out); whatever is left out is named.

import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../shared/base/failure.ts';
import { diskFailure, readWholeFile } from '../files.ts';

const MAX_FILE_BYTES = 10_000_000;
const MAX_TOTAL_BYTES = 100_000_000;
const MAX_FILES = 5_000;

const IGNORED_FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '__pycache__',
  'node_modules',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.idea',
  '.vscode',
  '.eggs',
]);
const IGNORED_FILES = /\.(?:pyc|pyo|refscope)$|^\.DS_Store$/;
/** Every virtual environment has it, whatever its folder is called. */
const VENV_MARK = 'pyvenv.cfg';
export const NATIVE_MODULE = /\.(?:so|pyd|dylib|dll)$/;

export interface CollectedFile {
  /** From the folder, with `/`. */
  readonly path: string;
  readonly size: number;
}

export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

export interface Collected {
  readonly folder: string;
  /** In order of their paths. */
  readonly files: readonly CollectedFile[];
  readonly leftOut: readonly LeftOut[];
  readonly totalBytes: number;
}

/** @throws Failure: no folder, or more in it than the sandbox takes */
export async function collectFolder(folder: string): Promise<Collected> {
  const stats = await stat(folder).catch((error: unknown) => {
    throw diskFailure('read', folder, error);
  });
  if (!stats.isDirectory())
    throw new Failure('bad-request', `${folder} is not a folder; name the folder of the project.`);
  const walk = new Walk(folder);
  await walk.visit('');
  const totalBytes = walk.files.reduce((sum, { size }) => sum + size, 0);
  if (walk.files.length > MAX_FILES || totalBytes > MAX_TOTAL_BYTES)
    throw new Failure(
      'limit',
      `${folder} has ${walk.files.length} files of ${megabytes(totalBytes)} together, more than the sandbox takes (${MAX_FILES} files, ${megabytes(MAX_TOTAL_BYTES)}); record a smaller folder.`,
    );
  const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
  return {
    folder,
    files: walk.files.toSorted(byPath),
    leftOut: walk.leftOut.toSorted(byPath),
    totalBytes,
  };
}

export const readCollected = (
  { folder }: Collected,
  file: CollectedFile,
): Promise<Buffer<ArrayBuffer>> => readWholeFile(path.join(folder, file.path));

export const megabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

class Walk {
  readonly files: CollectedFile[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async visit(relative: string): Promise<void> {
    const entries = await this.#entries(relative);
    if (relative !== '' && entries.some(({ name }) => name === VENV_MARK)) {
      this.leftOut.push({ path: relative, reason: 'a virtual environment' });
      return;
    }
    for (const entry of entries)
      await this.#take(entry, relative === '' ? entry.name : `${relative}/${entry.name}`);
  }

  async #entries(relative: string): Promise<readonly Dirent[]> {
    const folder = path.join(this.#folder, relative);
    return readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      throw diskFailure('read', folder, error);
    });
  }

  async #take(entry: Dirent, relative: string): Promise<void> {
    const leave = (reason: string): void => void this.leftOut.push({ path: relative, reason });
    if (entry.isDirectory())
      return IGNORED_FOLDERS.has(entry.name)
        ? leave('not part of the program')
        : this.visit(relative);
    if (entry.isSymbolicLink()) return leave('a link');
    if (!entry.isFile()) return leave('not a plain file');
    if (IGNORED_FILES.test(entry.name)) return leave('not part of the program');
    if (NATIVE_MODULE.test(entry.name))
      return leave('a native module, which cannot run in the sandbox');
    const { size } = await stat(path.join(this.#folder, relative));
    if (size > MAX_FILE_BYTES)
      return leave(`${megabytes(size)}, more than ${megabytes(MAX_FILE_BYTES)}`);
    this.files.push({ path: relative, size });
  }
}
