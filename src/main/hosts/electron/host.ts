// Owns Electron's side of the app: one window over the same `handle` as the browser host, plus what a desktop adds: menu, dialogs, files
// given by the system. The fuses of a packaged build are in electron-builder.yml. Invariant: only the window's own page is answered.

import path from 'node:path';
import {
  app as electron,
  ipcMain,
  protocol,
  type BrowserWindow,
  type IpcMainInvokeEvent,
} from 'electron';
import { CHANNELS } from '../../../shared/api/channels.ts';
import type { AppEvent } from '../../../shared/api/app-results.ts';
import { createApp, type App } from '../../app/create-app.ts';
import { startSessionFor } from '../../app/start-session.ts';
import { InFlight } from '../in-flight.ts';
import { electronAbilities } from './dialogs.ts';
import { installMenu } from './menu.ts';
import { openWindow } from './window.ts';
import { isWindowUrl, registerScheme, serveWindow } from './window-files.ts';

/** The last session file of a command line, or null. */
export const sessionArgument = (argv: readonly string[], cwd: string): string | null => {
  const file = argv.slice(1).findLast((arg) => arg.endsWith('.refscope') && !arg.startsWith('-'));
  return file === undefined ? null : path.resolve(cwd, file);
};

export async function startElectronHost(): Promise<void> {
  const userData = process.env['REFSCOPE_USER_DATA'];
  // Before the lock, which is a file in there.
  if (userData) electron.setPath('userData', path.resolve(userData));
  if (!electron.requestSingleInstanceLock()) return electron.quit();
  registerScheme();
  let window: BrowserWindow | null = null;
  let pending = sessionArgument(process.argv, process.cwd());
  let app: App | null = null;
  const open = (file: string): void => {
    if (!app) pending = file;
    else app.openInWindow(file);
    window?.focus();
  };
  // macOS gives a file by event, and may do so before the app is ready; elsewhere a second start hands on its arguments.
  electron.on('open-file', (event, file) => {
    event.preventDefault();
    open(file);
  });
  electron.on('second-instance', (_event, argv, cwd) => {
    const file = sessionArgument(argv, cwd);
    if (file !== null) open(file);
    window?.focus();
  });

  await electron.whenReady();
  serveWindow(protocol);
  const send = (event: AppEvent): void => window?.webContents.send(CHANNELS.event, event);
  app = createApp({
    host: electronAbilities(() => window),
    emit: send,
    startSession: await startSessionFor(pending),
  });
  answerWindow(app);
  installMenu((command) => send({ kind: 'command', command }));
  closeInOrder(app);
  window = await openWindow();
  window.on('closed', () => {
    window = null;
  });
}

function answerWindow(app: App): void {
  const inFlight = new InFlight();
  const refused = {
    ok: false,
    kind: 'bad-request',
    message: 'Only the window of Refscope is answered.',
  };
  ipcMain.handle(
    CHANNELS.request,
    (event: IpcMainInvokeEvent, name: unknown, params: unknown, ticket: unknown) => {
      if (!isFromWindow(event) || typeof name !== 'string') return refused;
      return inFlight.run(typeof ticket === 'number' ? ticket : undefined, (signal) =>
        app.handle(name, params, signal),
      );
    },
  );
  ipcMain.on(CHANNELS.cancel, (event, ticket: unknown) => {
    if (isFromWindow(event) && typeof ticket === 'number') inFlight.cancel(ticket);
  });
}

/** The top frame of our own page: no frame inside it, no page that took its place. */
const isFromWindow = ({
  senderFrame,
  sender,
}: Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>): boolean =>
  senderFrame !== null && senderFrame === sender.mainFrame && isWindowUrl(senderFrame.url);

/** Recordings in progress are kept before the process ends. */
function closeInOrder(app: App): void {
  let isClosed = false;
  electron.on('window-all-closed', () => electron.quit());
  electron.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void app.close().finally(() => {
      isClosed = true;
      electron.quit();
    });
  });
}
