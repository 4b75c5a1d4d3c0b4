// Owns the way from one binding of a name to the next. Must not know lanes.

import type { NameChange } from '../../../../shared/api/name-tracks.ts';
import type { Steps } from '../../read/steps.ts';
import { standOf, type Position } from '../names-at.ts';
import { lowerBound, upperBound } from '../search.ts';
import type { View } from '../view.ts';
import { knownLog } from './known-log.ts';
import { placeStretches } from './stretch-place.ts';

/** Bindings that share a seq are told apart by their places; so many of them are looked at. */
const MOST_AT_ONCE = 256;

export function* nameChange(
  view: View,
  params: Position & { readonly variable: number; readonly direction: 'next' | 'previous' },
): Steps<NameChange | null> {
  const { variable, seq, direction } = params;
  const log = yield* knownLog(view, variable);
  const { x } = standOf(view, params);
  const isNext = direction === 'next';
  const here = { first: lowerBound(log.fromSeq, seq, 0, log.count), last: 0 };
  here.last = upperBound(log.fromSeq, seq, here.first, log.count);
  const first = Math.max(0, isNext ? here.first : here.last - MOST_AT_ONCE);
  const last = Math.min(log.count, isNext ? here.last + 1 : here.last);
  const from = isNext ? Math.max(first, last - MOST_AT_ONCE) : first;
  const changes = changesOf(view, { log, variable, first: from, last });
  const found = isNext
    ? changes.find((change) => change.x > x)
    : changes.findLast((change) => change.x < x);
  return found ? { seq: found.seq, step: Math.floor(found.x), object: found.object } : null;
}

/** Where stretches start, and where they end in nothing. */
function changesOf(
  view: View,
  at: {
    readonly log: Parameters<typeof placeStretches>[1];
    readonly variable: number;
    readonly first: number;
    readonly last: number;
  },
): readonly { readonly seq: number; readonly x: number; readonly object: number }[] {
  const { log } = at;
  // One more on either side: what ends, or what follows, decides whether there is a gap.
  const first = Math.max(0, at.first - 1);
  const last = Math.min(log.count, at.last + 1);
  const places = placeStretches(view, log, { ...at, axis: 'step', first, last });
  return places.flatMap(({ fromX, toX }, i) => {
    const start = { seq: log.fromSeq[first + i] as number, x: fromX };
    const toSeq = log.toSeq[first + i] as number;
    const next = places[i + 1]?.fromX ?? Infinity;
    const isGap = toSeq !== Infinity && toX < next && (first + i + 1 < last || last === log.count);
    return [
      { ...start, object: log.object[first + i] as number },
      ...(isGap ? [{ seq: toSeq, x: toX, object: 0 }] : []),
    ];
  });
}
