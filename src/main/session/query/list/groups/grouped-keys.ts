// Owns the order of a grouped list as one number per object: the rank of its group, then its place in the sort. Must not know
// what either means. Invariant: ascending, and by id where equal, it is groups in order and the sort, in its direction, inside each.

import type { Steps } from '../../../read/steps.ts';
import { inParts, type Keys } from '../ordered-ids.ts';
import type { GroupRanks } from './group-ranks.ts';

/** Keys from here on are one and the same: "behind all others". */
const LAST = 2 ** 52;

export function* groupedKeys(
  { ranks, kinds }: GroupRanks,
  keys: Keys,
  descending: boolean,
): Steps<Keys> {
  let most = 0;
  yield* inParts(keys.length, (from, to) => {
    for (let id = from; id < to; id++) {
      const key = keys[id] as number;
      if (key > most && key < LAST) most = key;
    }
  });
  // Only in a forged file do group and key not fit into one number: there, what is close together keeps the order of the ids.
  const span = most + 2;
  const coarse = Math.max(1, Math.ceil((span * kinds.length) / Number.MAX_SAFE_INTEGER));
  const width = Math.ceil(span / coarse);
  const grouped = new Float64Array(keys.length);
  yield* inParts(keys.length, (from, to) => {
    for (let id = from; id < to; id++) {
      const key = Math.min(keys[id] as number, most + 1);
      const place = Math.floor((descending ? most + 1 - key : key) / coarse);
      grouped[id] = (ranks[id] as number) * width + place;
    }
  });
  return grouped;
}
