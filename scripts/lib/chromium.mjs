// Owns finding a Chromium for the end-to-end tests: Playwright's own, one of the system, or one that can be installed.

import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, packageBin } from './paths.mjs';
import { run, runNode } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const DOWNLOAD_TIMEOUT_MS = 180_000;

const isFile = (file) => fs.existsSync(file) && fs.statSync(file).isFile();

function onPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  for (const name of NAMES)
    for (const folder of folders)
      if (isFile(path.join(folder, name))) return path.join(folder, name);
  return MAC_APPS.find(isFile) ?? null;
}

function playwrightOwn() {
  const require = createRequire(inRoot('package.json'));
  const file = require('@playwright/test').chromium.executablePath();
  return file && isFile(file) ? file : null;
}

const found = () => playwrightOwn() ?? onPath();

async function downloadWithPlaywright(log) {
  log('fetching a Chromium for the end-to-end tests');
  const args = [packageBin('playwright'), 'install', 'chromium'];
  await runNode(args, { capture: true, timeoutMs: DOWNLOAD_TIMEOUT_MS });
}

async function installWithApt(log) {
  if (process.getuid?.() !== 0 || !isFile('/usr/bin/apt-get')) return;
  log('installing Chromium with apt-get for the end-to-end tests');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { capture: true, env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    capture: true,
    env,
  });
}

/** Path of a Chromium. Throws an Error whose message is for the user. */
export async function ensureChromium(log) {
  if (found()) return found();
  await downloadWithPlaywright(log);
  if (!found()) await installWithApt(log);
  const file = found();
  if (file) return file;
  throw new Error(
    'no Chromium was found for the end-to-end tests: install one (for example `apt-get install chromium`) or run `npx playwright install chromium`.',
  );
}
