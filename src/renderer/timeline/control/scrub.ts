// Owns the playhead under a dragged pointer: the line follows at once from local data, the session settles the exact seq where
// that is too coarse. Invariant: one seqAt in flight, the newest coordinate wins.

import { ask, createLatest } from '../../state/ask.ts';
import { setPlayhead } from '../../state/playhead-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { pxToX } from '../maths/viewport.ts';
import { timeWidthPx } from './layout-store.ts';
import { estimateSeq } from './time-scale.ts';

/** Closer than this on screen, the local estimate is as good as the pointer. */
const FINE_PX = 2.5;

const exact = createLatest<number, { seq: number; step: number }>({
  fetch: (x) =>
    ask('session.seqAt', {
      session: useSession.getState().summary?.session ?? '',
      axis: useViewport.getState().axis,
      x,
    }),
  answer: ({ seq, step }) => setPlayhead(seq, { source: 'timeline', step }),
  // The estimate stands; the moment that is asked for next reports a lost session.
  fail: () => undefined,
});

export const scrubToX = (x: number): void => {
  const { axis, from, to, width } = useViewport.getState();
  const inside = Math.min(width, Math.max(0, x));
  const estimate = estimateSeq(inside);
  // On the step axis the place itself says which of the steps that share a seq is meant.
  const step = axis === 'step' ? stepAtX(inside) : undefined;
  if (estimate) setPlayhead(estimate.seq, { source: 'timeline', step });
  const fineX = ((to - from) / Math.max(1, timeWidthPx())) * FINE_PX;
  if (!estimate || estimate.error > fineX) exact.ask(inside);
  else exact.reset();
};

/** undefined before the first line and behind the last. */
const stepAtX = (x: number): number | undefined => {
  const step = Math.floor(x);
  const last = useSession.getState().summary?.facts.steps ?? 0;
  return step >= 1 && step <= last ? step : undefined;
};

/** `px` from the left edge of the time area; beyond its edges the view's borders. */
export const scrubToPx = (px: number): void => {
  const { from, to } = useViewport.getState();
  const inside = Math.min(timeWidthPx(), Math.max(0, px));
  scrubToX(pxToX({ from, to }, Math.max(1, timeWidthPx()), inside));
};
