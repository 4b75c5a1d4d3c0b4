// npm start [-- --browser --no-open --port N] [FILE.refscope]: sets up, then opens the window in Electron where that can run and
// in the browser where it cannot.

import { spawn } from 'node:child_process';
import { findElectron } from './lib/electron.mjs';
import { recordingEnvironment } from './lib/memory.mjs';
import { inRoot, repoNode, root } from './lib/paths.mjs';
import { fail, log, setUpWindow } from './lib/setup.mjs';

const args = process.argv.slice(2);
const wantsBrowser = args.some((arg) => /^--(browser|no-open|port)/.test(arg));
const QUICK_END_MS = 5_000;

/** Runs until it ends or this process is asked to end. Resolves to the exit status. */
function host(command, hostArgs) {
  const child = spawn(command, hostArgs, {
    cwd: process.env.INIT_CWD ?? root,
    stdio: 'inherit',
    env: recordingEnvironment(),
  });
  // The terminal sends its interrupt to the whole group: waiting for the child is all there is to do.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) => resolve(signal ? 0 : (code ?? 1)));
  });
}

const browser = () =>
  host(repoNode(), [
    inRoot('src/main/hosts/browser/main.ts'),
    ...args.filter((arg) => arg !== '--browser'),
  ]);

async function electronOrBrowser() {
  const { file, reason } = await findElectron(log);
  if (!file) {
    process.stderr.write(
      `Electron cannot run here (${reason}): opening the window in the browser.\n`,
    );
    return browser();
  }
  const startedMs = Date.now();
  const status = await host(file, [root, ...args]);
  if (status === 0 || Date.now() - startedMs > QUICK_END_MS) return status;
  process.stderr.write(
    `Electron ended with status ${status}: opening the window in the browser.\n`,
  );
  return browser();
}

await setUpWindow().catch(fail);
process.exitCode = await (wantsBrowser ? browser() : electronOrBrowser());
