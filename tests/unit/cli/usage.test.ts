import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../../../src/main/cli/command-line.ts';

/** Runs a command line with both streams caught. */
async function run(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    });
  const status = await runCommandLine(args);
  vi.restoreAllMocks();
  process.exitCode = undefined;
  return { status, ...written };
}

afterEach(() => vi.restoreAllMocks());

describe('a wrong command line is one line on stderr and status 2', () => {
  it.each([
    [['nonsense']],
    [['record']],
    [['record', 'x.py', '--python', '2.7']],
    [['record', 'x.py', '--max-events', 'many']],
    [['record', 'x.py', '--max-events', '-3']],
    [['record', 'x.py', '--nonsense']],
    [['info']],
    [['info', 'a', 'b']],
    [['export', 'x.refscope']],
    [['export', 'x.refscope', '--csv', '-', '--table', 'chairs']],
    [['export', 'x.refscope', '--csv', '-', '--from', '9', '--to', '2']],
    [['export', 'x.refscope', '--csv', '-', '--object', '0']],
    [['holders', 'x.refscope', '--object', '1']],
    [['sql', 'x.refscope']],
  ])('%j', async (args) => {
    const { status, stdout, stderr } = await run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^refscope: [^\n]+\n$/);
  });

  it('shows the usage when nothing is asked', async () => {
    const { status, stdout, stderr } = await run();
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: refscope');
  });
});

describe('a failure is one line on stderr and status 1', () => {
  it.each([
    [['record', '/nowhere/x.py'], '/nowhere/x.py'],
    [['record', '/'], 'is a folder'],
    [['info', '/nowhere/x.refscope'], '/nowhere/x.refscope does not exist'],
    [['verify', '/'], 'not a Refscope session'],
    [['export', '/nowhere/x.refscope', '--csv', '-'], 'does not exist'],
    [['sql', '/nowhere/x.refscope', 'SELECT 1'], 'does not exist'],
    [['sql', '/nowhere/x.refscope', 'DROP TABLE meta'], 'read-only'],
  ])('%j', async (args, part) => {
    const { status, stdout, stderr } = await run(...args);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^refscope: [^\n]+\n$/);
    expect(stderr).toContain(part);
  });
});

it('help is an answer', async () => {
  const { status, stdout } = await run('record', '--help');
  expect(status).toBe(0);
  expect(stdout).toContain('--max-events');
});
