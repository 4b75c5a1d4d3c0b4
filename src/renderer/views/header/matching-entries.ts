// Owns which recordings a search finds. Pure.

import type { LibraryEntry } from '../../../shared/api/index.ts';

/** Entries whose title or program contains the text; the order stays. */
export const matchingEntries = (
  entries: readonly LibraryEntry[],
  text: string,
): readonly LibraryEntry[] => {
  const wanted = text.trim().toLowerCase();
  return entries.filter((entry) =>
    `${entry.title} ${entry.facts?.programName ?? ''}`.toLowerCase().includes(wanted),
  );
};
