// Owns reading a followed name's segments: which one lies at a place, and its count there. Pure.

import type { NameSegment } from '../../../shared/api/index.ts';
import { IMMORTAL } from '../../../shared/model/session.ts';
import { upperBound } from './seq-scale.ts';

/** The segment at x; null where the name refers to nothing. */
export const segmentAt = (segments: readonly NameSegment[], x: number): NameSegment | null => {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segments[middle]?.fromX ?? Infinity) <= x) low = middle + 1;
    else high = middle;
  }
  const found = segments[low - 1];
  return found && x < found.toX ? found : null;
};

/** The count of a segment's object at x. */
export const countIn = (
  { x: places, refcount, before, immortal }: NameSegment,
  x: number,
): number => {
  if (immortal) return IMMORTAL;
  const after = upperBound(places, x);
  return after > 0 ? (refcount[after - 1] ?? before) : before;
};

/** The greatest count there is to draw, at least what lanes have, too. */
export const peakOf = (segments: readonly NameSegment[]): number => {
  let peak = 3;
  for (const { immortal, before, refcount } of segments) {
    if (immortal) continue;
    if (before !== IMMORTAL) peak = Math.max(peak, before);
    for (const count of refcount) if (count !== IMMORTAL) peak = Math.max(peak, count);
  }
  return peak;
};
