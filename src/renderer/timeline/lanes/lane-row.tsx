// Owns one entry of the objects list. Its count is written by the stage (data-count-of), never by React.

import clsx from 'clsx';
import { memo } from 'react';
import type { ObjectRow } from '../../../shared/api/index.ts';
import { selectObject, useSelection } from '../../state/selection-store.ts';
import { counted, END_CAUSE_TEXT } from '../../state/words.ts';
import { LANE_PX } from '../draw/lane-scene.ts';
import { Icon } from '../icons.tsx';

export interface LaneRowProps {
  readonly row: ObjectRow;
  /** Position in the list, from 0; -1 for a copy among the pinned lanes. */
  readonly index: number;
  readonly total: number;
  readonly topPx: number;
  readonly isSelected: boolean;
  readonly isPinned: boolean;
  /** One row of the list is reached by Tab; the arrows go on from there. */
  readonly hasTabStop: boolean;
}

const atLine = (line: number): string => (line > 0 ? ` on line ${line}` : '');

/** What the lane shows, in words. */
const lifeText = (row: ObjectRow): string => {
  if (row.immortal) return 'immortal';
  const born = row.bornSeq > 0 ? `born${atLine(row.bornLine)}` : 'older than the recording';
  const peak = row.peak > 0 ? `, at most ${counted(row.peak, 'reference')}` : '';
  const end = row.endCause === 'alive' ? '' : atLine(row.endLine);
  return `${born}${peak}, ${END_CAUSE_TEXT[row.endCause]}${end}`;
};

export const LaneRow = memo((props: LaneRowProps) => {
  const { row, index, total, topPx, isSelected, isPinned, hasTabStop } = props;
  const value = row.value === row.label ? '' : row.value;
  return (
    <div
      role="listitem"
      aria-label={`${row.label} ${row.type}`}
      aria-description={lifeText(row)}
      aria-current={isSelected ? 'true' : undefined}
      aria-setsize={index < 0 ? undefined : total}
      aria-posinset={index < 0 ? undefined : index + 1}
      tabIndex={hasTabStop ? 0 : -1}
      data-row={index < 0 ? undefined : index}
      className={clsx('tl-row', isSelected && 'is-selected')}
      style={{ top: topPx, height: LANE_PX }}
      title={`${row.label} · ${row.type}${value === '' ? '' : ` · ${value}`}`}
      onClick={() => selectObject(row.id)}
      onFocus={(event) => event.target === event.currentTarget && selectObject(row.id)}
    >
      <button
        type="button"
        className={clsx('tl-pin', isPinned && 'is-on')}
        aria-label={isPinned ? 'Unpin' : 'Pin'}
        aria-pressed={isPinned}
        title={isPinned ? 'Unpin' : 'Keep at the top'}
        tabIndex={hasTabStop ? 0 : -1}
        onClick={(event) => {
          event.stopPropagation();
          useSelection.getState().togglePin(row.id);
        }}
      >
        <Icon name="pin" />
      </button>
      {index >= 0 && (
        <button
          type="button"
          className="tl-pin tl-hide"
          aria-label="Hide"
          title="Hide (H)"
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            useSelection.getState().hide(row.id);
          }}
        >
          <Icon name="close" />
        </button>
      )}
      <span className="tl-label">{row.label}</span>
      <span className="tl-type">{row.type}</span>
      <span className="tl-value">{value}</span>
      <span className="tl-count" data-count-of={row.id} data-state="unborn" />
    </div>
  );
});
LaneRow.displayName = 'LaneRow';
