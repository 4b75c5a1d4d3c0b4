// Owns region Inspector: the selected object at the playhead. Must not compute anything about it: main says it in words.

import { useDeferredValue } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { ObjectMoment, SessionSummary } from '../../../shared/api/index.ts';
import { useChangesShown } from '../../state/changes-shown-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useSelection } from '../../state/selection-store.ts';
import { useApi } from '../../state/use-api.ts';
import { Pane } from '../kit/pane.tsx';
import { Certificate } from './certificate.tsx';
import { HistoryTable } from './history-table.tsx';
import { FactsOrHolders } from './holders/facts-or-holders.tsx';
import { LifeChart } from './life-chart.tsx';
import { Identity, StateNow } from './object-facts.tsx';
import { ObjectSteps } from './object-steps.tsx';
import { RecentChanges } from './recent-changes.tsx';

const NothingSelected = () => (
  <div className="empty">
    <strong>No object is selected.</strong>
    <p>
      Click a lane in the timeline, or a name under “Names at the playhead”, to see that object’s
      value, its names, its reference count and the reason for every change.
    </p>
  </div>
);

const Selected = ({ summary, at }: { summary: SessionSummary; at: ObjectMoment }) => (
  <Group orientation="vertical" className="inspector-split">
    <Panel id="facts" defaultSize="55" minSize={120}>
      <div className="inspector-facts">
        <Identity object={at.object} />
        <StateNow at={at} />
        <RecentChanges rows={at.recent} seq={at.seq} />
        <Certificate session={summary.session} object={at.object.id} />
      </div>
    </Panel>
    <Separator className="split split-row" />
    <Panel id="life" defaultSize="45" minSize={120}>
      <div className="inspector-life">
        <LifeChart
          key={at.object.id}
          summary={summary}
          object={at.object.id}
          label={at.object.label}
        />
        <HistoryTable
          session={summary.session}
          object={at.object.id}
          currentIndex={at.historyIndex}
        />
      </div>
    </Panel>
  </Group>
);

export const InspectorPane = ({ summary }: { summary: SessionSummary }) => {
  const object = useSelection((state) => state.selectedObject);
  const seq = useDeferredValue(usePlayhead((state) => state.seq));
  const step = useDeferredValue(usePlayhead((state) => state.step));
  const lasting = useChangesShown((state) => state.shown === 'lasting');
  const { value, error } = useApi(
    'session.object',
    object === null ? null : { session: summary.session, object, seq, step, lasting },
  );
  const at = value?.object.id === object ? value : null;
  return (
    <Pane
      name="Inspector"
      title={at ? at.object.label : 'Inspector'}
      note={at ? `${at.object.type} #${at.object.id}` : ''}
      bodyClass="pane-body inspector-body"
    >
      {object === null && <NothingSelected />}
      {error !== '' && <p className="empty">{error}</p>}
      {object !== null && at && (
        <>
          <ObjectSteps object={at.object} />
          <FactsOrHolders summary={summary} facts={<Selected summary={summary} at={at} />} />
        </>
      )}
    </Pane>
  );
};
