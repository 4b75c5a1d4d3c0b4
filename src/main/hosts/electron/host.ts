// Owns Electron's side of the app: windows over the same `handle` as the browser host, plus what a desktop adds: menu, dialogs, files
// given by the system. The fuses of a packaged build are in electron-builder.yml. Invariant: only a window's own page is answered, and
// what happens on behalf of a window is told to that one.

import path from 'node:path';
import { app as electron, ipcMain, protocol, type IpcMainInvokeEvent } from 'electron';
import { CHANNELS } from '../../../shared/api/channels.ts';
import type { HostAbilities } from '../../app/context.ts';
import type { WindowId } from '../../app/window-id.ts';
import { createApp, type App } from '../../app/create-app.ts';
import { startSessionFor } from '../../app/start-session.ts';
import { electronAbilities } from './dialogs.ts';
import { installMenu } from './menu.ts';
import { isWindowUrl, registerScheme, serveWindow } from './window-files.ts';
import { ElectronWindows } from './windows.ts';

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
  let pending: readonly string[] = [sessionArgument(process.argv, process.cwd())].flatMap(
    (file) => file ?? [],
  );
  let app: App | null = null;
  const windows = new ElectronWindows((id) => void app?.windowClosed(id));
  const open = (file: string): void => {
    if (app) openFile(app, windows, file);
    else pending = [...pending, file];
  };
  // macOS gives a file by event, and may do so before the app is ready; elsewhere a second start hands on its arguments.
  electron.on('open-file', (event, file) => {
    event.preventDefault();
    open(file);
  });
  electron.on('second-instance', (_event, argv, cwd) => {
    const file = sessionArgument(argv, cwd);
    if (file === null) windows.focus();
    else open(file);
  });

  await electron.whenReady();
  serveWindow(protocol);
  const [first = null, ...more] = pending;
  const startSession = await startSessionFor(first);
  const example = first === null ? startSession : await startSessionFor(null);
  const newWindow = (): Promise<void> => windows.open(example);
  const abilitiesOf = (id: WindowId): HostAbilities => ({
    ...electronAbilities(() => windows.get(id)?.window ?? null),
    openWindow: newWindow,
  });
  app = createApp({
    host: abilitiesOf(''),
    emit: (event, to) => windows.send(event, to),
    startSession,
    ofWindow: (id) => ({
      host: abilitiesOf(id),
      startSession: windows.get(id)?.startSession ?? null,
    }),
  });
  if (example !== null) app.allow(example);
  answerWindows(app, windows);
  installMenu((command) => windows.sendToLast({ kind: 'command', command }));
  closeInOrder(app);
  await windows.open(startSession);
  for (const file of more) open(file);
}

/** Brings the window to the front that has the session open, or opens one on it. */
function openFile(app: App, windows: ElectronWindows, file: string): void {
  const [holder] = app.windowsWith(file);
  app.allow(file);
  // Where there are too many, the one used last is shown.
  if (holder === undefined) windows.open(file).catch(() => windows.focus());
  else windows.focus(holder);
}

function answerWindows(app: App, windows: ElectronWindows): void {
  const refused = {
    ok: false,
    kind: 'bad-request',
    message: 'Only the windows of Refscope are answered.',
  };
  ipcMain.handle(
    CHANNELS.request,
    (event: IpcMainInvokeEvent, name: unknown, params: unknown, ticket: unknown) => {
      const window = windows.idOf(event.sender) ?? '';
      const inFlight = windows.get(window)?.inFlight;
      if (!inFlight || !isFromWindow(event) || typeof name !== 'string') return refused;
      return inFlight.run(typeof ticket === 'number' ? ticket : undefined, (signal) =>
        app.handle(name, params, { window, signal }),
      );
    },
  );
  ipcMain.handle(CHANNELS.given, (event, file: unknown) => {
    const isOurs = windows.idOf(event.sender) !== undefined && isFromWindow(event);
    if (isOurs && typeof file === 'string' && file.endsWith('.refscope')) app.allow(file);
  });
  ipcMain.on(CHANNELS.cancel, (event, ticket: unknown) => {
    const window = windows.idOf(event.sender);
    if (window !== undefined && isFromWindow(event) && typeof ticket === 'number')
      windows.get(window)?.inFlight.cancel(ticket);
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
