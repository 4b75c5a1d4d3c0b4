// Owns the lanes' data: asks for what is in view and missing, keeps what came before so that there is always something to
// draw. Must not draw. Invariant: at most one request is in flight; an answer for another session or axis is dropped. Of a session
// that has grown since, what touched its end is asked for again.

import type { Axis, Lane, LanesResult, Params } from '../../../shared/api/index.ts';
import { createGivingUp } from '../../state/ask.ts';
import { serves, type Wanted, wantedFor } from '../maths/quantise.ts';
import type { SeqScale } from '../maths/seq-scale.ts';
import type { View } from '../maths/viewport.ts';

interface Loaded {
  readonly span: Wanted;
  /** When it was asked for: how often the session had grown, and how long its axis was. */
  readonly growth: number;
  readonly total: number;
}

export interface LoadedLane extends Loaded {
  readonly lane: Lane;
}

export interface LaneWish {
  readonly session: string;
  readonly axis: Axis;
  readonly total: number;
  /** How often the session has grown. */
  readonly growth: number;
  readonly view: View;
  /** Objects to show, most urgent first. */
  readonly objects: readonly number[];
}

export interface LaneLoader {
  want(wish: LaneWish): void;
  laneOf(object: number): LoadedLane | null;
  /** The same, unless the session has grown past it. */
  currentLaneOf(object: number): LoadedLane | null;
  /** The finest estimate of seq along the axis that has come, or null. */
  scale(): SeqScale | null;
  dispose(): void;
}

/** On the axis of steps the last line goes on, and what comes after it has a place of its own: the last two. */
const OPEN_END = 2;

/** Whether the session has grown past what is known. */
const isOutgrown = (had: Loaded, now: LaneWish): boolean =>
  had.growth !== now.growth && had.span.to >= had.total - OPEN_END;

/** At most this many lanes per request, and this many kept. */
const BATCH = 64;
const KEPT = 600;
const RETRY_MS = 1000;

export const createLaneLoader = (handlers: {
  fetch(params: Params<'session.lanes'>, signal: AbortSignal): Promise<LanesResult>;
  changed(): void;
  failed(error: unknown): void;
}): LaneLoader => {
  const lanes = new Map<number, LoadedLane>();
  let scale: (SeqScale & Loaded) | null = null;
  let wish: LaneWish | null = null;
  let epoch = 0;
  let busy = false;
  let pausedUntil = 0;
  let onItsWay: Wanted | null = null;
  const givingUp = createGivingUp();

  const missing = (now: LaneWish): number[] =>
    now.objects.filter((object) => {
      const had = lanes.get(object);
      return !had || isOutgrown(had, now) || !serves(had.span, now.view, now.total);
    });

  const keep = (result: LanesResult, loaded: Loaded): void => {
    scale = { from: result.from, to: result.to, seqs: result.seqs, ...loaded };
    for (const lane of result.lanes) {
      lanes.delete(lane.object);
      lanes.set(lane.object, { lane, ...loaded });
    }
    const shown = new Set(wish?.objects);
    for (const object of lanes.keys()) {
      if (lanes.size <= KEPT) break;
      if (!shown.has(object)) lanes.delete(object);
    }
  };

  const ask = async (now: LaneWish, objects: number[], span: Wanted): Promise<void> => {
    const asked = epoch;
    busy = true;
    const { session, axis, growth, total } = now;
    const { from, to, buckets } = span;
    const signal = givingUp.begin();
    onItsWay = span;
    try {
      const params = { session, axis, from, to, buckets, objects };
      const result = await handlers.fetch(params, signal);
      if (asked === epoch) keep(result, { span, growth, total });
    } catch (error) {
      if (asked !== epoch) return;
      if (!signal.aborted) {
        pausedUntil = Date.now() + RETRY_MS;
        setTimeout(next, RETRY_MS + 1);
        handlers.failed(error);
      }
    }
    if (asked !== epoch) return;
    givingUp.end();
    busy = false;
    handlers.changed();
    next();
  };

  const next = (): void => {
    if (busy || !wish || Date.now() < pausedUntil) return;
    const objects = missing(wish).slice(0, BATCH);
    const stale = !scale || isOutgrown(scale, wish) || !serves(scale.span, wish.view, wish.total);
    if (objects.length > 0 || stale) void ask(wish, objects, wantedFor(wish.view, wish.total));
  };

  return {
    want: (wanted) => {
      const same = wish?.session === wanted.session && wish.axis === wanted.axis;
      if (!same) {
        epoch += 1;
        givingUp.now();
        busy = false;
        pausedUntil = 0;
        scale = null;
        lanes.clear();
      }
      wish = wanted;
      if (busy && onItsWay && !serves(onItsWay, wanted.view, wanted.total)) givingUp.outdated();
      next();
    },
    laneOf: (object) => lanes.get(object) ?? null,
    currentLaneOf: (object) => {
      const had = lanes.get(object);
      return had && wish && !isOutgrown(had, wish) ? had : null;
    },
    scale: () => scale,
    dispose: () => {
      epoch += 1;
      givingUp.now();
      busy = false;
      wish = null;
    },
  };
};
