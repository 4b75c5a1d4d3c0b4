// Owns writing and reading whole files safely: a file is either as before or complete, and errors of the disk are sentences.

import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/base/failure.ts';

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder; check the path',
  ENOTDIR: 'part of its path is not a folder; check the path',
  EISDIR: 'it is a folder; name a file',
  EACCES: 'access is not allowed; check its permissions',
  EPERM: 'access is not allowed; check its permissions',
  EROFS: 'the disk is read-only; choose another place',
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the disk quota is used up; free some space',
  EEXIST: 'it exists already; choose another name',
  ENAMETOOLONG: 'its name is too long; choose a shorter one',
  EMFILE: 'too many files are open; close some programs',
};

export const errnoOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** A system error as a sentence: `Cannot read x.py: …`. Errors of any other kind come back as they are. */
export function diskFailure(action: string, file: string, error: unknown): unknown {
  const code = errnoOf(error);
  if (error instanceof Failure || code === '') return error;
  const problem = PROBLEMS[code] ?? `the system reported ${code}; check the disk`;
  return new Failure(
    code === 'ENOENT' ? 'not-found' : 'disk',
    `Cannot ${action} ${file}: ${problem}.`,
  );
}

/** Throws Failure. */
export async function readWholeFile(file: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(file);
  } catch (error) {
    throw diskFailure('read', file, error);
  }
}

export const isFile = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => null))?.isFile() ?? false;

/** A database has files of its own beside it. */
const TEMPORARY = /\.tmp(?:-\w+)?$/;
const temporaryStart = (file: string, pid: number): string => `.${path.basename(file)}.${pid}-`;

/** A name beside `file` for what is to replace it; the same folder, so that the rename is atomic. */
export const temporaryBeside = (file: string): string =>
  path.join(
    path.dirname(file),
    `${temporaryStart(file, process.pid)}${Date.now().toString(36)}.tmp`,
  );

/** What a process that was ended had written beside `file` and could not take away. */
export async function removeTemporaries(file: string, pid: number): Promise<void> {
  const folder = path.dirname(file);
  const start = temporaryStart(file, pid);
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => name.startsWith(start) && TEMPORARY.test(name));
  await Promise.all(left.map((name) => rm(path.join(folder, name), { force: true })));
}

/** Writes the whole file beside its place, flushes it to the disk and renames it there. Throws Failure. */
export async function writeAtomically(file: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = temporaryBeside(file);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskFailure('write', file, error);
  }
}

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');
