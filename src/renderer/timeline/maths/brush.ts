// Owns what a drag on the overview means: inside the window moves it, on an edge resizes it, elsewhere draws a new one. Must not
// know the DOM. Invariant: results lie within the axis and are at least `minSpan` long.

import { clampView, moveEdge, panBy, spanOf, type View, xToPx } from './viewport.ts';

export type BrushPart = 'from' | 'to' | 'move' | 'new';

const EDGE_PX = 6;

/** Which part of the window is at `px`. A window that shows (nearly) everything cannot be moved: a drag draws a new one. */
export function brushPart(view: View, total: number, widthPx: number, px: number): BrushPart {
  const whole = { from: 0, to: total };
  const left = xToPx(whole, widthPx, view.from);
  const right = xToPx(whole, widthPx, view.to);
  // A narrow window keeps a middle that can be taken hold of.
  const inner = Math.min(EDGE_PX, (right - left) / 4);
  if (px >= left - EDGE_PX && px <= left + inner) return 'from';
  if (px >= right - inner && px <= right + EDGE_PX) return 'to';
  if (px < left || px > right || spanOf(view) > 0.9 * total) return 'new';
  return 'move';
}

export interface BrushDrag {
  readonly part: BrushPart;
  /** The view and the coordinate at which the drag began. */
  readonly start: View;
  readonly startX: number;
}

export function brushTo(
  drag: BrushDrag,
  x: number,
  limit: { readonly minSpan: number; readonly total: number },
): View {
  if (drag.part === 'move') return panBy(drag.start, x - drag.startX, limit.total);
  if (drag.part === 'new') {
    const from = Math.min(drag.startX, x);
    return clampView(from, Math.max(from + limit.minSpan, drag.startX, x), limit.total);
  }
  return moveEdge(drag.start, drag.part, x, limit);
}
