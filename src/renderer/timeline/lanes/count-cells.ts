// Owns the counts written beside the labels. They follow the playhead many times a second, so they are written straight into the
// elements that React made: elements with data-count-of = object id.

import { isGrowing } from '../../state/live/live-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useSession } from '../../state/session-store.ts';
import { refcountText } from '../../state/words.ts';
import { playheadX } from '../control/time-scale.ts';
import type { LoadedLane } from '../data/lane-loader.ts';
import { type CountNow, createPlayheadCounts } from './playhead-counts.ts';
import { type RowsShown, rowsOf } from './rows-shown.ts';

const write = (cell: HTMLElement, count: CountNow): void => {
  if (count === null) return;
  const state = typeof count === 'number' ? 'alive' : count;
  const text = typeof count === 'number' ? refcountText(count) : count === 'unborn' ? '–' : '✕';
  if (cell.textContent !== text) cell.textContent = text;
  if (cell.dataset['state'] !== state) {
    cell.dataset['state'] = state;
    cell.title =
      state === 'alive'
        ? 'Reference count at the playhead'
        : state === 'unborn'
          ? 'Not born yet at the playhead'
          : 'Collected before the playhead';
  }
};

export const createCountCells = (laneOf: (object: number) => LoadedLane | null) => {
  let answered: () => void = () => undefined;
  const counts = createPlayheadCounts(() => answered());
  return {
    onAnswer: (listener: () => void): (() => void) => {
      answered = listener;
      return () => (answered = () => undefined);
    },
    update: (list: HTMLElement, shown: RowsShown): void => {
      const summary = useSession.getState().summary;
      if (!summary) return;
      const { seq } = usePlayhead.getState();
      const rows = new Map(rowsOf(shown).map((row) => [row.id, row]));
      const { session } = summary;
      // While a program runs, a row may be younger or older than the place of the playhead.
      const lastSeq = isGrowing(summary) ? Infinity : summary.facts.events;
      counts.begin({ session, seq, x: playheadX(), lastSeq });
      for (const cell of list.querySelectorAll<HTMLElement>('[data-count-of]')) {
        const row = rows.get(Number(cell.dataset['countOf']));
        if (row) write(cell, counts.countOf(row, laneOf(row.id)));
      }
      counts.end();
    },
  };
};
