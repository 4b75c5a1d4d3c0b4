// The end-to-end tests' hands in Electron, without Electron: what they put in place of the system's dialogs is what the host then
// gets. Functions are taken to "the other process" as Playwright takes them, as text.

import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { electronAbilities } from '../../../src/main/hosts/electron/dialogs.ts';
import {
  answerOpenDialog,
  answerSaveDialog,
  electronEnv,
  electronFolders,
} from '../../harness/electron-host.ts';
import * as electron from '../hosts/fake-electron.ts';

vi.mock('electron', () => import('../hosts/fake-electron.ts'));

/** A function without what it closes over. */
function alone(pageFunction: unknown): (...args: unknown[]) => unknown {
  // eslint-disable-next-line no-implied-eval -- that is what Playwright does in Electron's main process
  return new Function(`return (${String(pageFunction)})`)() as (...args: unknown[]) => unknown;
}

type MainProcess = Parameters<typeof answerOpenDialog>[0];
const mainProcess = {
  evaluate: async (run: unknown, arg: unknown) => alone(run)(electron, arg),
  evaluateHandle: async (run: unknown, arg: unknown) => {
    const value = await alone(run)(electron, arg);
    return { evaluate: async (read: unknown) => alone(read)(value) };
  },
} as unknown as MainProcess;

const host = electronAbilities(() => null);

it('a file is given to the next open dialog, and to no other', async () => {
  await answerOpenDialog(mainProcess, '/somewhere/one.refscope');
  expect(await host.chooseSession?.()).toBe('/somewhere/one.refscope');
  expect(await host.chooseSession?.()).toBeNull();
});

it('the next save dialog saves where it is told, and its suggestion is kept', async () => {
  const suggested = await answerSaveDialog(mainProcess, '/somewhere/saved 1.csv');
  expect(await suggested()).toBe('');
  expect(await host.chooseExport('run events.csv')).toEqual({
    target: '/somewhere/saved 1.csv',
    downloadUrl: null,
  });
  expect(await suggested()).toBe('run events.csv');
  expect(await host.chooseExport('run events.csv')).toBeNull();
  expect(electron.dialog.showSaveDialog.mock.calls.at(-1)).toMatchObject([
    { title: 'Export CSV', filters: [{ extensions: ['csv'] }] },
  ]);
  expect(await host.chooseExport('run.db')).toBeNull();
  expect(electron.dialog.showSaveDialog.mock.calls.at(-1)).toMatchObject([
    { title: 'Export SQLite', filters: [{ extensions: ['db', 'sqlite'] }] },
  ]);
});

it('a dialog that belongs to a window is answered as well', async () => {
  const ofWindow = electronAbilities(
    () => new electron.BrowserWindow({ webPreferences: {} }) as never,
  );
  await answerOpenDialog(mainProcess, '/somewhere/two.py');
  expect(await ofWindow.chooseProgram?.()).toBe('/somewhere/two.py');
  const suggested = await answerSaveDialog(mainProcess, '/somewhere/saved 2.csv');
  expect(await ofWindow.chooseExport('objects.csv')).toMatchObject({
    target: '/somewhere/saved 2.csv',
  });
  expect(await suggested()).toBe('objects.csv');
});

it('the app of a test keeps nothing in the folders of the user', () => {
  const env = electronEnv('/tmp/one test', { HOME: '/home/me', ELECTRON_RUN_AS_NODE: '1' });
  const { library, userData } = electronFolders('/tmp/one test');
  expect(env).toMatchObject({ HOME: '/home/me', REFSCOPE_LIBRARY: library });
  expect(env['REFSCOPE_USER_DATA']).toBe(userData);
  expect(env['REFSCOPE_CACHE']?.split(path.sep)).toContain('node_modules');
  expect(env).not.toHaveProperty('ELECTRON_RUN_AS_NODE');
});
