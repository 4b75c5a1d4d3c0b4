// npm run screenshots: takes the pictures of docs/images anew, in the Chromium that the tests use.

import { ensureChromium } from './lib/chromium.mjs';
import { packageBin } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';
import { fail, log, setUpWindow } from './lib/setup.mjs';

await setUpWindow().catch(fail);
const chromium = await ensureChromium(log).catch(fail);
const { status } = await runNode(
  [packageBin('@playwright/test', 'playwright'), 'test', '--reporter=list'],
  { env: { ...process.env, REFSCOPE_CHROMIUM: chromium, REFSCOPE_TESTS: 'tests/screenshots' } },
);
process.exitCode = status;
