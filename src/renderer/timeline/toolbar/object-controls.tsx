// Owns what the objects list shows: scope, filter, order, and how many that leaves.

import clsx from 'clsx';
import type { RefObject } from 'react';
import type { SessionSummary } from '../../../shared/api/index.ts';
import {
  type ObjectsScope,
  type ObjectsSort,
  useObjectsQuery,
} from '../../state/objects-query-store.ts';
import { LANE_GROUPS, type LaneGroup, useLaneGroup } from '../../state/lane-groups.ts';
import { useSelection } from '../../state/selection-store.ts';
import { count } from '../../state/words.ts';
import { Icon } from '../icons.tsx';
import { Segmented } from './segmented.tsx';
import { IconButton, leaveAfterMouse } from './transport.tsx';

const SORTS: Readonly<Record<ObjectsSort, string>> = {
  born: 'Birth',
  ended: 'End',
  name: 'Name',
  type: 'Type',
  line: 'Birth line',
  peak: 'Peak count',
  events: 'Changes',
  lifetime: 'Lifetime',
};

const GROUPS: Readonly<Record<LaneGroup, string>> = {
  none: 'No groups',
  type: 'Type',
  line: 'Birth line',
  name: 'Name',
};

/** An icon with a list behind it: its choice is what the headings below say. */
const GroupControl = () => {
  const { chosen, choose } = useLaneGroup();
  return (
    <span className={clsx('tl-group-by', chosen !== 'none' && 'is-on')}>
      <Icon name="group" />
      <select
        aria-label="Group by"
        title={`Group by (G): ${GROUPS[chosen].toLowerCase()}`}
        value={chosen}
        onChange={(event) => {
          choose(event.target.value as LaneGroup);
          leaveAfterMouse(event.target);
        }}
      >
        {LANE_GROUPS.map((group) => (
          <option key={group} value={group}>
            {GROUPS[group]}
          </option>
        ))}
      </select>
    </span>
  );
};

/** Scope: which objects there are at all. */
export const ScopeSwitch = ({ summary }: { readonly summary: SessionSummary }) => {
  const { scope, setObjectsQuery } = useObjectsQuery();
  const { named, yours, all } = summary.objectCounts;
  return (
    <Segmented<ObjectsScope>
      label="Objects shown"
      value={scope}
      segments={[
        { value: 'named', text: 'Named', title: `${count(named)} that your names referred to` },
        { value: 'yours', text: 'Yours', title: `${count(yours)} made by your lines` },
        { value: 'all', text: 'All', title: `${count(all)}, the interpreter’s own among them` },
      ]}
      onChange={(next) => setObjectsQuery({ scope: next })}
    />
  );
};

/** How many objects the user has hidden, and the way back. */
export const HiddenObjects = () => {
  const hidden = useSelection((state) => state.hidden.length);
  const showHidden = useSelection((state) => state.showHidden);
  if (hidden === 0) return null;
  return (
    <button
      type="button"
      className="tl-button"
      title="Show all hidden objects (Shift+H)"
      onClick={showHidden}
    >
      {count(hidden)} hidden · show
    </button>
  );
};

/** Filter and order, above the list. */
export const ListControls = (props: { readonly filterRef: RefObject<HTMLInputElement | null> }) => {
  const { text, sort, descending, setObjectsQuery } = useObjectsQuery();
  const order = descending ? 'descending' : 'ascending';
  return (
    <div className="tl-list-head">
      <label className="tl-filter">
        <Icon name="search" />
        <input
          ref={props.filterRef}
          type="search"
          aria-label="Filter objects"
          placeholder="Filter"
          title="Name, type or value (/)"
          maxLength={200}
          spellCheck={false}
          value={text}
          onChange={(event) => setObjectsQuery({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Enter') return;
            if (event.key === 'Escape') setObjectsQuery({ text: '' });
            event.currentTarget.blur();
          }}
        />
      </label>
      <select
        className="tl-select"
        aria-label="Sort by"
        title="Sort by"
        value={sort}
        onChange={(event) => {
          setObjectsQuery({ sort: event.target.value as ObjectsSort });
          leaveAfterMouse(event.target);
        }}
      >
        {Object.entries(SORTS).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <GroupControl />
      <IconButton
        icon={order}
        label={`Order: ${order}`}
        onClick={() => setObjectsQuery({ descending: !descending })}
      />
    </div>
  );
};
