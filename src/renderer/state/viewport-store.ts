// Owns which span of which axis the timeline shows. Must not know pixels or animate: zoom and pan maths live in the timeline.
// Invariant: from < to, and both lie within the axis.

import { create } from 'zustand';
import type { Axis, SessionSummary } from '../../shared/api/index.ts';

export interface Viewport {
  readonly axis: Axis;
  readonly from: number;
  readonly to: number;
}

interface ViewportState extends Viewport {
  /** Full width of the current axis. */
  readonly width: number;
  setViewport(next: Partial<Viewport>): void;
}

/** A single step may hold millions of events: this is a handful of them. */
const LEAST_SPAN = 1e-6;
let session: SessionSummary | null = null;

/** Total width of an axis: events, or steps + 2 (the phases before the first and after the last line). */
export const axisWidth = (summary: SessionSummary | null, axis: Axis): number =>
  !summary ? 1 : Math.max(1, axis === 'event' ? summary.facts.events : summary.facts.steps + 2);

/** The span moved and cut to fit the axis. */
export const fitViewport = (wanted: Viewport, width: number): Viewport => {
  const span = Math.min(width, Math.max(LEAST_SPAN, wanted.to - wanted.from));
  const from = Math.min(width - span, Math.max(0, wanted.from));
  return { axis: wanted.axis, from, to: from + span };
};

/** What a session opens on: phase `run`, or everything when the program never ran. */
export const openingViewport = (summary: SessionSummary | null, axis: Axis): Viewport => {
  const run = summary?.phases.find((phase) => phase.phase === 'run');
  const span = axis === 'event' ? run?.eventSpan : run?.stepSpan;
  const width = axisWidth(summary, axis);
  return span && span[1] > span[0]
    ? fitViewport({ axis, from: span[0], to: span[1] }, width)
    : { axis, from: 0, to: width };
};

export const useViewport = create<ViewportState>()((set, get) => ({
  axis: 'step',
  from: 0,
  to: 1,
  width: 1,
  setViewport: (next) => {
    const { axis, from, to } = get();
    const wanted = { axis, from, to, ...next };
    const width = axisWidth(session, wanted.axis);
    set({ ...fitViewport(wanted, width), width });
  },
}));

/** Called when a session opens (or none is open any more). */
export const resetViewport = (summary: SessionSummary | null): void => {
  session = summary;
  const { axis } = useViewport.getState();
  useViewport.setState({
    ...openingViewport(summary, axis),
    width: axisWidth(summary, axis),
  });
};

const sameSpan = (a: Viewport, b: Viewport): boolean => a.from === b.from && a.to === b.to;

/** Where the program has got to, on an axis. */
const liveEdge = (summary: SessionSummary, axis: Axis): number => {
  const run = summary.phases.find((phase) => phase.phase === 'run');
  const span = axis === 'event' ? run?.eventSpan : run?.stepSpan;
  return span?.[1] ?? axisWidth(summary, axis);
};

/** What is in view once the session has grown: all of it goes on to be all, and a part that shows the live edge moves along with it. */
export const followedViewport = (
  now: Viewport,
  old: SessionSummary,
  fresh: SessionSummary,
): Viewport => {
  const { axis, from, to } = now;
  const width = axisWidth(fresh, axis);
  if (sameSpan(now, openingViewport(old, axis))) return openingViewport(fresh, axis);
  const isWhole = from === 0 && to === axisWidth(old, axis);
  if (isWhole) return { axis, from: 0, to: width };
  const edge = liveEdge(old, axis);
  if (edge < from || edge > to) return now;
  const by = liveEdge(fresh, axis) - edge;
  return fitViewport({ axis, from: from + by, to: to + by }, width);
};

/** Called when the open session has grown. */
export const growViewport = (fresh: SessionSummary, isFollowing: boolean): void => {
  const old = session ?? fresh;
  session = fresh;
  const { axis, from, to } = useViewport.getState();
  const now = { axis, from, to };
  useViewport.setState({
    ...(isFollowing ? followedViewport(now, old, fresh) : now),
    width: axisWidth(fresh, axis),
  });
};

/** The viewport outside React. */
export const setViewport: ViewportState['setViewport'] = (next) =>
  useViewport.getState().setViewport(next);
