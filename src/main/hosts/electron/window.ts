// Owns the one window and what its page may do: nothing beyond the bridge. Invariant: the page runs sandboxed and isolated, cannot
// leave its address, open windows or be granted a permission.

import path from 'node:path';
import { BrowserWindow, type Session, type WebContents } from 'electron';
import { iconFile, projectRoot } from '../../app/places.ts';
import { isWindowUrl, WINDOW_URL } from './window-files.ts';

export async function openWindow(): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    title: 'Refscope',
    icon: iconFile,
    show: false,
    webPreferences: {
      preload: path.join(projectRoot, 'out', 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  confine(window.webContents);
  denyPermissions(window.webContents.session);
  window.once('ready-to-show', () => window.show());
  await window.loadURL(WINDOW_URL);
  return window;
}

export function confine(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url: string }): void => {
    if (!isWindowUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // The page has no links that lead elsewhere, so nothing is handed to another program either.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
}
