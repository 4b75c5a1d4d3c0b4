// Several windows in Electron: each has its own sessions and events, its own tickets and dialogs, and ends alone. Electron is the only
// fake; what is recorded is recorded.

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startElectronHost } from '../../../src/main/hosts/electron/host.ts';
import { CHANNELS } from '../../../src/shared/api/channels.ts';
import type { AppEvent } from '../../../src/shared/api/index.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import * as fake from '../../unit/hosts/fake-electron.ts';

vi.mock('electron', () => import('../../unit/hosts/fake-electron.ts'));

const RECORDED_MS = 25_000;
const folder = temporaryFolder();
let first: fake.BrowserWindow;
let second: fake.BrowserWindow;

beforeAll(async () => {
  vi.stubEnv('REFSCOPE_LIBRARY', folder.path('library'));
  vi.stubEnv('REFSCOPE_USER_DATA', folder.path('user data'));
  await startElectronHost();
  first = fake.BrowserWindow.made[0] as fake.BrowserWindow;
});
afterAll(async () => {
  fake.app.emit('will-quit', { preventDefault: () => undefined });
  await vi.waitFor(() => expect(fake.app.quit).toHaveBeenCalled());
  vi.unstubAllEnvs();
  folder.remove();
});

async function ask(window: fake.BrowserWindow, name: string, params: unknown): Promise<unknown> {
  const { mainFrame } = window.webContents;
  const event = { senderFrame: mainFrame, sender: window.webContents };
  const reply = (await fake.handlers.get(CHANNELS.request)?.(event, name, params)) as {
    ok: boolean;
    value: unknown;
    message: string;
  };
  if (!reply.ok) throw new Error(reply.message);
  return reply.value;
}

const told = (window: fake.BrowserWindow, kind: AppEvent['kind']): AppEvent[] =>
  window.webContents.sent
    .map(([, event]) => event as AppEvent)
    .filter((event) => event.kind === kind);

const record = async (window: fake.BrowserWindow, source: string): Promise<string> => {
  const started = await ask(window, 'record.start', { name: 'a.py', source });
  return (started as { recording: string }).recording;
};

it('New window opens one beside the first', async () => {
  await ask(first, 'window.new', {});
  expect(fake.BrowserWindow.made).toHaveLength(2);
  second = fake.BrowserWindow.made[1] as fake.BrowserWindow;
  expect(second.options).toMatchObject({ x: 38, y: 48 });
  expect(second.webContents.windowOpenHandler({ url: 'https://elsewhere.example' })).toEqual({
    action: 'deny',
  });
});

it('there are not more than twenty', async () => {
  for (let count = 2; count < 20; count++) await ask(first, 'window.new', {});
  await expect(ask(first, 'window.new', {})).rejects.toThrow('20 windows are open');
  for (const made of fake.BrowserWindow.made.slice(2)) made.emit('closed');
  await ask(first, 'window.new', {});
  fake.BrowserWindow.made.at(-1)?.emit('closed');
});

it('a menu item goes to the window that is used', () => {
  const item = fake.menus
    .flat()
    .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    .find(({ label }) => label === 'New window');
  expect(item?.accelerator).toBe('CmdOrCtrl+Shift+N');
  first.emit('focus');
  item?.click?.();
  expect(told(first, 'command')).toEqual([{ kind: 'command', command: 'newWindow' }]);
  expect(told(second, 'command')).toEqual([]);
});

it('a dialog belongs to the window that asks', async () => {
  await ask(second, 'dialog.openSession', {});
  expect(fake.dialog.showOpenDialog.mock.calls.at(-1)).toMatchObject([second, {}]);
});

it('a recording is told to its own window, and goes on when the other is closed', async () => {
  const mine = await record(first, 'print(input("mine? "))\n');
  const other = await record(second, 'while True:\n    x = [1.5]\n');
  await vi.waitFor(() => {
    expect(told(first, 'record.input-wanted')).toEqual([
      { kind: 'record.input-wanted', recording: mine },
    ]);
    expect(told(second, 'record.progress').length).toBeGreaterThan(2);
  }, RECORDED_MS);
  const recordingsOf = (window: fake.BrowserWindow) =>
    new Set(
      window.webContents.sent.flatMap(([, event]) =>
        'recording' in (event as AppEvent) ? [(event as { recording: string }).recording] : [],
      ),
    );
  expect(recordingsOf(first)).toEqual(new Set([mine]));
  expect(recordingsOf(second)).toEqual(new Set([other]));

  second.emit('closed');
  const kept = async () =>
    (await ask(first, 'library.list', {})) as { facts: { status: string } | null }[];
  await vi.waitFor(
    async () => expect((await kept()).map(({ facts }) => facts?.status)).toContain('stopped'),
    { timeout: RECORDED_MS, interval: 100 },
  );
  expect(told(first, 'record.finished')).toEqual([]);
  await ask(first, 'record.input', { recording: mine, text: 'yes\n' });
  await vi.waitFor(
    () =>
      expect(told(first, 'record.finished')).toMatchObject([
        { recording: mine, facts: { status: 'finished', gaps: 0 } },
      ]),
    RECORDED_MS,
  );
});
