// Owns the part of an object's life that its chart shows. Pure. Invariant: a part lies within the whole, and is never empty; the whole
// itself is null, so that it goes on growing with a live recording.

export type Span = readonly [from: number, to: number];

/** Parts are not narrower than this share of the whole, or this much of the axis (an event in a step of a thousand). */
const LEAST_SHARE = 1e-6;
const LEAST_WIDTH = 1e-3;
/** A part this near to the whole is the whole. */
const ALL = 0.999;

const widthOf = ([from, to]: Span): number => to - from;

/** The part from a to b, in either order, moved and widened to be one; null: the whole. */
export const partOf = (whole: Span, a: number, b: number): Span | null => {
  const least = Math.max(widthOf(whole) * LEAST_SHARE, LEAST_WIDTH);
  const width = Math.max(Math.abs(b - a), least);
  if (width >= widthOf(whole) * ALL) return null;
  const start = (a + b) / 2 - width / 2;
  const from = Math.min(whole[1] - width, Math.max(whole[0], start));
  return [from, from + width];
};

/** `factor` above 1 shows more detail; `at` keeps its place. */
export const zoomed = (whole: Span, part: Span | null, factor: number, at: number): Span | null => {
  const [from, to] = part ?? whole;
  const middle = Math.min(to, Math.max(from, at));
  return partOf(whole, middle - (middle - from) / factor, middle + (to - middle) / factor);
};

/** Moved by a share of its width. */
export const panned = (whole: Span, part: Span | null, share: number): Span | null => {
  if (part === null) return null;
  const by = widthOf(part) * share;
  return partOf(whole, part[0] + by, part[1] + by);
};
