// Owns the window as a whole: bars, problems, and which of the two layouts is shown. Both stay mounted once there is something
// in them, so that undo history and scroll positions survive a look at the other.

import { useEffect } from 'react';
import { startWindow } from '../state/boot.ts';
import { useSession } from '../state/session-store.ts';
import { useWindow } from '../state/window-store.ts';
import { CommandPalette } from './commands/command-palette.tsx';
import { FollowName } from './commands/follow-name.tsx';
import { useCommandKeys } from './commands/use-command-keys.ts';
import { Header } from './header/header.tsx';
import { SessionBar } from './header/session-bar.tsx';
import { EditView } from './layout/edit-view.tsx';
import { HelpSheet } from './layout/help-sheet.tsx';
import { Problems } from './layout/problems.tsx';
import { SessionView } from './layout/session-view.tsx';
import { LessonsPane } from './lessons/lessons-pane.tsx';
import { ProjectDialog } from './project/project-dialog.tsx';
import { useWindowDrop } from './layout/use-window-drop.ts';

export const App = () => {
  const summary = useSession((state) => state.summary);
  const opening = useSession((state) => state.opening);
  const view = useWindow((state) => state.view);
  const isSession = view === 'recording' && summary !== null;
  useEffect(startWindow, []);
  useCommandKeys();
  useWindowDrop();
  useEffect(() => {
    document.title = summary ? `${summary.title} – Refscope` : 'Refscope';
  }, [summary]);
  return (
    <div className="window">
      <Header />
      <SessionBar />
      {opening !== '' && <div className="opening" role="status" aria-label="Opening" />}
      <Problems />
      <div className="beside-lessons">
        <LessonsPane />
        <main className="view" hidden={isSession}>
          <EditView />
        </main>
        {summary && (
          <main className="view" hidden={!isSession}>
            <SessionView key={summary.session} summary={summary} />
          </main>
        )}
      </div>
      <ProjectDialog />
      <HelpSheet />
      <CommandPalette />
      <FollowName />
    </div>
  );
};
