// Owns starting other programs from the scripts: inherited or captured output, and the exit status as the answer.

import { spawn } from 'node:child_process';
import { recordingEnvironment } from './memory.mjs';
import { repoNode, root } from './paths.mjs';

/** Runs to the end. Returns { status, output }; `output` is filled when `capture` is set. */
export function run(
  command,
  args,
  { capture = false, env = {}, timeoutMs, cwd = root, toStderr = false } = {},
) {
  return new Promise((resolve) => {
    const stdio = capture
      ? ['ignore', 'pipe', 'pipe']
      : ['ignore', toStderr ? process.stderr : 'inherit', 'inherit'];
    const child = spawn(command, args, {
      cwd,
      stdio,
      env: { ...recordingEnvironment(), ...env },
      timeout: timeoutMs,
    });
    let output = '';
    child.stdout?.on('data', (bytes) => (output += bytes));
    child.stderr?.on('data', (bytes) => (output += bytes));
    child.on('error', (error) => resolve({ status: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ status: code ?? 1, output }));
  });
}

export const runNode = (args, options) => run(repoNode(), args, options);

/** npm as it was started, else the one on PATH. */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) return run(process.execPath, [npm, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    ...options,
    shell: process.platform === 'win32',
  });
}
