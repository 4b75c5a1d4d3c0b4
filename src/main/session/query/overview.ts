// Owns the answer to session.overview: what the program's memory did over a span, bucket by bucket.

import type { Parsed } from '../../../shared/api/contract.ts';
import type { Overview } from '../../../shared/api/results.ts';
import { totalsAt, type Totals } from './live-totals.ts';
import type { View } from './view.ts';

export function overview(
  view: View,
  params: Omit<Parsed<'session.overview'>, 'session'>,
): Overview {
  const { axis, from, to, buckets, yours } = params;
  const seqs = view.axis.borders(axis, from, to, buckets);
  const totals = totalsAt(view, seqs, yours);
  return { axis, from, to, buckets, seqs, ...bucketColumns(totals) };
}

/** Totals at n + 1 borders to columns of n buckets: what is live at the end of each, and what happened in it. */
export function bucketColumns(
  totals: readonly Totals[],
): Pick<Overview, 'liveObjects' | 'liveReferences' | 'events' | 'births' | 'collections'> {
  const ends = totals.slice(1);
  const atEnd = (key: keyof Totals): Float64Array => Float64Array.from(ends, (end) => end[key]);
  const inside = (key: keyof Totals): Float64Array =>
    Float64Array.from(ends, (end, i) => Math.max(end[key] - (totals[i]?.[key] ?? 0), 0));
  return {
    liveObjects: atEnd('liveObjects'),
    liveReferences: atEnd('liveReferences'),
    events: inside('events'),
    births: inside('births'),
    collections: inside('collections'),
  };
}
