// Owns which followed names and pinned objects are in view above the list, where more are wanted than fit: so many rows of them, and
// a last one that says how many are before and after. Must not draw. Invariant: what was added last is in view until one pages on.

import type { NameTrack, ObjectRow, Variable } from '../../../shared/api/index.ts';
import type { HiddenTop, ShownName } from './rows-shown.ts';

export interface TopRows {
  readonly followed: readonly ShownName[];
  readonly pinned: readonly ObjectRow[];
  readonly hiddenTop: HiddenTop | null;
}

export const createTopRows = (trackOf: (variable: number) => NameTrack | null) => {
  let first = 0;
  let fitting = 0;
  let before = { names: 0, objects: 0 };

  /** What was followed or pinned since the last time comes into view. */
  const reveal = (names: number, objects: number): void => {
    if (objects > before.objects) first = names + objects - fitting;
    else if (names > before.names) first = names - fitting;
    before = { names, objects };
  };

  return {
    /** The rows in view, where `most` rows fit, the one that says how many are hidden included. */
    arrange: (names: readonly Variable[], objects: readonly ObjectRow[], most: number): TopRows => {
      const total = names.length + objects.length;
      fitting = total <= Math.max(1, most) ? total : Math.max(1, most - 1);
      reveal(names.length, objects.length);
      first = Math.max(0, Math.min(first, total - fitting));
      const end = first + fitting;
      return {
        followed: names.slice(first, end).map((name) => ({ name, track: trackOf(name.variable) })),
        pinned: objects.slice(Math.max(0, first - names.length), Math.max(0, end - names.length)),
        hiddenTop: fitting < total ? { before: first, after: total - end } : null,
      };
    },
    page: (by: 1 | -1): void => {
      first += by * fitting;
    },
  };
};
