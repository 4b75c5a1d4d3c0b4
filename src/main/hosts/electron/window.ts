// Owns what a window is and what its page may do: nothing beyond the bridge. Invariant: the page runs sandboxed and isolated, cannot
// leave its address, open windows or be granted a permission.

import path from 'node:path';
import { BrowserWindow, type Session, type WebContents } from 'electron';
import { iconFile, projectRoot } from '../../app/places.ts';
import { isWindowUrl, WINDOW_URL } from './window-files.ts';

/** A window that lies exactly on another looks as if nothing had happened. */
const CASCADE_PX = 28;

/** A window without its page. `beside`: one that it must not cover. */
export function makeWindow(beside: BrowserWindow | null): BrowserWindow {
  const { x, y } = beside?.getBounds() ?? {};
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...(x === undefined || y === undefined ? {} : { x: x + CASCADE_PX, y: y + CASCADE_PX }),
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
  return window;
}

export const loadPage = (window: BrowserWindow): Promise<void> => window.loadURL(WINDOW_URL);

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

/** Text that the user copies. Reading the clipboard is another permission. */
const COPYING = 'clipboard-sanitized-write';

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer((permission as string) === COPYING),
  );
  session.setPermissionCheckHandler((_contents, permission) => (permission as string) === COPYING);
}
