// Owns the question whether Electron can open a window here; the answer is its executable, or one line that says why not.

import fs from 'node:fs';
import path from 'node:path';
import { inRoot, repoNode } from './paths.mjs';
import { run } from './run.mjs';

const DOWNLOAD_TIMEOUT_MS = 60_000;
const START_TIMEOUT_MS = 30_000;
const folder = () => inRoot('node_modules', 'electron');

function executable() {
  const name = path.join(folder(), 'path.txt');
  if (!fs.existsSync(name)) return null;
  const file = path.join(folder(), 'dist', fs.readFileSync(name, 'utf8'));
  return fs.existsSync(file) ? file : null;
}

function whyNoWindow() {
  if (process.platform !== 'linux') return '';
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  if (process.getuid?.() === 0) return 'its sandbox does not run as root';
  return '';
}

/** { file } or { reason }. Downloads the binary (about 100 MB) once, where a display makes it worth it. */
export async function findElectron(log) {
  const reason = whyNoWindow();
  if (reason) return { reason };
  if (executable()) return { file: executable() };
  log('downloading the Electron binary');
  const { status } = await run(repoNode(), [path.join(folder(), 'install.js')], {
    capture: true,
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  });
  if (status === 0 && executable()) return { file: executable() };
  return { reason: 'its binary could not be downloaded' };
}

/** '' when this Electron gets as far as opening a window, else why it does not. */
export async function whyNotStarted(file) {
  const { status, output } = await run(file, [inRoot('scripts', 'lib', 'electron-start.cjs')], {
    capture: true,
    timeoutMs: START_TIMEOUT_MS,
  });
  if (status === 0) return '';
  const [line = `it ended with status ${status}`] = output.split('\n').filter(Boolean);
  return line;
}
