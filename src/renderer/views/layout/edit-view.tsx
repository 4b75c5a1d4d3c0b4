// Owns the layout while editing: the program, and beside it where to start and what the last run printed.

import { Group, Panel, Separator } from 'react-resizable-panels';
import { useWindow } from '../../state/window-store.ts';
import { EditorPane } from '../editor/editor-pane.tsx';
import { WelcomePane } from '../editor/welcome-pane.tsx';
import { LiveOutput } from '../output/live-output.tsx';

export const EditView = () => {
  const isShown = useWindow((state) => state.view === 'edit');
  return (
    <Group orientation="horizontal" className="workspace">
      <Panel id="editor" defaultSize="62" minSize={320}>
        <EditorPane />
      </Panel>
      <Separator className="split split-column" />
      <Panel id="beside" minSize={260}>
        <Group orientation="vertical">
          <Panel id="start" defaultSize="62" minSize={80}>
            <WelcomePane />
          </Panel>
          <Separator className="split split-row" />
          <Panel id="output" minSize={80}>
            {isShown && <LiveOutput />}
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
};
