// Owns the layout while editing: the program, and beside it where to start and what the last run printed.

import { Panel, Separator } from 'react-resizable-panels';
import { useWindow } from '../../state/window-store.ts';
import { EditorPane } from '../editor/editor-pane.tsx';
import { WelcomePane } from '../editor/welcome-pane.tsx';
import { LiveOutput } from '../output/live-output.tsx';
import { PaneGroup } from './pane-group.tsx';

export const EditView = () => {
  const isShown = useWindow((state) => state.view === 'edit');
  return (
    <PaneGroup
      id="edit"
      orientation="horizontal"
      className="workspace"
      panes={['editor', 'beside']}
    >
      <Panel id="editor" defaultSize="62" minSize={320}>
        <EditorPane />
      </Panel>
      <Separator className="split split-column" aria-label="Beside the program" />
      <Panel id="beside" minSize={260}>
        <PaneGroup id="beside" orientation="vertical" panes={['start', 'output']}>
          <Panel id="start" defaultSize="62" minSize={80}>
            <WelcomePane />
          </Panel>
          <Separator className="split split-row" aria-label="Above the output" />
          <Panel id="output" minSize={80}>
            {isShown && <LiveOutput />}
          </Panel>
        </PaneGroup>
      </Panel>
    </PaneGroup>
  );
};
