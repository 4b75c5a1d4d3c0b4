// Whatever the command is given, it answers with one sentence and the right exit status: 2 for usage, 1 for failure; never a stack.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refscope, type CommandResult } from '../../harness/run-command.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const GOOD = folder.path('good.refscope');
const PROGRAM = folder.path('good.py');
beforeAll(async () => {
  writeFileSync(PROGRAM, 'a = [1.5]\nb = a\n');
  expect((await refscope(['record', PROGRAM, '-o', GOOD])).status).toBe(0);
});

function expectOneLine({ stdout, stderr }: CommandResult): void {
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^refscope: [^\n]+\n$/);
  expect(stderr).not.toMatch(/\bat \S+:\d|node:|defect of Refscope|undefined|\[object/);
}

describe('usage', () => {
  it.each([
    ['an unknown verb', ['recrod', 'x.py'], 'recrod'],
    ['no program', ['record'], 'program'],
    ['an unknown option', ['record', 'x.py', '--fast'], '--fast'],
    ['an unknown version', ['record', 'x.py', '--python', '2.7'], '3.12'],
    ['a number that is none', ['record', 'x.py', '--max-events', '1e3'], 'whole number'],
    ['a limit of nothing', ['record', 'x.py', '--max-events', '0'], 'at least 1'],
    ['no --csv', ['export', 'x.refscope'], '--csv'],
    ['an unknown table', ['export', 'x.refscope', '--csv', '-', '--table', 'rows'], 'events'],
    ['an object that is no number', ['export', 'x', '--csv', '-', '--object', 'a'], '--object'],
    ['a span that is backwards', ['export', 'x', '--csv', '-', '--from', '9', '--to', '3'], 'swap'],
    ['no statement', ['sql', 'x.refscope'], 'statement'],
  ])('%s exits with 2', async (_what, args, word) => {
    const result = await refscope(args);
    expect(result.status).toBe(2);
    expectOneLine(result);
    expect(result.stderr).toContain(word);
  });

  it('help and version are answers', async () => {
    const help = await refscope(['--help']);
    expect([help.status, help.stderr]).toEqual([0, '']);
    for (const verb of ['record', 'info', 'export', 'verify', 'holders', 'sql'])
      expect(help.stdout).toContain(verb);
    expect((await refscope(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('what cannot be recorded', () => {
  it.each([
    ['a missing file', ['no-such.py'], 'no-such.py'],
    ['a folder', [folder.path('.')], 'is a folder'],
    ['input from a missing file', [PROGRAM, '--stdin', folder.path('no.txt')], 'no.txt'],
    ['to a missing folder', [PROGRAM, '-o', folder.path('no/x.refscope')], 'create the folder'],
    ['to a folder', [PROGRAM, '-o', folder.path('.')], 'is a folder'],
    ['to a device', [PROGRAM, '-o', '/dev/null'], 'choose another name'],
    ['below a file', [PROGRAM, '-o', `${PROGRAM}/x.refscope`], 'good.py'],
  ])('%s', async (_what, args, word) => {
    const output = args.includes('-o') ? [] : ['-o', folder.path('not-made.refscope')];
    const result = await refscope(['record', ...args, ...output]);
    expect(result.status).toBe(1);
    expectOneLine(result);
    expect(result.stderr).toContain(word);
    expect(readdirSync(folder.path('.')).filter((name) => name.includes('not-made'))).toEqual([]);
  });
});

describe('programs that Python refuses', () => {
  it.each([
    ['a syntax error', Buffer.from('def f(:\n'), 'SyntaxError: invalid syntax'],
    ['an indent', Buffer.from('if 1:\nprint(1)\n'), 'IndentationError: expected an indented block'],
    ['a NUL byte', Buffer.from('a = 1\0\n'), 'SyntaxError: source code cannot contain null bytes'],
    ['Latin-1', Buffer.from('x = "h\xe9"\n', 'latin1'), "Non-UTF-8 code starting with '\\xe9'"],
    ['machine code', Buffer.from('7f454c460201010000000000', 'hex'), 'SyntaxError'],
  ])("%s: Python's own message, exit 1, a session", async (_what, source, message) => {
    const file = folder.path('refused.py');
    const session = folder.path('refused.refscope');
    writeFileSync(file, source);
    const result = await refscope(['record', file, '-o', session]);
    expect(result.status).toBe(1);
    expect(result.stdout).toBe('');
    expect(result.stderr).toContain(message);
    const info = await refscope(['info', session, '--json']);
    expect(JSON.parse(info.stdout)).toMatchObject({ status: 'finished', exitStatus: 1, steps: 0 });
    const output = await refscope(['sql', session, 'SELECT count(*) AS n FROM output']);
    expect(Number(output.stdout.split('\n')[1])).toBeGreaterThan(0);
  });
});

/** Files that are no sessions, or not whole ones, made from the good one. */
const DAMAGED: Record<string, (path: string) => void> = {
  missing: () => undefined,
  'a folder': (path) => mkdirSync(path),
  empty: (path) => writeFileSync(path, ''),
  'a text file': (path) => writeFileSync(path, 'SQLite format? No.\n'),
  'a database of something else': (path) => {
    new Database(path).exec('CREATE TABLE event (seq INTEGER)').close();
  },
  'from a later version': (path) => {
    writeFileSync(path, readFileSync(GOOD));
    new Database(path).exec('PRAGMA user_version = 9999').close();
  },
  'cut in half': (path) => {
    const bytes = readFileSync(GOOD);
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
  },
  'with other bytes inside': (path) => {
    const bytes = readFileSync(GOOD);
    for (let i = 4096; i < bytes.length; i += 97) bytes[i] = (bytes[i] ?? 0) ^ 0x5a;
    writeFileSync(path, bytes);
  },
};

describe('files that are no sessions', () => {
  it.each(Object.keys(DAMAGED))('%s', async (what) => {
    const file = folder.path(`${what.replaceAll(' ', '-')}.refscope`);
    DAMAGED[what]?.(file);
    const out = folder.path('old.csv');
    writeFileSync(out, 'old');
    for (const args of [
      ['info', file],
      ['verify', file],
      ['export', file, '--csv', out],
      ['sql', file, 'SELECT count(*) FROM object'],
    ]) {
      const result = await refscope(args);
      expect([args[0], result.status]).toEqual([args[0], 1]);
      expectOneLine(result);
      expect(result.stderr).toContain(file);
    }
    expect(readFileSync(out, 'utf8')).toBe('old');
  });
});

describe('memory', () => {
  const ENDLESS =
    'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n';

  it('a session that takes too much to read ends the command with a sentence', async () => {
    const result = await refscope(['sql', GOOD, ENDLESS], { env: { REFSCOPE_MEMORY_MB: '10' } });
    // Ended by its own signal, which the launcher tells as status 1.
    expect(result.status).toBeNull();
    expect(result.stderr).toMatch(/^refscope: [^\n]+ more than 10 MB of memory, [^\n]+\n$/);
  });

  it('a limit that is no number is an error of usage', async () => {
    const result = await refscope(['info', GOOD], { env: { REFSCOPE_MEMORY_MB: '4G' } });
    expect(result.status).toBe(2);
    expectOneLine(result);
  });
});
