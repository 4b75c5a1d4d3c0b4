// Owns the menu. Its own items are the table of commands (shared/model/commands.ts), sent to the window, which does what its keys and
// palette do; the rest are Electron's roles. Invariant: the window handles the keys itself, the menu only shows them: a letter in a
// menu would otherwise be taken from whoever types.

import { Menu, type MenuItemConstructorOptions } from 'electron';
import { COMMANDS, type Command, type CommandMenu } from '../../../shared/model/commands.ts';

const NAMES: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Enter: 'Return',
  Escape: 'Esc',
  '+': 'Plus',
};

const keyName = (part: string): string =>
  NAMES[part] ??
  (part.startsWith('code:Key') ? part.slice(8) : part.length === 1 ? part.toUpperCase() : part);

/** A chord in Electron's words. */
export const acceleratorOf = (chord: string): string =>
  chord === '+' ? 'Plus' : chord.split('+').map(keyName).join('+');

export function installMenu(
  send: (command: string) => void,
  isMac = process.platform === 'darwin',
): void {
  const item = ({ id, title, keys }: Command): MenuItemConstructorOptions => {
    const chord = keys[0];
    // macOS gives every accelerator of a menu to the menu, so it is shown those with Command only.
    const isShown = chord !== undefined && (!isMac || chord.startsWith('Mod+'));
    return {
      label: title,
      ...(isShown ? { accelerator: acceleratorOf(chord), registerAccelerator: false } : {}),
      click: () => send(id),
    };
  };
  const items = (menu: CommandMenu): MenuItemConstructorOptions[] =>
    COMMANDS.filter((command) => command.menu === menu).map(item);
  const separator = { type: 'separator' } as const;
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [...items('File'), separator, isMac ? { role: 'close' } : { role: 'quit' }],
    },
    { role: 'editMenu' },
    { label: 'Recording', submenu: items('Recording') },
    { label: 'Go', submenu: items('Go') },
    { label: 'Timeline', submenu: items('Timeline') },
    {
      label: 'View',
      submenu: [
        ...items('View'),
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
    { label: 'Help', submenu: items('Help') },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
