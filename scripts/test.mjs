// npm test: sets up by itself, then the checks, the tests with the real engine, and the tests of the window in Chromium, and in
// Electron where that can start. The last line is `N passed, N failed` over all of them.

import { ensureChromium } from './lib/chromium.mjs';
import { runChecks, vitestStep } from './lib/checks.mjs';
import { findElectron, whyNotStarted } from './lib/electron.mjs';
import { packageBin } from './lib/paths.mjs';
import { fail, log, setUpWindow } from './lib/setup.mjs';
import { notRun, summarise, testStep } from './lib/steps.mjs';

const countPlaywright = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  // Each says why in its annotations: in Electron, that it is about the browser host only.
  note: stats.skipped > 0 ? `${stats.skipped} skipped` : undefined,
});

const e2e = (name, env) =>
  testStep(
    name,
    () => [packageBin('@playwright/test', 'playwright'), 'test', '--reporter=list,json'],
    countPlaywright,
    env,
  );

/** The same tests in Electron. */
async function e2eInElectron() {
  const name = 'e2e in Electron';
  const found = await findElectron(log);
  const reason = found.reason ?? (await whyNotStarted(found.file));
  return reason
    ? notRun(name, `Electron cannot run here (${reason})`)
    : e2e(name, { REFSCOPE_ELECTRON: found.file });
}

await setUpWindow().catch(fail);
const chromium = await ensureChromium(log).catch(fail);
const outcomes = await runChecks();
outcomes.push(await vitestStep('integration'), await vitestStep('golden'));
outcomes.push(await e2e('e2e', { REFSCOPE_CHROMIUM: chromium }), await e2eInElectron());
process.exitCode = summarise(outcomes);
