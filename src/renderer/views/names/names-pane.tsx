// Owns the table of your names bound at the playhead. Clicking a row selects the object that the name refers to.

import { Fragment, useEffect, useRef, useState } from 'react';
import type { Moment } from '../../../shared/api/index.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useSelection } from '../../state/selection-store.ts';
import { counted, refcountText, valueOrType } from '../../state/words.ts';
import { IMMORTAL } from '../../../shared/model/session.ts';
import { FollowButton } from './follow-button.tsx';
import { Pane } from '../kit/pane.tsx';
import { changedNames, groupByScope, keyOf, type BoundName } from './name-groups.ts';

const MOST_ROWS = 500;

const NameRow = ({ bound, isChanged }: { bound: BoundName; isChanged: boolean }) => {
  const isSelected = useSelection((state) => state.selectedObject === bound.object);
  const select = useSelection((state) => state.select);
  const { text, hint } = valueOrType(bound);
  return (
    <tr
      data-object={bound.object}
      data-selected={isSelected}
      className={isChanged ? 'is-changed' : ''}
      onClick={() => select(bound.object)}
    >
      <td className="ellipsis">
        <button
          type="button"
          role="link"
          className="name-button ellipsis"
          title={`${bound.name}: select its object`}
          aria-current={isSelected}
        >
          {bound.name}
        </button>
        <FollowButton name={bound} />
      </td>
      <td className="ellipsis mono" title={hint}>
        {bound.value === '' ? <span className="no-value">{text}</span> : text}
      </td>
      <td className="ellipsis muted" title={bound.type}>
        {bound.type}
      </td>
      <td className="number mono" title={bound.immortal ? 'immortal' : 'reference count'}>
        {refcountText(bound.immortal ? IMMORTAL : bound.refcount)}
      </td>
    </tr>
  );
};

/** Which names were bound or rebound since the moment shown before. */
const useChanged = (moment: Moment | null): ReadonlySet<string> => {
  const shown = useRef<Moment | null>(null);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (moment && shown.current && moment !== shown.current) {
      setChanged(changedNames(shown.current, moment));
    }
    shown.current = moment;
  }, [moment]);
  return changed;
};

const EMPTY_WHY: Readonly<Record<Moment['phase'], string>> = {
  compile: 'No line has run yet, so no name is bound. Move the playhead to the right.',
  run: 'No name of yours is bound at this moment.',
  exit: 'Python has cleared the names of the program while it exits.',
};

const emptyWhy = (moment: Moment, hasRun: boolean): string =>
  hasRun
    ? EMPTY_WHY[moment.phase]
    : 'The program did not compile, so no line ran and no name was bound.';

export const NamesPane = ({ hasRun }: { hasRun: boolean }) => {
  const moment = usePlayhead((state) => state.moment);
  const changed = useChanged(moment);
  const names = moment?.names ?? [];
  return (
    <Pane
      name="Names"
      title="Names at the playhead"
      note={names.length > 0 ? counted(names.length, 'name') : ''}
    >
      {moment && names.length === 0 && <p className="empty">{emptyWhy(moment, hasRun)}</p>}
      {names.length > 0 && (
        <table className="names-table" aria-label="Names at the playhead">
          <colgroup>
            <col style={{ width: '26%' }} />
            <col />
            <col style={{ width: '24%' }} />
            <col style={{ width: '52px' }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
              <th scope="col">Type</th>
              <th scope="col" className="number">
                Count
              </th>
            </tr>
          </thead>
          <tbody>
            {groupByScope(names.slice(0, MOST_ROWS)).map((group, index) => (
              <Fragment key={index}>
                <tr className="names-scope">
                  <td colSpan={4}>{group.title}</td>
                </tr>
                {group.names.map((bound) => (
                  <NameRow key={keyOf(bound)} bound={bound} isChanged={changed.has(keyOf(bound))} />
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {names.length > MOST_ROWS && (
        <p className="output-later">and {counted(names.length - MOST_ROWS, 'more name')}</p>
      )}
    </Pane>
  );
};
