// Owns the shape of the list of recordings from outside the library that were opened.

import { z } from 'zod';

const PATH_CHARACTERS = 4096;

export const recentList = z.array(
  z.object({ path: z.string().min(1).max(PATH_CHARACTERS), openedAt: z.iso.datetime() }),
);
export type RecentFile = z.infer<typeof recentList>[number];
