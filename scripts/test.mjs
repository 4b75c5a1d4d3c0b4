// npm test: sets up by itself, then the checks, the tests with the real engine, and the tests of the window in Chromium.
// The last line is `N passed, N failed` over all of them.

import { ensureChromium } from './lib/chromium.mjs';
import { runChecks, vitestStep } from './lib/checks.mjs';
import { packageBin } from './lib/paths.mjs';
import { fail, log, setUpWindow } from './lib/setup.mjs';
import { summarise, testStep } from './lib/steps.mjs';

const countPlaywright = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
});

await setUpWindow().catch(fail);
const chromium = await ensureChromium(log).catch(fail);
const outcomes = await runChecks();
outcomes.push(await vitestStep('integration'), await vitestStep('golden'));
outcomes.push(
  await testStep(
    'e2e',
    () => [packageBin('@playwright/test', 'playwright'), 'test', '--reporter=list,json'],
    countPlaywright,
    { REFSCOPE_CHROMIUM: chromium },
  ),
);
process.exitCode = summarise(outcomes);
