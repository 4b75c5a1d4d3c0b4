// Owns the lanes' data: asks for what is in view and missing, keeps what came before so that there is always something to
// draw. Must not draw. Invariant: at most one request is in flight; an answer for another session or axis is dropped.

import type { Axis, Lane, LanesResult, Params } from '../../../shared/api/index.ts';
import { createGivingUp } from '../../state/ask.ts';
import { serves, type Wanted, wantedFor } from '../maths/quantise.ts';
import type { SeqScale } from '../maths/seq-scale.ts';
import type { View } from '../maths/viewport.ts';

export interface LoadedLane {
  readonly lane: Lane;
  readonly span: Wanted;
}

export interface LaneWish {
  readonly session: string;
  readonly axis: Axis;
  readonly total: number;
  readonly view: View;
  /** Objects to show, most urgent first. */
  readonly objects: readonly number[];
}

export interface LaneLoader {
  want(wish: LaneWish): void;
  laneOf(object: number): LoadedLane | null;
  /** The finest estimate of seq along the axis that has come, or null. */
  scale(): SeqScale | null;
  dispose(): void;
}

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
  let scale: (SeqScale & { readonly span: Wanted }) | null = null;
  let wish: LaneWish | null = null;
  let epoch = 0;
  let busy = false;
  let pausedUntil = 0;
  let onItsWay: Wanted | null = null;
  const givingUp = createGivingUp();

  const missing = (now: LaneWish): number[] =>
    now.objects.filter((object) => {
      const had = lanes.get(object);
      return !had || !serves(had.span, now.view, now.total);
    });

  const keep = (result: LanesResult, span: Wanted): void => {
    scale = { from: result.from, to: result.to, seqs: result.seqs, span };
    for (const lane of result.lanes) {
      lanes.delete(lane.object);
      lanes.set(lane.object, { lane, span });
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
    const { session, axis } = now;
    const { from, to, buckets } = span;
    const signal = givingUp.begin();
    onItsWay = span;
    try {
      const params = { session, axis, from, to, buckets, objects };
      const result = await handlers.fetch(params, signal);
      if (asked === epoch) keep(result, span);
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
    const stale = !scale || !serves(scale.span, wish.view, wish.total);
    if (objects.length > 0 || stale) void ask(wish, objects, wantedFor(wish.view, wish.total));
  };

  return {
    want: (wanted) => {
      const same =
        wish?.session === wanted.session &&
        wish.axis === wanted.axis &&
        wish.total === wanted.total;
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
    scale: () => scale,
    dispose: () => {
      epoch += 1;
      givingUp.now();
      busy = false;
      wish = null;
    },
  };
};
