// Owns which groups have rows in a list, and how many. Invariant: the counts add up to the list's.

import type { ObjectGroup } from '../../../../../shared/api/object-groups.ts';
import type { Steps } from '../../../read/steps.ts';
import { inParts } from '../ordered-ids.ts';
import type { Shown } from '../shown.ts';
import type { GroupRanks } from './group-ranks.ts';

export function* groupRuns(
  { ranks, kinds }: GroupRanks,
  { marks, bits }: Shown,
): Steps<readonly ObjectGroup[]> {
  const counts = new Float64Array(kinds.length);
  yield* inParts(marks.length, (from, to) => {
    for (let id = from; id < to; id++) {
      const rank = ranks[id] as number;
      if (((marks[id] as number) & bits) === bits) counts[rank] = (counts[rank] as number) + 1;
    }
  });
  return kinds.flatMap((kind, rank) => {
    const count = counts[rank] as number;
    return count > 0 ? [{ ...kind, count }] : [];
  });
}
