// Owns the bookmarks of a recording: a small file beside it, so that a recording itself is never written to once it is made. Must
// not trust that file: it may come from a stranger. Invariants: it holds one whole list, the old or the new; edits of one file are made
// one after the other, each on what is there then.

import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  bookmarkList,
  isTooMany,
  withEdit,
  type Bookmark,
  type BookmarkEdit,
} from '../../../shared/api/bookmarks.ts';
import { Failure } from '../../../shared/base/failure.ts';
import { diskFailure, errnoOf, isFile, writeAtomically } from '../files.ts';
import { locked } from './locked.ts';

/** Behind the whole name of the recording. */
export const BOOKMARKS_ENDING = '.notes.json';
/** More than a full list takes. */
const MOST_BYTES = 16_000_000;

/** In the order of the recording. None where there is no such file. Throws Failure where it is not a list of bookmarks. */
export async function readBookmarks(session: string): Promise<readonly Bookmark[]> {
  const file = session + BOOKMARKS_ENDING;
  try {
    if ((await stat(file)).size > MOST_BYTES) throw new RangeError('too long');
    return bookmarkList.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    if (errnoOf(error) !== '') throw diskFailure('read', file, error);
    throw new Failure(
      'damaged',
      `${file} is not a list of bookmarks; move it away to make a new one.`,
    );
  }
}

/** Makes one edit and answers with the list as it is then. Throws Failure. */
export const editBookmarks = (session: string, edit: BookmarkEdit): Promise<readonly Bookmark[]> =>
  locked(path.dirname(session), async () => {
    // Renamed or deleted by somebody else meanwhile: a list at its old name would be nobody's.
    if (!(await isFile(session)))
      throw new Failure('not-found', `${session} is no longer there; open it where it is now.`);
    const before = await readBookmarks(session);
    if (isTooMany(before, edit))
      throw new Failure(
        'bad-request',
        `A recording has room for ${before.length.toLocaleString('en-US')} bookmarks; delete one to add another.`,
      );
    const bookmarks = withEdit(before, edit);
    await write(session + BOOKMARKS_ENDING, bookmarks);
    return bookmarks;
  });

/** An empty list leaves no file. */
async function write(file: string, bookmarks: readonly Bookmark[]): Promise<void> {
  try {
    if (bookmarks.length === 0) await rm(file, { force: true });
    else await writeAtomically(file, `${JSON.stringify(bookmarks, null, 1)}\n`);
  } catch (error) {
    throw diskFailure('write', file, error);
  }
}
