// Owns finding what a program wrote: files below its working directory that were not there at the start, or are not as they were.
// Must not change anything. Invariant: links and devices are not followed, so everything lies below the folder.

import type { ProgramFile, WrittenFile } from '../../shared/model/engine-messages.ts';

export interface ReadableFs {
  readdir(path: string): string[];
  lstat(path: string): { readonly mode: number };
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  readFile(path: string): Uint8Array;
}

/** Caches that Python makes for itself. */
const NOT_THE_PROGRAMS = new Set(['.', '..', '__pycache__']);

/** In order of their paths. */
export function changedFiles(
  fs: ReadableFs,
  folder: string,
  before: readonly ProgramFile[],
): WrittenFile[] {
  const known = new Map(before.map(({ path, bytes }) => [path, bytes]));
  return filesBelow(fs, folder)
    .toSorted()
    .flatMap((path) => {
      const bytes = fs.readFile(path);
      const old = known.get(path);
      return old && Buffer.compare(old, bytes) === 0 ? [] : [{ path, bytes }];
    });
}

function filesBelow(fs: ReadableFs, folder: string): string[] {
  return fs.readdir(folder).flatMap((name) => {
    if (NOT_THE_PROGRAMS.has(name)) return [];
    const path = `${folder === '/' ? '' : folder}/${name}`;
    const { mode } = fs.lstat(path);
    if (fs.isDir(mode)) return filesBelow(fs, path);
    return fs.isFile(mode) ? [path] : [];
  });
}
