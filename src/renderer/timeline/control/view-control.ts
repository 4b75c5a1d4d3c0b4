// Owns every way the timeline changes what is in view. Must not know where the wish came from (wheel, key, button, brush).
// Invariant: the viewport stays inside the axis and never shows less than a few events.

import type { Axis } from '../../../shared/api/index.ts';
import type { Phase } from '../../../shared/model/session.ts';
import { ask } from '../../state/ask.ts';
import { isSamePlace, usePlayhead, type Place } from '../../state/playhead-store.ts';
import { useSession } from '../../state/session-store.ts';
import { setViewport, useViewport } from '../../state/viewport-store.ts';
import { fitSpan, panBy, reveal, spanOf, type View, zoomAt } from '../maths/viewport.ts';
import { estimatePlace, estimateSeq, playheadX } from './time-scale.ts';

/** The closest look: this many events across. */
const LEAST_EVENTS = 4;

/** How short the view may get around where it is now. */
export const minSpan = (): number => {
  const { axis, from, to } = useViewport.getState();
  if (axis === 'event') return LEAST_EVENTS;
  const low = estimateSeq(from);
  const high = estimateSeq(to);
  if (!low || !high) return 0.05;
  return Math.min(1, ((to - from) * LEAST_EVENTS) / Math.max(LEAST_EVENTS, high.seq - low.seq));
};

export const currentView = (): View => {
  const { from, to } = useViewport.getState();
  return { from, to };
};

export const show = (view: View): void => setViewport({ from: view.from, to: view.to });

export const zoomBy = (factor: number, anchor: number): void => {
  const { width } = useViewport.getState();
  show(zoomAt(currentView(), { factor, anchor, minSpan: minSpan(), total: width }));
};

/** The coordinate keyboard zoom holds on to: the playhead while it is in view, else the middle. */
const keyboardAnchor = (): number => {
  const { from, to } = useViewport.getState();
  const x = playheadX();
  return x !== null && x >= from && x <= to ? x : (from + to) / 2;
};

export const zoomFromKeyboard = (factor: number): void => zoomBy(factor, keyboardAnchor());

/** `share` of the view's own length; negative goes back in time. */
export const panByShare = (share: number): void => {
  const view = currentView();
  show(panBy(view, spanOf(view) * share, useViewport.getState().width));
};

export const showWhole = (): void => show({ from: 0, to: useViewport.getState().width });

/** The whole of a phase; everything when it was not reached. */
export const showPhase = (phase: Phase): void => {
  const found = useSession.getState().summary?.phases.find((one) => one.phase === phase);
  if (!found) return showWhole();
  const [from, to] = useViewport.getState().axis === 'event' ? found.eventSpan : found.stepSpan;
  if (to > from) show({ from, to });
};

/** The phase that is in view exactly, if one is. */
export const shownPhase = (axis: Axis, view: View): Phase | 'whole' | null => {
  const summary = useSession.getState().summary;
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= spanOf(view) * 1e-6;
  const found = summary?.phases.find((one) => {
    const [from, to] = axis === 'event' ? one.eventSpan : one.stepSpan;
    return near(from, view.from) && near(to, view.to);
  });
  if (found) return found.phase;
  return near(view.from, 0) && near(view.to, useViewport.getState().width) ? 'whole' : null;
};

/** A span with a little air around it. */
export const showSpan = (from: number, to: number, margin = 0.08): void => {
  const { width } = useViewport.getState();
  show(fitSpan(from, to, { margin, minSpan: minSpan(), total: width }));
};

/** An estimate this much of the view off is good enough to scroll to. */
const GOOD_ENOUGH = 0.02;

/** The coordinate of a place on the current axis: estimated where that is good enough, else asked. */
const placeX = async (place: Place): Promise<number> => {
  const known = estimatePlace(place);
  if (known && known.error <= spanOf(currentView()) * GOOD_ENOUGH) return known.x;
  const x = await exactX(place.seq);
  const { step } = place;
  return typeof step === 'number' && useViewport.getState().axis === 'step'
    ? Math.min(step + 1, Math.max(step, x))
    : x;
};

/** The exact coordinate of `seq` on the current axis. */
export const exactX = async (seq: number): Promise<number> => {
  const { axis } = useViewport.getState();
  if (axis === 'event') return seq;
  const session = useSession.getState().summary?.session ?? '';
  return (await ask('session.xOf', { session, seq })).step;
};

/** Scrolls, only if it must, so that a place is in view, as long as the playhead stays there. */
export const revealPlace = async (place: Place): Promise<void> => {
  const x = await placeX(place);
  if (!isSamePlace(usePlayhead.getState(), place)) return;
  const view = currentView();
  const next = reveal(view, x, useViewport.getState().width);
  if (next !== view) show(next);
};

/** Changes the axis and keeps the same stretch of time in view, as well as the two axes allow. */
export const switchAxis = (
  axis: Axis,
  ends: { readonly from: number; readonly to: number } | null,
): void => {
  if (ends && ends.to > ends.from) setViewport({ axis, from: ends.from, to: ends.to });
  else {
    setViewport({ axis });
    showPhase('run');
  }
};
