// Owns the Electron host as the tests use it: an app of its own per test, on the built out/, with a library and a user data folder
// that go with it. The system's dialogs are replaced in the main process, each for one call; everything else is real.
// Invariant: a function given to `evaluate` runs in another process, so it refers to nothing but its parameters.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import type { TestHost } from './test-host.ts';

export interface ElectronHost extends TestHost {
  /** The first window, of the size that the tests of the browser host have. */
  window(): Promise<Page>;
  stop(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '../..');
const SIZE = { width: 1440, height: 900 };
const SAVED_MS = 60_000;

/** What is used of Playwright's object, and can be replaced in a test of this file. */
type MainProcess = Pick<ElectronApplication, 'evaluate' | 'evaluateHandle'>;

/** The next open dialog answers with `file`. */
export const answerOpenDialog = (app: MainProcess, file: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    const real = dialog.showOpenDialog;
    dialog.showOpenDialog = () => {
      dialog.showOpenDialog = real;
      return Promise.resolve({ canceled: false, filePaths: [chosen] });
    };
  }, file);

/** The next save dialog answers with `target`; the returned function tells which name was suggested, '' while none was. */
export async function answerSaveDialog(
  app: MainProcess,
  target: string,
): Promise<() => Promise<string>> {
  const asked = await app.evaluateHandle(({ dialog }, chosen) => {
    const state = { suggested: '' };
    const real = dialog.showSaveDialog;
    // With or without the window that it belongs to.
    dialog.showSaveDialog = (...args: unknown[]) => {
      dialog.showSaveDialog = real;
      state.suggested = (args.at(-1) as { defaultPath?: string }).defaultPath ?? '';
      return Promise.resolve({ canceled: false, filePath: chosen });
    };
    return state;
  }, target);
  return async () => path.basename(await asked.evaluate(({ suggested }) => suggested));
}

/** Where an app of one test keeps what it would keep in the user's folders. */
export function electronFolders(folder: string): {
  readonly library: string;
  readonly userData: string;
  readonly saved: string;
} {
  return {
    library: path.join(folder, 'library'),
    userData: path.join(folder, 'user data'),
    saved: path.join(folder, 'saved'),
  };
}

/** Environment of the app: this one, the engines that the set-up has rewritten, and folders of its own. */
export function electronEnv(
  folder: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const own = {
    ...env,
    REFSCOPE_LIBRARY: electronFolders(folder).library,
    REFSCOPE_USER_DATA: electronFolders(folder).userData,
    REFSCOPE_CACHE: path.join(ROOT, 'node_modules', '.cache', 'refscope'),
    // Would make Electron a Node without windows.
    ELECTRON_RUN_AS_NODE: undefined,
  };
  return Object.fromEntries(
    Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export async function startElectron(executablePath: string): Promise<ElectronHost> {
  const folder = mkdtempSync(path.join(tmpdir(), 'refscope-electron-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const app = await _electron.launch({
      executablePath,
      args: [ROOT],
      env: electronEnv(folder),
      // As users run it; Playwright would switch it off.
      chromiumSandbox: true,
    });
    const stop = (): Promise<void> => app.close().finally(remove);
    return { ...hostOf(app, folder), stop };
  } catch (error) {
    remove();
    throw error;
  }
}

function hostOf(app: ElectronApplication, folder: string): Omit<ElectronHost, 'stop'> {
  const { library, saved } = electronFolders(folder);
  let files = 0;
  return {
    url: '',
    library,
    window: async () => {
      const page = await app.firstWindow();
      await page.setViewportSize(SIZE);
      return page;
    },
    // Also the first time: what the page reports from its start on is heard only now.
    show: async (page) => {
      await page.reload();
    },
    copy: (_page, text) =>
      app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text),
    chooseFile: async (_page, file, act) => {
      await answerOpenDialog(app, file);
      await act();
    },
    saved: async (_page, act) => {
      const target = `${saved} ${++files}.csv`;
      const suggested = await answerSaveDialog(app, target);
      await act();
      // A file appears under its name when it is complete.
      await expect.poll(() => existsSync(target), { timeout: SAVED_MS }).toBe(true);
      return { name: await suggested(), path: target };
    },
  };
}
