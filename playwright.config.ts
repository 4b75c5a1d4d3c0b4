import { defineConfig } from '@playwright/test';

/** Set by scripts/test.mjs: a Chromium found on this machine; absent, Playwright's own is used. */
const executablePath = process.env['REFSCOPE_CHROMIUM'];
/** Set as well, by the same script: an Electron to run the tests in, instead (tests/harness/app-test.ts). */
const isElectron = Boolean(process.env['REFSCOPE_ELECTRON']);

export default defineConfig({
  testDir: process.env['REFSCOPE_TESTS'] ?? 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/set-up.mjs',
  // A run empties its folder.
  outputDir: `test-results/${isElectron ? 'electron' : 'browser'}`,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: executablePath
      ? { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] }
      : {},
  },
});
