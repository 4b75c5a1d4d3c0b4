// Owns the shape of bookmarks: what the window sends, and what is accepted from a file that somebody gave. Must not know where
// they are kept. Invariant: a note is text of bounded length, never anything that is run.

import { z } from 'zod';

const seq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const bookmark = z.object({
  seq,
  /** As the playhead has it: which of the steps that share the seq. */
  step: z.union([seq, z.literal('event')]).optional(),
  note: z.string().max(2000),
});

export const bookmarkList = z.array(bookmark).max(1000);
export type Bookmark = z.infer<typeof bookmark>;
