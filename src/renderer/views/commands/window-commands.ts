// Owns what the window's own commands do. Must not know keys or menus (state/commands). Invariant: every command of the area Window
// has an entry; the type says so.

import type { WindowCommandId } from '../../../shared/model/commands.ts';
import { openWithDialog, startRecording } from '../../state/actions.ts';
import { provideCommands } from '../../state/commands/registry.ts';
import { forgetLayouts } from '../../state/layout-store.ts';
import { copyMomentLink } from '../../state/copy-moment-link.ts';
import { useProject } from '../../state/project/project-store.ts';
import { useBytecodeShown } from '../../state/bytecode-store.ts';
import { showNextInspectorTab } from '../../state/inspector-tabs.ts';
import { useChangesShown } from '../../state/changes-shown-store.ts';
import { openNewWindow } from '../../state/new-window.ts';
import { useExport, type ExportFormat } from '../../state/export-store.ts';
import { useRecording } from '../../state/recording-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useTheme } from '../../state/theme-store.ts';
import { useWheel } from '../../state/wheel-store.ts';
import { useWindow } from '../../state/window-store.ts';

const toggleView = (): void => {
  const { view, show } = useWindow.getState();
  if (view === 'recording') show('edit');
  else if (useSession.getState().summary) show('recording');
};

/** A browser has no file dialog of the host: its popover offers the upload. */
const openFile = async (): Promise<void> => {
  if (!(await openWithDialog())) useWindow.setState({ isOpenMenuOpen: true });
};

const showExport = (format: ExportFormat): void => {
  useExport.getState().chooseFormat(format);
  useWindow.setState({ isExportOpen: true });
};

const RUNS: Readonly<Record<WindowCommandId, () => void>> = {
  record: () => void startRecording(),
  project: () => useProject.setState({ isOpen: true }),
  stop: () => void useRecording.getState().stop(),
  newWindow: () => void openNewWindow(),
  open: () => useWindow.setState({ isOpenMenuOpen: true }),
  openFile: () => void openFile(),
  exportCsv: () => showExport('csv'),
  exportSqlite: () => showExport('sqlite'),
  copyLink: () => void copyMomentLink(),
  find: () => useWindow.setState({ isFindOpen: true }),
  palette: () => useWindow.setState({ isPaletteOpen: true }),
  toggleView,
  inspector: () => useWindow.getState().toggleInspector(),
  inspectorTab: showNextInspectorTab,
  bytecode: () => useBytecodeShown.getState().toggle(),
  lasting: () => useChangesShown.getState().toggle(),
  resetLayout: forgetLayouts,
  themeSystem: () => useTheme.getState().choose('system'),
  themeLight: () => useTheme.getState().choose('light'),
  themeDark: () => useTheme.getState().choose('dark'),
  wheelScrolls: () => useWheel.getState().choose('scrolls'),
  wheelZooms: () => useWheel.getState().choose('zooms'),
  help: () => useWindow.setState({ isHelpOpen: true }),
};

/** Returns the function that takes them back. */
export const provideWindowCommands = (): (() => void) => provideCommands(RUNS);
