// Owns the bookmarks of the open recording: moments with notes. Must not draw. Invariant: in the order of the recording, at most one per
// place; what is shown is what the host has, with the edits that are on their way. Only edits are sent: other windows may have made some.

import { create } from 'zustand';
import { withEdit, type Bookmark, type BookmarkEdit } from '../../shared/api/bookmarks.ts';
import type { AppEvent } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { setPlayhead, usePlayhead } from './playhead-store.ts';
import { useSession } from './session-store.ts';

interface BookmarksState {
  readonly bookmarks: readonly Bookmark[];
  /** Why they could not be read or saved; '' when they were. */
  readonly problem: string;
  readonly isOpen: boolean;
}

export const useBookmarks = create<BookmarksState>()(() => ({
  bookmarks: [],
  problem: '',
  isOpen: false,
}));

/** As the host has the list, and edits that it has not answered yet. */
let confirmed: readonly Bookmark[] = [];
let pending: readonly BookmarkEdit[] = [];

const show = (): void => useBookmarks.setState({ bookmarks: pending.reduce(withEdit, confirmed) });

const confirm = (bookmarks: readonly Bookmark[]): void => {
  confirmed = bookmarks;
  show();
};

const make = async (edit: BookmarkEdit): Promise<void> => {
  const session = useSession.getState().summary?.session;
  if (session === undefined) return;
  const isCurrent = (): boolean => useSession.getState().summary?.session === session;
  pending = [...pending, edit];
  useBookmarks.setState({ problem: '' });
  show();
  try {
    const bookmarks = await api.request('session.editBookmark', { session, edit });
    if (isCurrent()) confirmed = bookmarks;
  } catch (error) {
    if (isCurrent()) useBookmarks.setState({ problem: sentenceOf(error) });
  }
  if (!isCurrent()) return;
  pending = pending.filter((one) => one !== edit);
  show();
};

const placeOf = ({ seq, step }: Pick<Bookmark, 'seq' | 'step'>): Pick<Bookmark, 'seq' | 'step'> =>
  step === undefined ? { seq } : { seq, step };

/** At the playhead; one that is there already is kept. */
export const addBookmark = (): void => {
  useBookmarks.setState({ isOpen: true });
  void make({ kind: 'add', ...placeOf(usePlayhead.getState()) });
};

export const editBookmark = (bookmark: Bookmark, note: string): void =>
  void make({ kind: 'note', ...placeOf(bookmark), note });

export const deleteBookmark = (bookmark: Bookmark): void =>
  void make({ kind: 'remove', ...placeOf(bookmark) });

/** Another window has edited them. */
export const takeBookmarksEvent = (event: AppEvent): void => {
  if (event.kind !== 'session.bookmarks') return;
  if (event.session === useSession.getState().summary?.session) confirm(event.bookmarks);
};

export const goToBookmark = ({ seq, step }: Bookmark): void =>
  setPlayhead(seq, { source: 'keyboard', step });

/** Reads them whenever another recording opens. Returns the function that ends that. */
export const followBookmarks = (): (() => void) => {
  const load = async (session: string | undefined): Promise<void> => {
    [confirmed, pending] = [[], []];
    useBookmarks.setState({ bookmarks: [], problem: '', isOpen: false });
    if (session === undefined) return;
    const isCurrent = (): boolean => useSession.getState().summary?.session === session;
    try {
      const bookmarks = await api.request('session.bookmarks', { session });
      if (isCurrent()) confirm(bookmarks);
    } catch (error) {
      if (isCurrent()) useBookmarks.setState({ problem: sentenceOf(error) });
    }
  };
  void load(useSession.getState().summary?.session);
  return useSession.subscribe((now, old) => {
    if (now.summary?.session !== old.summary?.session) void load(now.summary?.session);
  });
};
