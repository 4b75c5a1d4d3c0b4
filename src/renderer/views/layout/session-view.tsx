// Owns the layout of an open session: code, names and output over the timeline, the inspector beside them.

import { Panel, Separator } from 'react-resizable-panels';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { isGrowing } from '../../state/live/live-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { FindBar } from '../commands/find-bar.tsx';
import { CodePane } from '../code/code-pane.tsx';
import { InspectorPane } from '../inspector/inspector-pane.tsx';
import { NamesPane } from '../names/names-pane.tsx';
import { OutputPane } from '../output/output-pane.tsx';
import { PaneGroup } from './pane-group.tsx';
import { StatusBar } from './status-bar.tsx';

const ProgramPanes = ({ summary }: { summary: SessionSummary }) => (
  <PaneGroup id="program" orientation="horizontal" panes={['code', 'names-and-output']}>
    <Panel id="code" defaultSize="58" minSize={220}>
      <CodePane summary={summary} />
    </Panel>
    <Separator className="split split-column" aria-label="Between code and names" />
    <Panel id="names-and-output" minSize={180}>
      <PaneGroup id="names-output" orientation="vertical" panes={['names', 'output']}>
        <Panel id="names" defaultSize="58" minSize={60}>
          <NamesPane hasRun={summary.facts.runFromSeq > 0 || isGrowing(summary)} />
        </Panel>
        <Separator className="split split-row" aria-label="Between names and output" />
        <Panel id="output" minSize={60}>
          <OutputPane />
        </Panel>
      </PaneGroup>
    </Panel>
  </PaneGroup>
);

export const SessionView = ({ summary }: { summary: SessionSummary }) => {
  const isInspectorOpen = useWindow((state) => state.isInspectorOpen);
  return (
    <>
      <PaneGroup
        id="session"
        orientation="horizontal"
        className="workspace"
        panes={isInspectorOpen ? ['main', 'inspector'] : ['main']}
      >
        <Panel id="main" defaultSize="70" minSize={420}>
          <PaneGroup id="main" orientation="vertical" panes={['program', 'timeline']}>
            <Panel id="program" defaultSize="50" minSize={120}>
              <ProgramPanes summary={summary} />
            </Panel>
            <Separator className="split split-row" aria-label="Between program and timeline" />
            <Panel id="timeline" minSize={160}>
              <Timeline />
            </Panel>
          </PaneGroup>
        </Panel>
        {isInspectorOpen && (
          <>
            <Separator className="split split-column" aria-label="Between timeline and inspector" />
            <Panel id="inspector" defaultSize="30" minSize={280}>
              <InspectorPane summary={summary} />
            </Panel>
          </>
        )}
      </PaneGroup>
      <FindBar summary={summary} />
      <StatusBar events={summary.facts.events} />
    </>
  );
};
