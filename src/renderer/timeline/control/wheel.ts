// Owns what the wheel does over overview, ruler and lanes: Ctrl or Command (and a pinch, which browsers report as Ctrl) zooms at
// the pointer, Shift or a sideways wheel pans, Alt goes from change to change, a plain wheel is left to scrolling, or zooms where the user
// wants that (not over the list of objects).
// Invariant: one gesture keeps one meaning, so that an inertial scroll never flips into another.

import { type PlainWheel, useWheel } from '../../state/wheel-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { pxToX } from '../maths/viewport.ts';
import { jumpChange } from './jumps.ts';
import { timeWidthPx } from './layout-store.ts';
import { panByShare, zoomBy } from './view-control.ts';

export type WheelMode = 'zoom' | 'pan' | 'change' | 'scroll';

/** Wheel events closer together than this belong to one gesture. */
const GESTURE_MS = 120;
/** Notches of a mouse wheel come as some 100 px; a pinch as a few px at a time. */
const ZOOM_PER_PX = 0.0025;
const PINCH_PER_PX = 0.012;
const LINE_PX = 24;

export const wheelMode = (event: {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly deltaX: number;
  readonly deltaY: number;
  /** What a wheel without a key does here. */
  readonly plain?: PlainWheel;
}): WheelMode => {
  if (event.ctrlKey || event.metaKey) return 'zoom';
  if (event.altKey) return 'change';
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return 'pan';
  return event.plain === 'zooms' ? 'zoom' : 'scroll';
};

/** Listens on `element`; `leftPx` gives the left edge of the time area in client coordinates. */
export const listenToWheel = (element: HTMLElement, leftPx: () => number): (() => void) => {
  let mode: WheelMode = 'scroll';
  let lastMs = -Infinity;

  const onWheel = (event: WheelEvent): void => {
    const fresh = event.timeStamp - lastMs > GESTURE_MS;
    lastMs = event.timeStamp;
    const { ctrlKey, metaKey, shiftKey, altKey, deltaX, deltaY } = event;
    const plain = event.clientX < leftPx() ? 'scrolls' : useWheel.getState().plain;
    const wanted = wheelMode({ ctrlKey, metaKey, shiftKey, altKey, deltaX, deltaY, plain });
    // Only pan and scroll run on by themselves; a modifier is meant.
    if (fresh || wanted === 'zoom' || wanted === 'change' || mode === 'zoom') mode = wanted;
    if (mode === 'scroll') return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const along = (event.deltaY !== 0 ? event.deltaY : event.deltaX) * unit;
    if (mode === 'zoom') zoomAtPointer(event, along);
    else if (mode === 'pan') {
      const sideways = event.shiftKey ? along : event.deltaX * unit;
      panByShare(sideways / Math.max(1, timeWidthPx()));
    } else if (fresh || Math.abs(along) >= 50) jumpChange(along > 0 ? 'next' : 'previous');
  };

  const zoomAtPointer = (event: WheelEvent, along: number): void => {
    const { from, to } = useViewport.getState();
    const width = Math.max(1, timeWidthPx());
    const px = Math.min(width, Math.max(0, event.clientX - leftPx()));
    const isPinch = event.ctrlKey && Math.abs(along) < 40;
    const factor = Math.exp(along * (isPinch ? PINCH_PER_PX : ZOOM_PER_PX));
    zoomBy(factor, pxToX({ from, to }, width, px));
  };

  element.addEventListener('wheel', onWheel, { passive: false });
  return () => element.removeEventListener('wheel', onWheel);
};
