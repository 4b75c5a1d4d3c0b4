// Owns the order of views that were looked at: those before the one on show, and those that going back has left. Pure.
// Invariant: no two views beside each other are the same.

import type { View } from './viewport.ts';

export interface ViewTrail {
  readonly before: readonly View[];
  readonly now: View;
  /** The one to go forward to comes last. */
  readonly after: readonly View[];
}

const MOST_VIEWS = 50;

export const trailFrom = (now: View): ViewTrail => ({ before: [], now, after: [] });

const isSame = (a: View, b: View): boolean => a.from === b.from && a.to === b.to;

/** The trail once another view has been looked at for a while. */
export const settled = (trail: ViewTrail, view: View): ViewTrail =>
  isSame(trail.now, view)
    ? trail
    : { before: [...trail.before, trail.now].slice(-MOST_VIEWS), now: view, after: [] };

/** Null where there is none before. */
export const back = ({ before, now, after }: ViewTrail): ViewTrail | null => {
  const view = before.at(-1);
  return view ? { before: before.slice(0, -1), now: view, after: [...after, now] } : null;
};

/** Null where going back has left none. */
export const forward = ({ before, now, after }: ViewTrail): ViewTrail | null => {
  const view = after.at(-1);
  return view ? { before: [...before, now], now: view, after: after.slice(0, -1) } : null;
};
