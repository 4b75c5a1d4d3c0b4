// Owns the folded history of an object: the changes that outlast the visit of their line, in words. Invariant: between two refreshes
// the same page has the same rows; at a moment inside a visit, what is held just then is not folded.

import type { HistoryPage, HistoryRow } from '../../../../shared/api/results.ts';
import { Failure } from '../../../../shared/base/failure.ts';
import { LeastRecentlyUsed } from '../../read/least-recently-used.ts';
import { historyRow } from '../history-row.ts';
import { upperBound } from '../search.ts';
import { eventSeqs, trackEvents, type Track } from '../track.ts';
import type { View } from '../view.ts';
import { lastingChanges, type Lasting } from './lasting.ts';
import { readChanges } from './read-changes.ts';

/** Folding reads a whole life; beyond this many changes that would be more than a moment's work. */
const MOST_CHANGES = 4_000_000;
/** Folded histories kept for the pages that are asked next. */
const KEPT = 4;

/** @throws Failure('limit') for an object with more than MOST_CHANGES changes. */
function foldedOf(view: View, track: Track): Lasting {
  const total = trackEvents(track);
  if (total > MOST_CHANGES) {
    throw new Failure(
      'limit',
      `This object has ${total.toLocaleString('en-US')} changes; up to ${MOST_CHANGES.toLocaleString('en-US')} can be folded. Show all changes instead.`,
    );
  }
  return view
    .once('lasting', () => new LeastRecentlyUsed<number, Lasting>(KEPT))
    .get(track.object, () => lastingChanges(readChanges(view, track, { from: 0, to: total })));
}

export function lastingHistory(
  view: View,
  object: number,
  page: { readonly offset: number; readonly limit: number },
): HistoryPage {
  const track = view.track(object);
  const folded = foldedOf(view, track);
  const to = Math.min(page.offset + page.limit, folded.count);
  return {
    total: folded.count,
    events: trackEvents(track),
    offset: page.offset,
    rows: rowsOf(view, track, { folded, first: 0 }, page.offset, to),
  };
}

/**
 * Index in the folded history of the last change at or before event number `events` of the object; -1 when there is none, or when the
 * object has more changes than are folded.
 */
export function lastingIndex(view: View, track: Track, events: number): number {
  if (trackEvents(track) > MOST_CHANGES) return -1;
  const { index, count } = foldedOf(view, track);
  return upperBound(index, events - 1, 0, count) - 1;
}

/** Changes looked back over for the newest ones that last. */
const LOOK_BACK = 4096;

/** The newest `limit` changes among the first `events` that last, or are in force just then; newest first. */
export function newestLasting(
  view: View,
  track: Track,
  events: number,
  limit: number,
): readonly HistoryRow[] {
  const first = Math.max(events - LOOK_BACK, 0);
  const folded = lastingChanges(readChanges(view, track, { from: first, to: events }));
  const from = Math.max(folded.count - limit, 0);
  return [...rowsOf(view, track, { folded, first }, from, folded.count)].reverse();
}

/** Rows `from` … `to - 1` of a folded history whose change 0 is number `first` of the object. */
function rowsOf(
  view: View,
  track: Track,
  { folded, first }: { readonly folded: Lasting; readonly first: number },
  from: number,
  to: number,
): readonly HistoryRow[] {
  const rowAt = (index: number): HistoryRow | null =>
    historyRow(view, eventSeqs(view.file, track, first + index, 1)[0] ?? 0);
  const rows: HistoryRow[] = [];
  for (let k = from; k < to; k++) {
    const index = folded.index[k] as number;
    const row = rowAt(index);
    if (!row) continue;
    const taker = folded.taker[k] as number;
    const taken = taker === index ? null : rowAt(taker);
    rows.push({
      ...row,
      refcount: folded.refcount[k] as number,
      reason: taken ? `${row.reason}; ${taken.reason}` : row.reason,
      passing: folded.passing[k] as number,
    });
  }
  return rows;
}
