// Owns the history of an object: pages of all its changes, or of those that last (fold/), and the newest ones at a moment.

import type { HistoryPage, HistoryRow } from '../../../shared/api/results.ts';
import { lastingHistory, lastingIndex, newestLasting } from './fold/lasting-history.ts';
import { historyRow } from './history-row.ts';
import { eventSeqs, eventsUpTo, trackEvents } from './track.ts';
import type { View } from './view.ts';

/** Newest changes shown beside an object at a moment. */
const RECENT_CHANGES = 12;

export function history(
  view: View,
  object: number,
  page: { readonly offset: number; readonly limit: number; readonly lasting?: boolean | undefined },
): HistoryPage {
  if (page.lasting === true) return lastingHistory(view, object, page);
  const track = view.track(object);
  const seqs = eventSeqs(view.file, track, page.offset, page.limit);
  const total = trackEvents(track);
  return { total, events: total, offset: page.offset, rows: rowsOf(view, seqs) };
}

/** The last changes of an object at or before seq, newest first, and the index of the newest in its history (-1: none). */
export function recentChanges(
  view: View,
  object: number,
  { seq, lasting }: { readonly seq: number; readonly lasting: boolean },
): { readonly historyIndex: number; readonly recent: readonly HistoryRow[] } {
  const track = view.track(object);
  const count = eventsUpTo(view.file, track, seq);
  if (lasting) {
    return {
      historyIndex: lastingIndex(view, track, count),
      recent: newestLasting(view, track, count, RECENT_CHANGES),
    };
  }
  const offset = Math.max(count - RECENT_CHANGES, 0);
  const seqs = eventSeqs(view.file, track, offset, count - offset);
  return { historyIndex: count - 1, recent: rowsOf(view, seqs).reverse() };
}

const rowsOf = (view: View, seqs: readonly number[]): HistoryRow[] =>
  seqs.flatMap((seq) => historyRow(view, seq) ?? []);
