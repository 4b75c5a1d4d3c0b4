// Owns region Inspector: the selected object at the playhead. Must not compute anything about it: main says it in words.

import { useDeferredValue } from 'react';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { useChangesShown } from '../../state/changes-shown-store.ts';
import { useGrowth } from '../../state/live/live-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useSelection } from '../../state/selection-store.ts';
import { useApi } from '../../state/use-api.ts';
import { Pane } from '../kit/pane.tsx';
import { Holders } from './holders/holders.tsx';
import { ObjectSteps } from './object-steps.tsx';
import { SelectionWay } from './selection-way.tsx';
import { HistoryTab } from './tabs/history-tab.tsx';
import { InspectorTabs } from './tabs/inspector-tabs.tsx';
import { NamesTab } from './tabs/names-tab.tsx';
import { OverviewTab } from './tabs/overview-tab.tsx';

const NothingSelected = () => (
  <div className="empty">
    <strong>No object is selected.</strong>
    <p>
      Click a lane in the timeline, or a name under “Names at the playhead”, to see that object’s
      value, its names, its reference count and the reason for every change.
    </p>
  </div>
);

export const InspectorPane = ({ summary }: { summary: SessionSummary }) => {
  const object = useSelection((state) => state.selectedObject);
  const seq = useDeferredValue(usePlayhead((state) => state.seq));
  const step = useDeferredValue(usePlayhead((state) => state.step));
  const lasting = useChangesShown((state) => state.shown === 'lasting');
  const { value, error } = useApi(
    'session.object',
    object === null ? null : { session: summary.session, object, seq, step, lasting },
    useGrowth(),
  );
  const at = value?.object.id === object ? value : null;
  return (
    <Pane
      name="Inspector"
      title={at ? at.object.label : 'Inspector'}
      note={at ? `${at.object.type} #${at.object.id}` : ''}
      actions={<SelectionWay />}
      bodyClass="pane-body inspector-body"
    >
      {object === null && <NothingSelected />}
      {error !== '' && <p className="empty">{error}</p>}
      {object !== null && at && (
        <>
          <ObjectSteps object={at.object} />
          <InspectorTabs
            contents={{
              overview: <OverviewTab session={summary.session} at={at} />,
              history: <HistoryTab summary={summary} at={at} />,
              names: <NamesTab summary={summary} object={at.object.id} />,
              holders: <Holders summary={summary} />,
            }}
          />
        </>
      )}
    </Pane>
  );
};
