// Owns the complete history of the selected object: a virtual table over pages, the row at the playhead marked. A row leads to
// its moment.

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { HistoryRow } from '../../../shared/api/index.ts';
import { useHistoryPages } from '../../state/history-pages.ts';
import { useChangesShown } from '../../state/changes-shown-store.ts';
import { setPlayhead, usePlayhead } from '../../state/playhead-store.ts';
import { count, deltaText, refcountText } from '../../state/words.ts';
import { useHistoryKeys } from './use-history-keys.ts';
import { useSize } from './use-size.ts';
import { useStoredReason } from './use-stored-reason.ts';
import { historyWindow, WINDOW_ROWS } from './history-window.ts';

/** A row of one line; in a narrow inspector the reason has a line of its own. */
const ROW_PX = 22;
const TALL_ROW_PX = 38;
const NARROW_PX = 560;
const KIND_CLASS: Readonly<Record<HistoryRow['kind'], string>> = {
  birth: 'delta-birth',
  incref: 'delta-up',
  decref: 'delta-down',
  adjust: 'delta-adjust',
  immortalize: 'delta-immortal',
  collect: 'delta-end',
};

const Cells = ({ row, reason = row.reason }: { row: HistoryRow; reason?: string }) => (
  <>
    <span role="cell" className="number">
      {count(row.seq)}
    </span>
    <span role="cell" className="number muted">
      {row.step > 0 ? count(row.step) : ''}
    </span>
    <span role="cell" className="number muted">
      {row.place && row.place.line > 0 ? row.place.line : ''}
    </span>
    <span role="cell" className={`number delta ${KIND_CLASS[row.kind]}`}>
      {row.kind === 'immortalize' ? '∞' : deltaText(row.delta)}
    </span>
    <span role="cell" className="number mono">
      {refcountText(row.refcount)}
    </span>
    <span role="cell" className="ellipsis history-reason" title={reason}>
      {reason}
      {(row.passing ?? 0) > 0 && (
        <small className="passing"> after {count(row.passing ?? 0)} passing</small>
      )}
    </span>
  </>
);

const HEADINGS = ['Event', 'Step', 'Line', 'Change', 'Count', 'Reason'] as const;

export interface HistoryTableProps {
  readonly session: string;
  readonly object: number;
  /** Index of the last event at or before the playhead, -1 when none. */
  readonly currentIndex: number;
}

/** First row of the window over a long history; it moves with the playhead. */
const useWindowStart = (total: number, current: number): number => {
  const start = useRef(0);
  start.current = historyWindow(total, current, start.current);
  return start.current;
};

const Beyond = ({ start, total }: { start: number; total: number }) =>
  total <= WINDOW_ROWS ? null : (
    <p className="history-beyond">
      Changes {count(start + 1)} to {count(start + WINDOW_ROWS)} of {count(total)}; the table moves
      with the playhead.
    </p>
  );

export const HistoryTable = ({ session, object, currentIndex }: HistoryTableProps) => {
  const scroller = useRef<HTMLDivElement>(null);
  const isFolded = useChangesShown((state) => state.shown === 'lasting');
  const history = useHistoryPages(session, object, isFolded);
  const origin = usePlayhead((state) => state.source);
  const { total, need, rowAt } = history;
  const start = useWindowStart(total, currentIndex);
  const size = useSize(scroller);
  const isNarrow = (size?.widthPx ?? NARROW_PX) < NARROW_PX;
  const rowPx = isNarrow ? TALL_ROW_PX : ROW_PX;
  const rows = useVirtualizer({
    count: Math.min(total, WINDOW_ROWS),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const first = start + (items[0]?.index ?? 0);
  const last = start + (items.at(-1)?.index ?? 0);
  const heightPx = rows.scrollRect?.height ?? 0;
  const table = useRef(rows);
  table.current = rows;
  useEffect(() => table.current.measure(), [rowPx]);
  useEffect(() => {
    need(first, last);
  }, [need, first, last]);
  useEffect(() => {
    const row = currentIndex - start;
    if (row >= 0 && row < total && origin !== 'inspector') {
      table.current.scrollToIndex(row, { align: 'auto' });
    }
  }, [currentIndex, start, total, origin, object, heightPx]);

  const onKeyDown = useHistoryKeys({
    session,
    object,
    lasting: isFolded,
    total,
    current: currentIndex,
    reveal: (row) => table.current.scrollToIndex(row - start, { align: 'auto' }),
  });

  const currentReason = useStoredReason(object, rowAt(currentIndex));

  return (
    <div
      className={isNarrow ? 'history is-narrow' : 'history'}
      role="table"
      aria-label="History"
      aria-rowcount={total + 1}
    >
      <div className="history-row history-head" role="row" aria-rowindex={1}>
        {HEADINGS.map((heading) => (
          <span key={heading} role="columnheader">
            {heading}
          </span>
        ))}
      </div>
      {history.error !== '' && <p className="empty">{history.error}</p>}
      {history.isEmpty && (
        <p className="empty">
          No change of its count was recorded. Immortal objects, and objects made before the
          recording that the program never touched, have none.
        </p>
      )}
      <Beyond start={start} total={total} />
      <div
        ref={scroller}
        className="history-scroller"
        role="rowgroup"
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const index = start + item.index;
            const row = rowAt(index);
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={index + 2}
                aria-current={index === currentIndex}
                className={index > currentIndex ? 'history-row is-later' : 'history-row'}
                style={{ height: rowPx, transform: `translateY(${item.start}px)` }}
                onClick={() => row && setPlayhead(row.seq, { source: 'inspector', step: 'event' })}
              >
                {row ? (
                  <Cells row={row} {...(index === currentIndex ? { reason: currentReason } : {})} />
                ) : (
                  <span role="cell">…</span>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
};
