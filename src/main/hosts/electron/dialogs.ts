// Owns the system's dialogs as the app's abilities. Each answers null when the user changed their mind.

import path from 'node:path';
import { app, dialog, shell, type BrowserWindow } from 'electron';
import type { HostAbilities } from '../../app/context.ts';

type Filters = { name: string; extensions: string[] }[];

/** Of a save dialog, by the ending of the file. */
const SAVED: Readonly<Record<string, { title: string; filters: Filters }>> = {
  '.csv': { title: 'Export CSV', filters: [{ name: 'CSV', extensions: ['csv'] }] },
  '.db': {
    title: 'Export SQLite',
    filters: [{ name: 'SQLite database', extensions: ['db', 'sqlite'] }],
  },
};

export function electronAbilities(window: () => BrowserWindow | null): HostAbilities {
  const choose = async (
    title: string,
    filters: Filters,
    property: 'openFile' | 'openDirectory' = 'openFile',
  ): Promise<string | null> => {
    const options = { title, filters, properties: [property] };
    const parent = window();
    const { filePaths } = await (parent
      ? dialog.showOpenDialog(parent, options)
      : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  };
  return {
    kind: 'electron',
    chooseSession: () =>
      choose('Open a recording', [{ name: 'Refscope recording', extensions: ['refscope'] }]),
    chooseProgram: () =>
      choose('Open a program', [{ name: 'Python program', extensions: ['py', 'pyw'] }]),
    chooseProjectPart: (kind) =>
      kind === 'wheel'
        ? choose('Add a wheel', [{ name: 'Python wheel', extensions: ['whl'] }])
        : choose(
            kind === 'folder' ? 'The folder of the program' : 'Add a folder of libraries',
            [],
            'openDirectory',
          ),
    chooseSaveFolder: () => choose('Save what the program wrote', [], 'openDirectory'),
    chooseExport: async (suggestedName) => {
      const options = {
        ...(SAVED[path.extname(suggestedName)] ?? { title: 'Save', filters: [] }),
        defaultPath: path.join(app.getPath('documents'), suggestedName),
      };
      const parent = window();
      const { filePath } = await (parent
        ? dialog.showSaveDialog(parent, options)
        : dialog.showSaveDialog(options));
      return filePath ? { target: filePath, downloadUrl: null } : null;
    },
    reveal: async (file) => shell.showItemInFolder(file),
    noteOpened: (file) => app.addRecentDocument(file),
  };
}
