// Owns the toolbar at the top of the window.

import { useWindow } from '../../state/window-store.ts';
import { HelpIcon, Mark } from '../kit/icons.tsx';
import { LessonsButton } from '../lessons/lessons-button.tsx';
import { ProjectButton } from '../project/project-button.tsx';
import { ExamplesMenu } from './examples-menu.tsx';
import { ExportPopover } from './export-popover.tsx';
import { OpenPopover } from './open-popover.tsx';
import { RecordControls } from './record-controls.tsx';
import { ThemeMenu } from './theme-menu.tsx';

export const Header = () => (
  <header className="header">
    <h1>
      <Mark /> <span className="product-name">Refscope</span>
    </h1>
    <div className="toolbar-group">
      <OpenPopover />
      <ExamplesMenu />
      <LessonsButton />
      <ProjectButton />
    </div>
    <RecordControls />
    <span className="spacer" />
    <ExportPopover />
    <div className="toolbar-group">
      <ThemeMenu />
      <button
        type="button"
        className="button button-quiet button-icon"
        aria-label="Keyboard help"
        title="Keyboard help (?)"
        onClick={() => useWindow.setState({ isHelpOpen: true })}
      >
        <HelpIcon />
      </button>
    </div>
  </header>
);
