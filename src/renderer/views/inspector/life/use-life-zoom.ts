// Owns zooming into the life of an object: by buttons, by keys on the chart, by a range drawn with the pointer. Invariant: the playhead
// keeps its place where it is in view, else the middle does; keys that do nothing here are left to the window.

import { useState, type KeyboardEvent } from 'react';
import { panned, partOf, zoomed, type Span } from './life-zoom.ts';

const ZOOM = 2;
const PAN = 0.25;

export interface LifeZoom {
  readonly part: Span | null;
  zoomIn(): void;
  zoomOut(): void;
  showWhole(): void;
  show(a: number, b: number): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

type Action = 'zoomIn' | 'zoomOut' | 'showWhole' | 'panLeft' | 'panRight';
/** By character, or by place on the keyboard: the same keys that the timeline has. */
const KEYS: Readonly<Record<string, Action>> = {
  '+': 'zoomIn',
  '=': 'zoomIn',
  KeyW: 'zoomIn',
  '-': 'zoomOut',
  KeyS: 'zoomOut',
  '0': 'showWhole',
  ArrowLeft: 'panLeft',
  KeyA: 'panLeft',
  ArrowRight: 'panRight',
  KeyD: 'panRight',
};

/** The part that is shown, and how to show another. Parts of one axis mean nothing on the other. */
export const usePart = (axis: string): readonly [Span | null, (part: Span | null) => void] => {
  const [zoom, setZoom] = useState<{ axis: string; part: Span | null }>({ axis, part: null });
  return [zoom.axis === axis ? zoom.part : null, (part) => setZoom({ axis, part })];
};

export const lifeZoom = (at: {
  readonly whole: Span;
  readonly part: Span | null;
  readonly playhead: number | undefined;
  readonly set: (part: Span | null) => void;
}): LifeZoom => {
  const { whole, part, playhead, set } = at;
  const [from, to] = part ?? whole;
  const isInView = playhead !== undefined && playhead >= from && playhead <= to;
  const fixed = isInView ? playhead : (from + to) / 2;
  const actions: Readonly<Record<Action, () => void>> = {
    zoomIn: () => set(zoomed(whole, part, ZOOM, fixed)),
    zoomOut: () => set(zoomed(whole, part, 1 / ZOOM, fixed)),
    showWhole: () => set(null),
    panLeft: () => set(panned(whole, part, -PAN)),
    panRight: () => set(panned(whole, part, PAN)),
  };
  return {
    ...actions,
    part,
    show: (a, b) => set(partOf(whole, a, b)),
    onKeyDown: (event) => {
      const { altKey, ctrlKey, metaKey, shiftKey, key, code } = event;
      if (altKey || ctrlKey || metaKey || (shiftKey && key !== '+')) return;
      const action = KEYS[key] ?? KEYS[code];
      // Of the whole there is nothing to pan to: the arrows are the playhead's.
      if (!action || (part === null && action !== 'zoomIn')) return;
      event.preventDefault();
      event.stopPropagation();
      actions[action]();
    },
  };
};
