// Owns walking the history by keyboard: the current row is the playhead's, so moving to another row moves the playhead there.
// Invariant: keys that are answered here do not reach the window's own commands.

import { useCallback, useRef, type KeyboardEvent } from 'react';
import { ask } from '../../state/ask.ts';
import { setPlayhead } from '../../state/playhead-store.ts';

const PAGE = 10;
const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: -Infinity,
  End: Infinity,
};

export interface HistoryPlace {
  readonly session: string;
  readonly object: number;
  readonly lasting: boolean;
  readonly total: number;
  /** Row of the playhead; -1: before the first. */
  readonly current: number;
  reveal(row: number): void;
}

/** Row to go to; undefined for a key that moves nothing. */
export const rowAfterKey = (key: string, current: number, total: number): number | undefined => {
  const by = MOVES[key];
  if (by === undefined || total === 0) return undefined;
  return Math.max(0, Math.min(total - 1, current + by));
};

export const useHistoryKeys = (
  place: HistoryPlace,
): ((event: KeyboardEvent<HTMLElement>) => void) => {
  const latest = useRef(place);
  latest.current = place;
  return useCallback((event) => {
    const { session, object, lasting, total, current, reveal } = latest.current;
    const { altKey, ctrlKey, metaKey, shiftKey, key } = event;
    if (altKey || ctrlKey || metaKey || shiftKey) return;
    const row = rowAfterKey(key, current, total);
    if (row === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const go = async (): Promise<void> => {
      const { rows } = await ask('session.history', {
        session,
        object,
        offset: row,
        limit: 1,
        lasting,
      });
      if (!rows[0] || latest.current.object !== object) return;
      setPlayhead(rows[0].seq, { source: 'inspector', step: 'event' });
      reveal(row);
    };
    // A recording that is gone tells so in the table itself.
    go().catch(() => undefined);
  }, []);
};
