// Owns the heading of a group among the lanes: its name, how many objects it has, and whether they are shown.

import clsx from 'clsx';
import { type KeyboardEvent, memo } from 'react';
import { collapseKey, useCollapsed } from '../../state/lane-groups.ts';
import { useSession } from '../../state/session-store.ts';
import { counted } from '../../state/words.ts';
import { LANE_PX } from '../draw/lane-scene.ts';
import { Icon } from '../icons.tsx';
import { groupCode, groupTitle } from './group-words.ts';
import type { ShownGroup } from './rows-shown.ts';

export interface GroupRowProps {
  readonly group: ShownGroup;
  /** Position among the rows, from 0. */
  readonly index: number;
  readonly total: number;
  readonly topPx: number;
  readonly hasTabStop: boolean;
  /** Stays in view above rows of its group: a copy of the heading that has scrolled away. */
  readonly isCopy?: boolean;
}

export const collapseGroup = (group: ShownGroup, isCollapsed: boolean): void =>
  useCollapsed.getState().set([collapseKey(group.by, group.key)], isCollapsed);

/** Left and right, as in a tree; with a modifier they are the playhead's. */
const onKeyDown = (event: KeyboardEvent, group: ShownGroup): void => {
  const isArrow = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  if (!isArrow || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  collapseGroup(group, event.key === 'ArrowLeft');
};

export const GroupRow = memo((props: GroupRowProps) => {
  const { group, index, total, topPx, hasTabStop, isCopy = false } = props;
  const code = useSession(({ summary }) => (summary ? groupCode(group, summary) : ''));
  return (
    <div
      role={isCopy ? 'presentation' : 'listitem'}
      aria-setsize={isCopy ? undefined : total}
      aria-posinset={isCopy ? undefined : index + 1}
      aria-hidden={isCopy ? true : undefined}
      className={clsx('tl-row tl-group-row', isCopy && 'is-copy')}
      style={{ top: topPx, height: LANE_PX }}
    >
      <button
        type="button"
        className="tl-group-toggle"
        aria-expanded={!group.isCollapsed}
        data-row={isCopy ? undefined : index}
        tabIndex={hasTabStop && !isCopy ? 0 : -1}
        title={group.isCollapsed ? 'Show its objects' : 'Leave its objects out'}
        onClick={() => collapseGroup(group, !group.isCollapsed)}
        onKeyDown={(event) => onKeyDown(event, group)}
      >
        <Icon name={group.isCollapsed ? 'collapsed' : 'expanded'} />
        <span className="tl-group-name">{groupTitle(group)}</span>{' '}
        <span className="tl-group-count">· {counted(group.count, 'object')}</span>
        {code !== '' && <code className="tl-group-code">{code}</code>}
      </button>
    </div>
  );
});
GroupRow.displayName = 'GroupRow';
