// Owns `test` of the end-to-end suite: the app with a library of its own, and its window. REFSCOPE_ELECTRON=FILE runs the same tests in
// that Electron, an app per test; otherwise the browser host runs, one per worker, with a fresh browser context per test.
// Invariant: an error of the page fails the test in which it happened, unless the test said that it would come.

import { test as base, expect, type TestInfo } from '@playwright/test';
import { AppWindow } from './app-window.ts';
import { browserHost } from './browser-host.ts';
import { startElectron, type ElectronHost } from './electron-host.ts';
import { startApp, type RunningApp } from './start-app.ts';
import type { TestHost } from './test-host.ts';

interface PageErrors {
  /** Errors of the console that match are part of the test. */
  expect(pattern: RegExp): void;
}

interface TestFixtures {
  readonly pageErrors: PageErrors;
  /** The window, open on the example's recording. */
  readonly app: AppWindow;
}

/** Details of a test that is about what only the browser host has: its address and key. */
export const BROWSER_HOST_ONLY = {
  annotation: { type: 'host', description: 'about the browser host only' },
} as const;

/** Ends the test as skipped, with its reason in the report. */
function skipBrowserHostOnly(info: TestInfo): void {
  const { type, description } = BROWSER_HOST_ONLY.annotation;
  const isMarked = info.annotations.some((note) => note.type === type);
  info.skip(isMarked, description);
}

const inBrowser = base.extend<{ readonly host: TestHost }, { readonly server: RunningApp }>({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from the pattern
    async ({}, use) => {
      const server = await startApp();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  host: async ({ server }, use) => use(browserHost(server)),
  context: async ({ context }, use) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await use(context);
  },
});

const inElectron = (executablePath: string) =>
  base.extend<{ readonly electron: ElectronHost; readonly host: TestHost }>({
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from the pattern
    electron: async ({}, use, info) => {
      skipBrowserHostOnly(info);
      const electron = await startElectron(executablePath);
      await use(electron);
      await electron.stop();
    },
    host: ({ electron }, use) => use(electron),
    page: async ({ electron }, use) => use(await electron.window()),
  });

const electronFile = process.env['REFSCOPE_ELECTRON'];
// Both are Playwright's `test` with the fixture `host`; what else each has is its own affair.
const withHost = (electronFile ? inElectron(electronFile) : inBrowser) as typeof inBrowser;

export const test = withHost.extend<TestFixtures>({
  pageErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      const expected: RegExp[] = [];
      page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await use({ expect: (pattern) => void expected.push(pattern) });
      const unexpected = errors.filter((text) => !expected.some((pattern) => pattern.test(text)));
      expect(unexpected, 'errors of the page').toEqual([]);
    },
    { auto: true },
  ],
  app: async ({ page, host }, use) => {
    const window = new AppWindow(page, host);
    await window.open();
    await use(window);
  },
});

export { expect };
