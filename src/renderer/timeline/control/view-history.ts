// Owns going back to views of the timeline that were left. A view counts once it rests: a zoom in ten notches is one way. Invariant: a
// view of another session or axis is never gone back to, and a recording that grows under the view makes none.

import { useSession } from '../../state/session-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { back, forward, settled, trailFrom, type ViewTrail } from '../maths/view-trail.ts';
import { currentView, show } from './view-control.ts';

const REST_MS = 350;

let trail: ViewTrail = trailFrom(currentView());
let resting: ReturnType<typeof setTimeout> | undefined;

const settle = (): void => {
  clearTimeout(resting);
  resting = undefined;
  trail = settled(trail, currentView());
};

const startOver = (): void => {
  clearTimeout(resting);
  resting = undefined;
  trail = trailFrom(currentView());
};

const follow = (by: (from: ViewTrail) => ViewTrail | null): void => {
  settle();
  trail = by(trail) ?? trail;
  show(trail.now);
};

export const viewBack = (): void => follow(back);
export const viewForward = (): void => follow(forward);

/** Returns the function that ends it. */
export const keepViewHistory = (): (() => void) => {
  startOver();
  const ends = [
    useViewport.subscribe((now, old) => {
      if (now.axis !== old.axis) return startOver();
      if (now.width !== old.width) trail = { ...trail, now: currentView() };
      clearTimeout(resting);
      resting = setTimeout(settle, REST_MS);
    }),
    useSession.subscribe((now, old) => {
      if (now.summary?.session !== old.summary?.session) startOver();
    }),
  ];
  return () => {
    clearTimeout(resting);
    ends.forEach((end) => end());
  };
};
