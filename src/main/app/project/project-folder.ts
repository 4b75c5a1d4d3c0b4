// Owns what a folder of a program is once it was chosen: its files, what of it stays out, and how a file is read. Where it came from (a
// disk, a browser) is the affair of who made it. Must not know the sandbox.

import { Failure } from '../../../shared/base/failure.ts';
import {
  sortOut,
  tooMuch,
  type LeftOut,
  type ProjectFileFacts,
} from '../../../shared/model/project/project-rules.ts';

export interface ProjectFolder {
  /** As its user names it. */
  readonly folder: string;
  /** Its own name, without those of the folders that it is in; '' for the root of a disk. */
  readonly name: string;
  /** In order of their paths. */
  readonly files: readonly ProjectFileFacts[];
  readonly leftOut: readonly LeftOut[];
  readonly totalBytes: number;
  /** Throws Failure. */
  read(file: ProjectFileFacts): Promise<Uint8Array>;
}

type Found = Pick<ProjectFolder, 'folder' | 'name' | 'files' | 'leftOut' | 'read'>;

/** @throws Failure: more than the sandbox takes */
export function projectFolder({ files, leftOut, ...rest }: Found): ProjectFolder {
  const problem = tooMuch(rest.folder, files);
  if (problem !== null) throw new Failure('limit', problem);
  return {
    ...rest,
    files: files.toSorted(byPath),
    leftOut: leftOut.toSorted(byPath),
    totalBytes: files.reduce((sum, { size }) => sum + size, 0),
  };
}

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

export interface GivenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A folder whose files the window sent. @throws Failure: a path that leaves the folder, or too much */
export function givenFolder(
  name: string,
  given: readonly GivenFile[],
  leftOut: readonly LeftOut[],
): ProjectFolder {
  const bytesOf = new Map(given.map(({ path, bytes }) => [checkPath(name, path), bytes]));
  const sorted = sortOut([...bytesOf].map(([path, { length: size }]) => ({ path, size })));
  return projectFolder({
    folder: name,
    name,
    files: sorted.files,
    leftOut: [...leftOut, ...sorted.leftOut],
    read: async ({ path }) => bytesOf.get(path) ?? new Uint8Array(),
  });
}

const NO_STEP: ReadonlySet<string> = new Set(['', '.', '..']);

function checkPath(folder: string, path: string): string {
  if (!path.includes('\0') && !path.split('/').some((part) => NO_STEP.has(part))) return path;
  throw new Failure('bad-request', `${folder}: ${path} is not the path of a file in it.`);
}
