// Owns the shape of bookmarks, and what one edit makes of a list: what the window sends, and what is accepted from a file that somebody
// gave. Must not know where they are kept. Invariants: a note is text of bounded length, never anything that is run; a list is in the
// order of the recording, with at most one bookmark per place; an edit touches its own place only, so that edits of several windows
// add up in any order of arrival.

import { z } from 'zod';

const MOST = 1000;
const seq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const note = z.string().max(2000);

const place = {
  seq,
  /** As the playhead has it: which of the steps that share the seq. */
  step: z.union([seq, z.literal('event')]).optional(),
};

const bookmark = z.object({ ...place, note });

export const bookmarkList = z.array(bookmark).max(MOST);
export type Bookmark = z.infer<typeof bookmark>;

export const bookmarkEdit = z.discriminatedUnion('kind', [
  /** One that is there already keeps its note. */
  z.object({ kind: z.literal('add'), ...place }),
  /** One that another window has removed comes back with it. */
  z.object({ kind: z.literal('note'), ...place, note }),
  z.object({ kind: z.literal('remove'), ...place }),
]);
export type BookmarkEdit = z.infer<typeof bookmarkEdit>;

type Place = Pick<Bookmark, 'seq' | 'step'>;

const isAt = (a: Place, b: Place): boolean => a.seq === b.seq && a.step === b.step;
const stepNumber = ({ step }: Place): number => (typeof step === 'number' ? step : 0);

/** Whether an edit needs a place more than there are. */
export const isTooMany = (list: readonly Bookmark[], edit: BookmarkEdit): boolean =>
  edit.kind !== 'remove' && list.length >= MOST && !list.some((one) => isAt(one, edit));

/** The list with the edit made. A list that is full takes no more. */
export function withEdit(list: readonly Bookmark[], edit: BookmarkEdit): readonly Bookmark[] {
  const old = list.find((one) => isAt(one, edit));
  const others = list.filter((one) => one !== old);
  if (edit.kind === 'remove') return others;
  if ((edit.kind === 'add' && old) || isTooMany(list, edit)) return list;
  const { seq: at, step } = edit;
  const made = { seq: at, ...(step === undefined ? {} : { step }) };
  const wanted = { ...made, note: edit.kind === 'note' ? edit.note : '' };
  return [...others, wanted].sort((a, b) => a.seq - b.seq || stepNumber(a) - stepNumber(b));
}
