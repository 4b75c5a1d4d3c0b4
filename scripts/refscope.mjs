#!/usr/bin/env node
// The refscope command. In a checkout it runs from src; installed as a package, Node strips no types below node_modules, so
// the bundled command runs. Nothing but the command itself writes to stdout.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { recordingEnvironment } from './lib/memory.mjs';
import { inRoot, repoNode } from './lib/paths.mjs';
import { fail, setUpPackages } from './lib/setup.mjs';

const isCheckout =
  fs.existsSync(inRoot('src/main/cli/index.ts')) && !/[\\/]node_modules[\\/]/.test(inRoot());
if (isCheckout) await setUpPackages().catch(fail);

const entry = isCheckout ? inRoot('src/main/cli/index.ts') : inRoot('out/main/cli.js');
const node = fs.existsSync(repoNode()) ? repoNode() : process.execPath;
// npm runs scripts in the package's folder; paths on the command line are relative to where the user is.
const cwd = isCheckout ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();
const child = spawn(node, [entry, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd,
  env: recordingEnvironment(),
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // A terminal interrupts the whole group itself; a signal sent to this process alone has to be passed on.
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('error', fail);
child.on('close', (code, signal) => {
  // By SIGUSR2 the command ended itself and said why: the session wanted too much memory.
  process.exitCode = signal === 'SIGUSR2' ? 1 : signal ? 130 : (code ?? 1);
});
