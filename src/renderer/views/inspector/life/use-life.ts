// Owns the lane of the selected object over its life, or over a part of it: what the step chart and the bars of names are drawn from.

import { useMemo } from 'react';
import type { Lane, LanesResult, SessionSummary } from '../../../../shared/api/index.ts';
import { useGrowth } from '../../../state/live/live-store.ts';
import { useApi } from '../../../state/use-api.ts';
import { axisWidth, useViewport } from '../../../state/viewport-store.ts';
import { lifeSpan } from './life-curve.ts';
import type { Span } from './life-zoom.ts';

const BUCKETS = 480;

export interface LifeAnswer {
  /** The whole life on the axis in use; null until it is known. */
  readonly whole: Span | null;
  /** The part asked for. */
  readonly span: Span | null;
  /** Of the span, or still of the one before it. */
  readonly life: { readonly lane: Lane; readonly result: LanesResult } | null;
  readonly error: string;
}

/** `part` null: the whole life. */
export const useLife = (summary: SessionSummary, object: number, part: Span | null): LifeAnswer => {
  const axis = useViewport((state) => state.axis);
  const width = axisWidth(summary, axis);
  const growth = useGrowth();
  const base = { session: summary.session, axis, objects: [object] };
  const all = useApi('session.lanes', { ...base, from: 0, to: width, buckets: 1 }, growth);
  const lane = all.value?.axis === axis ? all.value.lanes[0] : undefined;
  const whole = lane?.object === object ? lifeSpan(lane, width) : null;
  const span = whole && (part ?? whole);
  const shown = useApi(
    'session.lanes',
    span && { ...base, from: span[0], to: span[1], buckets: BUCKETS },
    growth,
  );
  const result = shown.value?.axis === axis ? shown.value : null;
  const drawn = result?.lanes[0];
  // The same object as long as the answer is the same: what is drawn is derived from it.
  const life = useMemo(
    () => (result && drawn?.object === object ? { lane: drawn, result } : null),
    [result, drawn, object],
  );
  return {
    whole,
    span,
    life,
    error: all.error || shown.error,
  };
};
