// Starts the app as `npm start -- --browser --no-open` does, with a library of its own, and waits for its address.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface RunningApp {
  readonly url: string;
  readonly library: string;
  stop(): Promise<void>;
}

const HOST = path.resolve(import.meta.dirname, '../../src/main/hosts/browser/main.ts');

export async function startApp(args: readonly string[] = []): Promise<RunningApp> {
  const library = mkdtempSync(path.join(tmpdir(), 'refscope-e2e-'));
  const env = { ...process.env, REFSCOPE_LIBRARY: library };
  const child = spawn(process.execPath, [HOST, '--no-open', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    url: await firstLine(child),
    library,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(library, { recursive: true, force: true });
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
