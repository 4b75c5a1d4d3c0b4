// The wiring of the Electron host: what it asks of Electron, whom it answers, what it refuses. Electron itself is the only fake.

import { COMMANDS } from '../../../src/shared/model/commands.ts';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sessionArgument, startElectronHost } from '../../../src/main/hosts/electron/host.ts';
import { fileOf, isWindowUrl } from '../../../src/main/hosts/electron/window-files.ts';
import { CHANNELS } from '../../../src/shared/api/channels.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import * as fake from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const folder = temporaryFolder();
let window: fake.BrowserWindow;

beforeAll(async () => {
  vi.stubEnv('REFSCOPE_LIBRARY', folder.path('library'));
  vi.stubEnv('REFSCOPE_CACHE', folder.path('cache'));
  vi.stubEnv('REFSCOPE_USER_DATA', folder.path('user data'));
  await startElectronHost();
  window = fake.BrowserWindow.made[0] as fake.BrowserWindow;
});
afterAll(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

/** A request as it arrives from a frame of a window. */
function ask(
  name: unknown,
  params: unknown,
  of = window,
  frame: object | null = of.webContents.mainFrame,
) {
  const handler = fake.handlers.get(CHANNELS.request);
  return handler?.({ senderFrame: frame, sender: of.webContents }, name, params);
}

interface Opened {
  readonly ok: true;
  readonly value: { readonly session: string; readonly facts: { readonly events: number } };
}

const menuItem = (label: string) =>
  fake.menus
    .flat()
    .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    .find((item) => item.label === label);

it('keeps its own state where it is told, its lock included', () => {
  expect(fake.app.asked).toEqual([['userData', folder.path('user data')], ['lock']]);
});

describe('the window', () => {
  it('is sandboxed, isolated and loads its own page', () => {
    expect(window.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    expect(window.loaded).toEqual(['app://refscope/index.html']);
  });

  it.each(['will-navigate', 'will-redirect'])('stays where it is on %s', (event) => {
    const leave = { url: 'https://evil.example/', preventDefault: vi.fn() };
    window.webContents.emit(event, leave);
    expect(leave.preventDefault).toHaveBeenCalledOnce();
    const stay = { url: 'app://refscope/index.html', preventDefault: vi.fn() };
    window.webContents.emit(event, stay);
    expect(stay.preventDefault).not.toHaveBeenCalled();
  });

  it('opens no windows and is granted nothing', () => {
    const { webContents } = window;
    expect(webContents.windowOpenHandler({ url: 'file:///etc/passwd' })).toEqual({
      action: 'deny',
    });
    expect(fake.shell.openExternal).not.toHaveBeenCalled();
    const answer = vi.fn();
    webContents.session.requestHandler(webContents, 'media', answer);
    expect(answer).toHaveBeenCalledWith(false);
    expect(webContents.session.checkHandler()).toBe(false);
  });
});

describe('requests', () => {
  it('of the page are answered by the app', async () => {
    expect(await ask('app.info', {})).toMatchObject({ ok: true, value: { host: 'electron' } });
    expect(await ask('library.list', {})).toEqual({ ok: true, value: [] });
    expect(await ask('nonsense', {})).toMatchObject({ ok: false, kind: 'bad-request' });
  });

  it.each([
    ['a frame inside it', { url: 'app://refscope/index.html' }],
    ['no frame', null],
  ])('of %s are refused', async (_who, frame) => {
    expect(await ask('app.info', {}, window, frame)).toMatchObject({
      ok: false,
      kind: 'bad-request',
    });
  });

  it('of a page that took its place are refused', async () => {
    const { mainFrame } = window.webContents;
    mainFrame.url = 'https://refscope.evil.example/';
    expect(await ask('app.info', {})).toMatchObject({ ok: false });
    mainFrame.url = 'app://refscope/index.html';
  });
});

describe('what a desktop adds', () => {
  it('menu items send commands to the window', () => {
    expect(menuItem('Record the program')?.accelerator).toBe('CmdOrCtrl+Return');
    menuItem('Record the program')?.click?.();
    expect(window.webContents.sent.at(-1)).toEqual([
      CHANNELS.event,
      { kind: 'command', command: 'record' },
    ]);
  });

  it('menus list every command, and each sends its own', () => {
    for (const { id, title } of COMMANDS) {
      menuItem(title)?.click?.();
      expect(window.webContents.sent.at(-1)).toEqual([
        CHANNELS.event,
        { kind: 'command', command: id },
      ]);
    }
  });

  it('a session given by the system opens in a window of its own, and may be read', async () => {
    const file = folder.path('given.refscope');
    writeSyntheticSession(file, { events: 100 });
    expect(await ask('session.open', { path: file })).toMatchObject({ ok: false });
    const before = fake.BrowserWindow.made.length;
    fake.app.emit('second-instance', {}, ['refscope', file], '/');
    expect(fake.BrowserWindow.made).toHaveLength(before + 1);
    const made = fake.BrowserWindow.made.at(-1) as fake.BrowserWindow;
    expect(made.loaded).toEqual(['app://refscope/index.html']);
    expect(made.options).toMatchObject({ x: 38, y: 48 });
    expect(await ask('app.info', {}, made)).toMatchObject({ value: { startSession: file } });
    expect(await ask('app.info', {})).toMatchObject({ value: { startSession: null } });
    expect(await ask('session.open', { path: file }, made)).toMatchObject({ ok: true });

    // Given again, it is the window that has it.
    fake.app.emit('second-instance', {}, ['refscope', file], '/');
    expect(fake.BrowserWindow.made).toHaveLength(before + 1);
    expect(made.focus).toHaveBeenCalledOnce();
    made.emit('closed');
    expect(await ask('app.info', {}, made)).toMatchObject({ ok: false });
  });

  it('a session that was dropped on the window may be read, and nothing else', async () => {
    await import('../../../src/preload/index.ts');
    const [, bridge] = fake.exposed[0] as [string, { give(file: unknown): Promise<string | null> }];
    const event = { senderFrame: window.webContents.mainFrame, sender: window.webContents };
    fake.ipcRenderer.invoke.mockImplementation(async (...[channel, value]: unknown[]) =>
      fake.handlers.get(String(channel))?.(event, value),
    );
    const file = folder.path('dropped.refscope');
    writeSyntheticSession(file, { events: 100 });
    expect(await ask('session.open', { path: file })).toMatchObject({ ok: false });
    expect(await bridge.give({})).toBeNull();
    expect(await bridge.give({ path: file })).toBe(file);
    const opened = (await ask('session.open', { path: file })) as Opened;
    expect(opened.ok).toBe(true);
    await ask('session.close', { session: opened.value.session });
    const other = folder.path('dropped.txt');
    writeSyntheticSession(other, { events: 100 });
    await bridge.give({ path: other });
    expect(await ask('session.open', { path: other })).toMatchObject({ ok: false });
  });

  it('a second start without a file shows the window used last', () => {
    fake.app.emit('second-instance', {}, ['refscope'], '/');
    expect(window.focus).toHaveBeenCalledOnce();
  });

  it('open-file does the same on macOS', async () => {
    const event = { preventDefault: vi.fn() };
    fake.app.emit('open-file', event, '/x/y.refscope');
    expect(event.preventDefault).toHaveBeenCalledOnce();
    const made = fake.BrowserWindow.made.at(-1) as fake.BrowserWindow;
    expect(await ask('app.info', {}, made)).toMatchObject({
      value: { startSession: '/x/y.refscope' },
    });
    made.emit('closed');
  });

  it('dialogs that are cancelled change nothing', async () => {
    expect(await ask('dialog.openSession', {})).toEqual({
      ok: true,
      value: { path: null, native: true },
    });
    expect(await ask('dialog.openProgram', {})).toEqual({ ok: true, value: null });
    expect(await ask('project.choose', { kind: 'folder' })).toEqual({
      ok: true,
      value: { native: true, part: null },
    });
  });

  it('a folder and a wheel of a program are chosen in dialogs of their own', async () => {
    fake.dialog.showOpenDialog.mockResolvedValueOnce({ filePaths: [folder.path('.')] });
    expect(await ask('project.choose', { kind: 'folder' })).toMatchObject({
      value: { native: true, part: { kind: 'folder', name: path.basename(folder.path('.')) } },
    });
    const options = fake.dialog.showOpenDialog.mock.calls.at(-1) as unknown[];
    expect(options.at(-1)).toMatchObject({ properties: ['openDirectory'] });
    fake.dialog.showOpenDialog.mockResolvedValueOnce({ filePaths: [folder.path('none.whl')] });
    expect(await ask('project.choose', { kind: 'wheel' })).toMatchObject({ ok: false });
  });

  it('an export is written where the user says, and shown in its folder', async () => {
    const file = folder.path('library/exported.refscope');
    mkdirSync(folder.path('library'), { recursive: true });
    writeSyntheticSession(file, { events: 300 });
    const { value } = (await ask('session.open', { path: file })) as Opened;
    const target = folder.path('exported.db');
    fake.dialog.showSaveDialog.mockResolvedValueOnce({ filePath: target });
    const started = (await ask('export.sqlite', { session: value.session, all: true })) as {
      value: { job: string };
    };
    const { job } = started.value;
    const rows = value.facts.events;
    const finished = { kind: 'export.finished', job, rows, path: target, downloadUrl: null };
    await vi.waitFor(
      () => expect(window.webContents.sent.map(([, event]) => event)).toContainEqual(finished),
      20_000,
    );
    expect(await ask('export.reveal', { job: 'another' })).toMatchObject({ ok: false });
    expect(fake.shell.showItemInFolder).not.toHaveBeenCalled();
    expect(await ask('export.reveal', { job })).toEqual({ ok: true, value: null });
    expect(fake.shell.showItemInFolder).toHaveBeenCalledExactlyOnceWith(target);
    expect(await ask('library.reveal', { path: file })).toEqual({ ok: true, value: null });
    expect(fake.shell.showItemInFolder).toHaveBeenLastCalledWith(file);
    await ask('session.close', { session: value.session });
  });

  it('a recording from elsewhere is among the recent ones, the system’s too', async () => {
    const file = folder.path('elsewhere/from-a-friend.refscope');
    mkdirSync(folder.path('elsewhere'), { recursive: true });
    writeSyntheticSession(file, { events: 30 });
    expect(await ask('session.open', { path: file })).toMatchObject({ ok: false });
    expect(await ask('library.reveal', { path: file })).toMatchObject({ ok: false });
    fake.dialog.showOpenDialog.mockResolvedValueOnce({ filePaths: [file] });
    await ask('dialog.openSession', {});
    const { value } = (await ask('session.open', { path: file })) as Opened;
    expect(fake.app.addRecentDocument).toHaveBeenLastCalledWith(file);
    const recent = (await ask('library.recent', {})) as { value: object[] };
    expect(recent.value[0]).toMatchObject({ path: file, title: 'from-a-friend', problem: '' });
    expect(await ask('library.reveal', { path: file })).toEqual({ ok: true, value: null });
    await ask('session.close', { session: value.session });
  });

  it('the app is closed before the process ends', async () => {
    const first = { preventDefault: vi.fn() };
    fake.app.emit('will-quit', first);
    expect(first.preventDefault).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(fake.app.quit).toHaveBeenCalled());
    const second = { preventDefault: vi.fn() };
    fake.app.emit('will-quit', second);
    expect(second.preventDefault).not.toHaveBeenCalled();
  });
});

describe('addresses', () => {
  it('name files of the window only', () => {
    const dir = path.resolve('/app/out/renderer');
    expect(fileOf('app://refscope/assets/a.js', dir)).toBe(path.join(dir, 'assets', 'a.js'));
    expect(fileOf('app://refscope/%2e%2e/main/index.js', dir)).toBe(
      path.join(dir, 'main', 'index.js'),
    );
    expect(fileOf('app://refscope/..%2f..%2fpackage.json', dir)).toBeNull();
    expect(fileOf('app://elsewhere/index.html', dir)).toBeNull();
  });

  it('of other pages are not ours', () => {
    for (const url of [
      'app://refscope.evil/',
      'https://refscope/',
      'file:///index.html',
      'app://refscope@evil/',
    ])
      expect(isWindowUrl(url)).toBe(false);
    expect(isWindowUrl('app://refscope/index.html')).toBe(true);
  });

  it('of sessions come from a command line', () => {
    expect(sessionArgument(['electron', '.', 'x.refscope'], '/home/me')).toBe(
      '/home/me/x.refscope',
    );
    expect(sessionArgument(['electron', '.', '--flag'], '/home/me')).toBeNull();
  });
});
