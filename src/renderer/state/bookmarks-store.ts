// Owns the bookmarks of the open recording: moments with notes. Must not draw. Invariant: in the order of the recording, at most one per
// place; what is shown is what was last saved or is being saved.

import { create } from 'zustand';
import type { Bookmark } from '../../shared/api/bookmarks.ts';
import { api, sentenceOf } from '../api/client.ts';
import { isSamePlace, setPlayhead, usePlayhead, type Place } from './playhead-store.ts';
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

const placeOf = ({ seq, step }: Bookmark): Place => ({ seq, step });
const stepNumber = ({ step }: Bookmark): number => (typeof step === 'number' ? step : 0);

let saving: Promise<unknown> = Promise.resolve();

const save = (bookmarks: readonly Bookmark[]): void => {
  const session = useSession.getState().summary?.session;
  if (session === undefined) return;
  useBookmarks.setState({ bookmarks, problem: '' });
  const request = () => api.request('session.setBookmarks', { session, bookmarks: [...bookmarks] });
  saving = saving
    .then(request)
    .catch((error: unknown) => useBookmarks.setState({ problem: sentenceOf(error) }));
};

/** At the playhead; one that is there already is kept. */
export const addBookmark = (): void => {
  const { seq, step } = usePlayhead.getState();
  const { bookmarks } = useBookmarks.getState();
  useBookmarks.setState({ isOpen: true });
  if (bookmarks.some((one) => isSamePlace(placeOf(one), { seq, step }))) return;
  const made = step === undefined ? { seq, note: '' } : { seq, step, note: '' };
  save([...bookmarks, made].sort((a, b) => a.seq - b.seq || stepNumber(a) - stepNumber(b)));
};

export const editBookmark = (index: number, note: string): void =>
  save(useBookmarks.getState().bookmarks.map((one, i) => (i === index ? { ...one, note } : one)));

export const deleteBookmark = (index: number): void =>
  save(useBookmarks.getState().bookmarks.filter((_, i) => i !== index));

export const goToBookmark = ({ seq, step }: Bookmark): void =>
  setPlayhead(seq, { source: 'keyboard', step });

/** Reads them whenever another recording opens. Returns the function that ends that. */
export const followBookmarks = (): (() => void) => {
  const load = async (session: string | undefined): Promise<void> => {
    useBookmarks.setState({ bookmarks: [], problem: '', isOpen: false });
    if (session === undefined) return;
    const isCurrent = (): boolean => useSession.getState().summary?.session === session;
    try {
      const bookmarks = await api.request('session.bookmarks', { session });
      if (isCurrent()) useBookmarks.setState({ bookmarks });
    } catch (error) {
      if (isCurrent()) useBookmarks.setState({ problem: sentenceOf(error) });
    }
  };
  void load(useSession.getState().summary?.session);
  return useSession.subscribe((now, old) => {
    if (now.summary?.session !== old.summary?.session) void load(now.summary?.session);
  });
};
