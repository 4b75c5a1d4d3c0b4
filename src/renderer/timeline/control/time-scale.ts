// Owns the best answer to "which seq is at this coordinate" and back, for the whole timeline: the finest scale that has come,
// else the overview's. Must not ask the session itself. Invariant: a scale of another session or axis is never used.

import type { Axis } from '../../../shared/api/index.ts';
import { isSamePlace, usePlayhead, type Place } from '../../state/playhead-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { type SeqScale, seqAtX, xAtSeq } from '../maths/seq-scale.ts';

export interface NamedScale extends SeqScale {
  readonly session: string;
  readonly axis: Axis;
}

const scales: { overview: NamedScale | null; lanes: NamedScale | null } = {
  overview: null,
  lanes: null,
};

export const setScale = (of: 'overview' | 'lanes', scale: NamedScale | null): void => {
  scales[of] = scale;
};

const usable = (): NamedScale[] => {
  const session = useSession.getState().summary?.session;
  const { axis } = useViewport.getState();
  return [scales.lanes, scales.overview].filter(
    (scale) => scale !== null && scale.session === session && scale.axis === axis,
  ) as NamedScale[];
};

export interface SeqEstimate {
  readonly seq: number;
  /** How many axis units it may be off. */
  readonly error: number;
}

export interface XEstimate {
  readonly x: number;
  /** How many axis units it may be off. */
  readonly error: number;
}

const bucketX = (scale: SeqScale): number => (scale.to - scale.from) / (scale.seqs.length - 1);

/** Seq at `x` of the current axis, from data at hand; null before any has come. */
export const estimateSeq = (x: number): SeqEstimate | null => {
  const { axis, width } = useViewport.getState();
  // On the event axis the two are the same by definition.
  if (axis === 'event') return { seq: Math.floor(Math.min(width, Math.max(0, x))), error: 0 };
  for (const scale of usable()) {
    const seq = seqAtX(scale, x);
    if (seq !== null) return { seq, error: bucketX(scale) };
  }
  return null;
};

/** Coordinate of a place on the current axis, exact where the playhead's moment or the axis gives it; null when not known. */
export const estimatePlace = (place: Place): XEstimate | null => {
  const { seq, step } = place;
  const { axis } = useViewport.getState();
  if (axis === 'event') return { x: seq, error: 0 };
  const playhead = usePlayhead.getState();
  if (playhead.moment && playhead.isMomentHere && isSamePlace(playhead, place)) {
    return { x: playhead.moment.x.step, error: 0 };
  }
  for (const scale of usable()) {
    const x = xAtSeq(scale, seq);
    if (x === null) continue;
    const inStep = typeof step === 'number' ? Math.min(step + 1, Math.max(step, x)) : x;
    return { x: inStep, error: bucketX(scale) };
  }
  return null;
};

/** Coordinate at which event `seq` has just happened. */
export const estimateX = (seq: number): number | null =>
  estimatePlace({ seq, step: 'event' })?.x ?? null;

/** Coordinate of the playhead. */
export const playheadX = (): number | null => estimatePlace(usePlayhead.getState())?.x ?? null;
