// Owns where engines should stand so that the way to any event is short. Pure.

import type { KnownChunks } from '../course/known-chunks.ts';

/** What a way may take: half a second with the answer, and some of it for a slower moment. */
const WAY_MS = 110;

/** Not 0: what exists already is looked through when the first event comes, which takes as long as millions of events. */
export const FIRST_PLACE = 1;

/**
 * Events to stand behind, rising: as far apart as the way may take, or so far that `most` of them are enough.
 * @param known what is known of the run so far
 */
export function places(known: KnownChunks, most: number): number[] {
  const { count } = known;
  const total = count === 0 ? 0 : known.ms(count - 1);
  const parts = Math.min(most, Math.max(1, Math.ceil(total / WAY_MS)));
  const found = [FIRST_PLACE];
  for (let chunk = 0; chunk < count - 1 && found.length < parts; chunk++)
    if (known.ms(chunk) >= (total * found.length) / parts) found.push(known.seq(chunk) + 1);
  return found;
}
