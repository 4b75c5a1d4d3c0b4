// Runs the refscope command as a user's shell would: a process of its own, real pipes, real signals.

import { spawn } from 'node:child_process';
import path from 'node:path';

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** Standard input; absent: an empty one. */
  readonly stdin?: string;
  /** Environment variables besides this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with everything that stdout has so far; may send a signal. */
  readonly onOutput?: (stdout: string, kill: (signal: NodeJS.Signals) => void) => void;
}

const COMMAND = path.resolve(import.meta.dirname, '../../src/main/cli/index.ts');

export function refscope(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const env = { ...process.env, ...options.env };
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: 'pipe', env });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
    options.onOutput?.(written.stdout, (signal) => child.kill(signal));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  // A command that does not read its input closes it early.
  child.stdin.on('error', () => undefined).end(options.stdin ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...written }));
  });
}
