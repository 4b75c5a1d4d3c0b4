// Owns the data of followed names: asks for what is in view and missing, keeps what came before so that there is always something to
// draw. Must not draw. Invariant: at most one request is in flight; an answer for another session or axis is dropped.

import type { Axis, NameTrack, Params } from '../../../shared/api/index.ts';
import { createGivingUp } from '../../state/ask.ts';
import { serves, type Wanted, wantedFor } from '../maths/quantise.ts';
import type { View } from '../maths/viewport.ts';

export interface NameWish {
  readonly session: string;
  readonly axis: Axis;
  readonly total: number;
  /** How often the session has grown: then all is asked for again. */
  readonly growth: number;
  readonly view: View;
  readonly variables: readonly number[];
}

interface Loaded {
  readonly track: NameTrack;
  readonly span: Wanted;
  readonly growth: number;
}

export const createNameLoader = (handlers: {
  fetch(params: Params<'session.nameTrack'>, signal: AbortSignal): Promise<NameTrack>;
  changed(): void;
  failed(error: unknown): void;
}) => {
  const tracks = new Map<number, Loaded>();
  let wish: NameWish | null = null;
  let epoch = 0;
  let asked: Wanted | null = null;
  /** Asked for in vain: not again before something else is wanted. */
  let broken = '';
  const givingUp = createGivingUp();

  const isMissing = (now: NameWish, variable: number): boolean => {
    const had = tracks.get(variable);
    return had?.growth !== now.growth || !serves(had.span, now.view, now.total);
  };

  const load = async (now: NameWish, variable: number, span: Wanted): Promise<void> => {
    const mine = epoch;
    const { session, axis, growth } = now;
    const { from, to, buckets } = span;
    asked = span;
    const signal = givingUp.begin();
    try {
      const params = { session, axis, from, to, buckets, variable };
      const track = await handlers.fetch(params, signal);
      if (mine === epoch) tracks.set(variable, { track, span, growth });
    } catch (error) {
      if (mine === epoch && !signal.aborted) {
        broken = keyOf(now);
        handlers.failed(error);
      }
    }
    if (mine !== epoch) return;
    givingUp.end();
    asked = null;
    handlers.changed();
    next();
  };

  const next = (): void => {
    if (asked || !wish || broken === keyOf(wish)) return;
    const now = wish;
    const variable = now.variables.find((one) => isMissing(now, one));
    if (variable !== undefined) void load(now, variable, wantedFor(now.view, now.total));
  };

  return {
    want: (wanted: NameWish): void => {
      if (wish?.session !== wanted.session || wish.axis !== wanted.axis) {
        epoch += 1;
        givingUp.now();
        asked = null;
        tracks.clear();
      }
      wish = wanted;
      for (const variable of tracks.keys())
        if (!wanted.variables.includes(variable)) tracks.delete(variable);
      if (asked && !serves(asked, wanted.view, wanted.total)) givingUp.outdated();
      next();
    },
    trackOf: (variable: number): NameTrack | null => tracks.get(variable)?.track ?? null,
  };
};

const keyOf = ({ session, axis, growth, view, variables }: NameWish): string =>
  JSON.stringify([session, axis, growth, view, variables]);
