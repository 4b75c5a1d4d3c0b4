// Owns what windows see of recordings from outside the library: that they were opened, and the list of them.

import path from 'node:path';
import type { LibraryEntry } from '../../shared/api/app-results.ts';
import type { AppContext } from './context.ts';
import { SESSION_ENDING, titleOf } from './library.ts';
import { cacheDir } from './places.ts';

const isInside = (file: string, folder: string): boolean =>
  !path.relative(folder, path.resolve(file)).startsWith('..');

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

/** Newest first; one that is gone says so. */
export const recentEntries = ({ recent, library }: AppContext): Promise<LibraryEntry[]> =>
  Promise.all(
    recent
      .list()
      .map(
        async ({ path: file, openedAt }) => (await library.entryOf(file)) ?? gone(file, openedAt),
      ),
  );

const gone = (file: string, openedAt: string): LibraryEntry => ({
  path: file,
  title: titleOf(file),
  modifiedAt: openedAt,
  sizeBytes: 0,
  facts: null,
  problem: `It is no longer in ${path.dirname(file)}; it was moved, renamed or deleted.`,
});
