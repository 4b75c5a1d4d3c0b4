// Ctrl-C during long work that is no recording: it ends soon, says so, and leaves nothing half written.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { refscope } from '../../harness/run-command.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const COMMAND = path.resolve(import.meta.dirname, '../../../src/main/cli/index.ts');
const LARGE = folder.path('large.refscope');
beforeAll(() => {
  writeSyntheticSession(LARGE, { events: 1_500_000 });
});

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

/** Runs the command, sends SIGINT as soon as `isUnderWay`, and answers how it ended. */
function interrupted(
  args: readonly string[],
  isUnderWay: () => boolean,
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const watch = setInterval(() => {
    if (!isUnderWay()) return;
    clearInterval(watch);
    child.kill('SIGINT');
  }, 5);
  return new Promise((resolve) =>
    child.on('close', (status) => {
      clearInterval(watch);
      resolve({ status, stderr });
    }),
  );
}

it.each([['--csv'], ['--sqlite']])('export %s leaves the old file as it was', async (option) => {
  const out = folder.path(`out${option}`);
  mkdirSync(out);
  writeFileSync(path.join(out, 'x'), 'old');
  const isWriting = (): boolean => readdirSync(out).some((name) => name.endsWith('.tmp'));
  const args = ['export', LARGE, option, path.join(out, 'x'), '--all'];
  const { status, stderr } = await interrupted(args, isWriting);
  expect({ status, stderr }).toEqual({
    status: 130,
    stderr: 'refscope: The export was cancelled; run it again for the whole file.\n',
  });
  expect(readdirSync(out)).toEqual(['x']);
  expect(readFileSync(path.join(out, 'x'), 'utf8')).toBe('old');
});

it('verify --rerun leaves no second recording behind', async () => {
  const program = folder.path('long.py');
  writeFileSync(program, 'for i in range(80_000):\n    x = [i, 1.5]\n');
  const session = folder.path('long.refscope');
  expect((await refscope(['record', program, '-o', session])).status).toBe(0);
  const temporary = folder.path('tmp');
  mkdirSync(temporary);
  const isRunning = (): boolean =>
    readdirSync(temporary, { recursive: true }).some((name) => String(name).endsWith('.refscope'));
  const env = { TMPDIR: temporary, TEMP: temporary };
  const { status, stderr } = await interrupted(['verify', session, '--rerun'], isRunning, env);
  expect({ status, stderr }).toEqual({
    status: 130,
    stderr: 'refscope: The run was stopped before it could be compared.\n',
  });
  expect(readdirSync(temporary)).toEqual([]);
});
