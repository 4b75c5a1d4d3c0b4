// Owns the range of time that the user has marked by dragging, in coordinates of the current axis; null when none; and which events
// a range of an axis covers.

import { create } from 'zustand';
import type { Axis } from '../../shared/api/index.ts';
import { api } from '../api/client.ts';

export interface TimeRange {
  readonly axis: Axis;
  readonly from: number;
  readonly to: number;
}

export const useRange = create<{ readonly range: TimeRange | null }>()(() => ({ range: null }));

export const setRange = (range: TimeRange | null): void => useRange.setState({ range });

/** Both inclusive. */
export interface SeqSpan {
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** The events of a range, from the one at its beginning to the one at its end. Throws ApiError. */
export const seqSpanOf = async (
  session: string,
  { axis, from, to }: TimeRange,
): Promise<SeqSpan> => {
  const first = await api.request('session.seqAt', { session, axis, x: Math.max(0, from) });
  const last = await api.request('session.seqAt', { session, axis, x: to });
  return { fromSeq: first.seq, toSeq: Math.max(first.seq, last.seq) };
};
