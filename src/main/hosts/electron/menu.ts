// Owns the menu. Its own items are commands to the window, which does what its buttons do; the rest are Electron's roles.

import { Menu, type MenuItemConstructorOptions } from 'electron';

/** [label, accelerator, command of the window] */
const FILE: readonly (readonly [string, string, string])[] = [
  ['Open Recording…', 'CmdOrCtrl+O', 'open'],
  ['Export CSV…', 'CmdOrCtrl+Shift+E', 'export'],
];
const RECORDING: typeof FILE = [
  ['Record', 'CmdOrCtrl+Return', 'record'],
  ['Stop', 'CmdOrCtrl+.', 'stop'],
];
const VIEW: typeof FILE = [
  ['Edit', 'CmdOrCtrl+1', 'edit'],
  ['Recording', 'CmdOrCtrl+2', 'recording'],
  ['Inspector', 'CmdOrCtrl+I', 'inspector'],
];

export function installMenu(
  send: (command: string) => void,
  isMac = process.platform === 'darwin',
): void {
  const items = (entries: typeof FILE): MenuItemConstructorOptions[] =>
    entries.map(([label, accelerator, command]) => ({
      label,
      accelerator,
      click: () => send(command),
    }));
  const separator = { type: 'separator' } as const;
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [...items(FILE), separator, isMac ? { role: 'close' } : { role: 'quit' }],
    },
    { role: 'editMenu' },
    { label: 'Recording', submenu: items(RECORDING) },
    {
      label: 'View',
      submenu: [
        ...items(VIEW),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        separator,
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    {
      label: 'Help',
      submenu: [{ label: 'Keys and Marks', accelerator: 'F1', click: () => send('help') }],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
