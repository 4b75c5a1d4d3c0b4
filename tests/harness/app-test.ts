// Owns `test` of the end-to-end suite: the app running with a library of its own, one per worker, and its window in a fresh browser
// context. Invariant: an error of the page fails the test in which it happened, unless the test said that it would come.

import { test as base, expect } from '@playwright/test';
import { AppWindow } from './app-window.ts';
import { startApp, type RunningApp } from './start-app.ts';

interface PageErrors {
  /** Errors of the console that match are part of the test. */
  expect(pattern: RegExp): void;
}

interface TestFixtures {
  readonly pageErrors: PageErrors;
  /** The window, open on the example's recording. */
  readonly app: AppWindow;
}

interface WorkerFixtures {
  readonly host: RunningApp;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  host: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from the pattern
    async ({}, use) => {
      const host = await startApp();
      await use(host);
      await host.stop();
    },
    { scope: 'worker' },
  ],
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
  app: async ({ page, context, host }, use) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const window = new AppWindow(page, host.url);
    await window.open();
    await use(window);
  },
});

export { expect };
