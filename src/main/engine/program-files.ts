// Owns the program's files in the sandbox: those that it starts with, and what it made of them by the end. Must not know streams.
// Invariant: links and devices are not followed, so all that it wrote lies below its working directory.

import type { ProgramFile, ProgramSpec, WrittenFile } from '../../shared/model/engine-messages.ts';
import type { EmscriptenFs } from './stdio.ts';

const HOME = '/home';
/** The host's language is nothing that a run may depend on: Emscripten would take it from there. */
const LANG = 'en_US.UTF-8';

/** Puts the files in their places and makes the environment. */
export function placeFiles(
  { FS: fs, ENV: env }: { readonly FS: EmscriptenFs; readonly ENV: Record<string, string> },
  program: ProgramSpec,
): void {
  for (const { path, bytes } of program.files) {
    fs.mkdirTree(path.slice(0, path.lastIndexOf('/')) || '/');
    fs.writeFile(path, bytes);
  }
  fs.mkdirTree(program.workingDirectory);
  fs.chdir(program.workingDirectory);
  Object.assign(env, { HOME, LANG, PWD: program.workingDirectory, ...program.env });
}

export interface ReadableFs {
  readdir(path: string): string[];
  lstat(path: string): { readonly mode: number };
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  readFile(path: string): Uint8Array;
}

/** Caches that Python makes for itself. */
const NOT_THE_PROGRAMS = new Set(['.', '..', '__pycache__']);

/** Files below the folder that were not there at the start or are not as they were, in order of their paths. */
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
