// Starts the app as `npm start -- --browser --no-open` does, with a library of its own, and waits for its address.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface RunningApp {
  readonly pid: number;
  readonly url: string;
  readonly library: string;
  stop(): Promise<void>;
  /** Nothing of it runs on, and nothing is tidied up. */
  kill(): Promise<void>;
}

export interface AppSurroundings {
  /** Given: it stays when the app is stopped. */
  readonly library?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const HOST = path.resolve(import.meta.dirname, '../../src/main/hosts/browser/main.ts');

export async function startApp(
  args: readonly string[] = [],
  around: AppSurroundings = {},
): Promise<RunningApp> {
  const library = around.library ?? mkdtempSync(path.join(tmpdir(), 'refscope-e2e-'));
  const env = { ...process.env, ...around.env, REFSCOPE_LIBRARY: library };
  const child = spawn(process.execPath, [HOST, '--no-open', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  return {
    url: await firstLine(child),
    pid: child.pid ?? 0,
    library,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      if (around.library === undefined) rmSync(library, { recursive: true, force: true });
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const line = /^(http:\S+)\n/m.exec(text)?.[1];
      if (line) resolve(line);
    });
    child.once('exit', (status) =>
      reject(new Error(`the app ended with status ${status}: ${text}`)),
    );
  });
}
