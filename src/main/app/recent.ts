// Owns what windows see of recordings from outside the library: that they were opened, and the list of them.

import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { LibraryEntry } from '../../shared/api/app-results.ts';
import type { AppContext } from './context.ts';
import { diskFailure, errnoOf } from './files.ts';
import { SESSION_ENDING, titleOf, type Library } from './library.ts';
import { cacheDir } from './places.ts';
import type { RecentFile } from '../../shared/api/recent-files.ts';

const isInside = (file: string, folder: string): boolean => {
  const way = path.relative(folder, path.resolve(file));
  // Between two drives there is no way, and it is the file's whole path.
  return !way.startsWith('..') && !path.isAbsolute(way);
};

/** A list that cannot be written is no reason not to open a recording. */
export async function noteOpened(
  { library, recent, host, tellAll }: AppContext,
  file: string,
): Promise<void> {
  // The example that the app brings along was chosen by nobody.
  if (!file.endsWith(SESSION_ENDING) || isInside(file, cacheDir())) return;
  host.noteOpened?.(path.resolve(file));
  if (library.has(file)) return;
  const isNoted = await recent.add(file).then(
    () => true,
    () => false,
  );
  if (isNoted) tellAll({ kind: 'library.changed' });
}

/** Newest first; one that is gone, or out of reach, says so. */
export const recentEntries = ({ recent, library }: AppContext): Promise<LibraryEntry[]> =>
  Promise.all(recent.list().map((one) => entryOf(library, one)));

async function entryOf(
  library: Library,
  { path: file, openedAt }: RecentFile,
): Promise<LibraryEntry> {
  const missing = {
    path: file,
    title: titleOf(file),
    modifiedAt: openedAt,
    sizeBytes: 0,
    facts: null,
  };
  try {
    if ((await stat(file)).isFile()) {
      const entry = await library.entryOf(file);
      if (entry) return entry;
    }
    return { ...missing, problem: 'It is no file any more.' };
  } catch (error) {
    const problem =
      errnoOf(error) === 'ENOENT'
        ? `It is no longer in ${path.dirname(file)}; it was moved, renamed or deleted.`
        : sentenceOf(diskFailure('read', file, error));
    return { ...missing, problem };
  }
}

const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
