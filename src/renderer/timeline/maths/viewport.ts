// Owns the mapping between axis coordinates and pixels, and every way to change what is in view. Must not know lanes, React
// or which axis it is. Invariant: 0 <= from < to <= total, and a zoom keeps the coordinate under its anchor under it.

/** Span of the axis in view, in axis coordinates. */
export interface View {
  readonly from: number;
  readonly to: number;
}

export const spanOf = (view: View): number => view.to - view.from;

export const xToPx = (view: View, widthPx: number, x: number): number =>
  ((x - view.from) / (view.to - view.from)) * widthPx;

export const pxToX = (view: View, widthPx: number, px: number): number =>
  view.from + (px / widthPx) * (view.to - view.from);

/** The view of the wanted span that fits into [0, total]: shifted first, shortened only when it is longer than the axis. */
export function clampView(from: number, to: number, total: number): View {
  const span = to - from;
  if (!(span > 0) || span >= total) return { from: 0, to: total };
  if (from < 0) return { from: 0, to: span };
  if (to > total) return { from: total - span, to: total };
  return { from, to };
}

/** `factor` < 1 zooms in. `anchor` is the axis coordinate that stays where it is on screen. */
export function zoomAt(
  view: View,
  zoom: {
    readonly factor: number;
    readonly anchor: number;
    readonly minSpan: number;
    readonly total: number;
  },
): View {
  const span = spanOf(view);
  const smallest = Math.min(zoom.minSpan, span);
  const wanted = Math.min(zoom.total, Math.max(smallest, span * zoom.factor));
  const share = (zoom.anchor - view.from) / span;
  const from = zoom.anchor - share * wanted;
  return clampView(from, from + wanted, zoom.total);
}

export const panBy = (view: View, dx: number, total: number): View =>
  clampView(view.from + dx, view.to + dx, total);

/** A span with `margin` (share of its length) of air on both sides, at least `minSpan` long. */
export function fitSpan(
  from: number,
  to: number,
  fit: { readonly margin: number; readonly minSpan: number; readonly total: number },
): View {
  const length = Math.max(to - from, fit.minSpan);
  const middle = (from + to) / 2;
  const half = length * (0.5 + fit.margin);
  return clampView(middle - half, middle + half, fit.total);
}

/** The same view when `x` is comfortably inside; else moved so that `x` lands a quarter in from the edge it came over. */
export function reveal(view: View, x: number, total: number): View {
  const span = spanOf(view);
  if (x >= view.from && x <= view.to) return view;
  const from = x < view.from ? x - span * 0.25 : x - span * 0.75;
  return clampView(from, from + span, total);
}

/** Drag of one border of the view: it cannot pass the other, nor come closer than `minSpan`. */
export function moveEdge(
  view: View,
  edge: 'from' | 'to',
  x: number,
  limit: { readonly minSpan: number; readonly total: number },
): View {
  const least = Math.min(limit.minSpan, spanOf(view));
  if (edge === 'from') return { from: Math.max(0, Math.min(x, view.to - least)), to: view.to };
  return { from: view.from, to: Math.min(limit.total, Math.max(x, view.from + least)) };
}
