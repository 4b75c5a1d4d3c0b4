// The command line against its contract, with the real engine.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { refscope } from '../../harness/run-command.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const CONFORMANCE = path.resolve(import.meta.dirname, '../../fixtures/conformance');

/** Writes a program. Returns its path and that of the session to make. */
function program(name: string, source: string | Uint8Array): { file: string; session: string } {
  const file = folder.path(`${name}.py`);
  writeFileSync(file, source);
  return { file, session: folder.path(`${name}.refscope`) };
}

const info = async (session: string): Promise<Record<string, unknown>> =>
  JSON.parse((await refscope(['info', session, '--json'])).stdout) as Record<string, unknown>;

describe('refscope record', () => {
  it('passes the output through, returns the status and says one line', async () => {
    const { file, session } = program(
      'ok',
      'import sys\nprint("é out")\nprint("err", file=sys.stderr)\nprint(sys.argv)\nsys.exit(7)\n',
    );
    const result = await refscope(['record', file, '-o', session, '--', '--flag', 'a b']);
    expect(result.status).toBe(7);
    expect(result.stdout).toBe("é out\n['ok.py', '--flag', 'a b']\n");
    expect(result.stderr).toMatch(/^err\nrefscope: recorded [\d,]+ events[^\n]*ok\.refscope\n$/);
    expect(await info(session)).toMatchObject({
      status: 'finished',
      exitStatus: 7,
      gaps: 0,
      python: '3.12.1',
    });
  });

  it('forwards a pipe as standard input, or a file', async () => {
    const { file, session } = program('reads', 'import sys\nprint(sys.stdin.read().upper())\n');
    expect((await refscope(['record', file, '-o', session], { stdin: 'one\ntwo' })).stdout).toBe(
      'ONE\nTWO\n',
    );
    const input = folder.path('input.txt');
    writeFileSync(input, 'three');
    const again = await refscope(['record', file, '-o', session, '--stdin', input]);
    expect([again.status, again.stdout]).toEqual([0, 'THREE\n']);
  });

  it('keeps the recording of an endless loop that is interrupted', async () => {
    const { file, session } = program(
      'loop',
      'print("go", flush=True)\nx = 0\nwhile True:\n    x = x + 1\n',
    );
    let isSent = false;
    const result = await refscope(['record', file, '-o', session], {
      onOutput: (stdout, kill) => {
        if (stdout.includes('go') && !isSent) setTimeout(() => kill('SIGINT'), 300);
        isSent = true;
      },
    });
    expect(result.status).toBe(130);
    expect(await info(session)).toMatchObject({ status: 'stopped', exitStatus: null, gaps: 0 });
    expect((await refscope(['verify', session])).stdout).toContain('gaps: 0');
  });

  it('keeps the recording of a process that is killed', async () => {
    const { file, session } = program(
      'killed',
      'print("go", flush=True)\nx = 0\nwhile True:\n    x = x + 1\n',
    );
    let isSent = false;
    await refscope(['record', file, '-o', session], {
      onOutput: (stdout, kill) => {
        if (stdout.includes('go') && !isSent) setTimeout(() => kill('SIGKILL'), 1500);
        isSent = true;
      },
    });
    const facts = await info(session);
    expect(facts).toMatchObject({ status: 'partial' });
    expect(facts['events']).toBeGreaterThan(1000);
    expect((await refscope(['verify', session])).status).toBe(0);
  });

  it('ends inside one long call into C, too', async () => {
    const { file, session } = program(
      'long',
      'import re\nprint("go", flush=True)\nre.match("(a+)+$", "a" * 60 + "b")\n',
    );
    const result = await refscope(['record', file, '-o', session], {
      onOutput: (_stdout, kill) => kill('SIGINT'),
    });
    expect(result.status).toBe(130);
    expect(await info(session)).toMatchObject({ status: 'stopped' });
  });

  it('stops at exactly the number of events asked for', async () => {
    const { file, session } = program('limited', 'x = 0\nwhile True:\n    x = x + 1\n');
    const result = await refscope(['record', file, '-o', session, '--max-events', '5000']);
    expect(result.status).toBe(0);
    expect(await info(session)).toMatchObject({ status: 'limit', events: 5000 });
  });

  it.each([
    ['a syntax error', 'def f(:\n', 'SyntaxError'],
    ['bytes that are no text', Buffer.from([0x61, 0xff, 0xfe, 0x0a]), 'SyntaxError'],
    ['an error', 'x = [1]\nx[5]\n', 'IndexError: list index out of range'],
  ])("shows Python's own message for %s, and a session", async (_what, source, message) => {
    const { file, session } = program('wrong', source);
    const result = await refscope(['record', file, '-o', session]);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain(message);
    expect(result.stderr).not.toContain('node:');
    expect(await info(session)).toMatchObject({ status: 'finished', exitStatus: 1 });
  });

  it('replaces a session, and nothing else', async () => {
    const { file, session } = program('again', 'a = 1\n');
    expect((await refscope(['record', file, '-o', session])).status).toBe(0);
    expect((await refscope(['record', file, '-o', session])).status).toBe(0);
    const refused = await refscope(['record', file, '-o', file]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('not a Refscope session');
    expect(readFileSync(file, 'utf8')).toBe('a = 1\n');
  });

  it('records on the engine that it is told', async () => {
    const { file, session } = program('newer', 'import sys\nprint(sys.version_info[:2])\n');
    const result = await refscope(['record', file, '-o', session, '--python', '3.14']);
    expect(result).toMatchObject({ status: 0, stdout: '(3, 14)\n' });
    expect((await refscope(['info', session])).stdout).toMatch(/python +3\.14\.\d+/);
  });

  it('leaves nothing where it cannot write', async () => {
    const { file } = program('nowhere', 'a = 1\n');
    const result = await refscope(['record', file, '-o', folder.path('no/such/dir/x.refscope')]);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/^refscope: [^\n]+folder[^\n]+\n$/);
  });
});

describe('refscope export', () => {
  const { file, session } = program('exported', 'a = [1.5]\nb = a\ndel a\nb = None\n');

  it('writes the columns of the contract', async () => {
    await refscope(['record', file, '-o', session]);
    const out = folder.path('events.csv');
    const result = await refscope(['export', session, '--csv', out, '--name', 'b']);
    expect(result.status).toBe(0);
    const rows: Record<string, string>[] = parse(readFileSync(out), { columns: true });
    expect(Object.keys(rows[0] ?? {}).join()).toBe(
      'seq,step,file,line,function,opcode,object_id,type,label,kind,delta,refcount,cause,c_function',
    );
    const lists = rows.filter(({ type }) => type === 'list');
    expect(lists[0]).toMatchObject({ kind: 'birth', refcount: '1', line: '1' });
    expect(lists.at(-1)).toMatchObject({ kind: 'collect', refcount: '0', line: '4' });
  });

  it('writes to stdout, and only rows there', async () => {
    const { stdout, stderr, status } = await refscope([
      'export',
      session,
      '--csv',
      '-',
      '--table',
      'steps',
    ]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.split('\r\n')[0]).toBe('step,seq,file,line,function,depth');
    expect(stdout.trimEnd().split('\r\n')).toHaveLength(5);
  });

  it('leaves the old file when it fails', async () => {
    const out = folder.path('old.csv');
    writeFileSync(out, 'old');
    const result = await refscope(['export', session, '--csv', out, '--name', 'nobody']);
    expect(result.status).toBe(1);
    expect(readFileSync(out, 'utf8')).toBe('old');
  });
});

describe('refscope sql', () => {
  it('answers a SELECT and refuses the rest', async () => {
    const { file, session } = program('asked', 'answer = 42\n');
    await refscope(['record', file, '-o', session]);
    const names = await refscope([
      'sql',
      session,
      "SELECT name FROM variable WHERE name = 'answer'",
    ]);
    expect(names.stdout).toBe('name\nanswer\n');
    for (const statement of [
      'DELETE FROM meta',
      "ATTACH 'x' AS y",
      'SELECT 1; SELECT 2',
      'SELECT nonsense',
    ])
      expect((await refscope(['sql', session, statement])).status).toBe(1);
  });
});

describe('conformance programs', () => {
  it.each(['02_rebinding', '25_suspended_generator', 'big_event_system'])(
    '%s prints what CPython prints',
    async (name) => {
      const session = folder.path(`${name}.refscope`);
      const { stdout } = await refscope([
        'record',
        path.join(CONFORMANCE, `${name}.py`),
        '-o',
        session,
      ]);
      expect(stdout).toBe(readFileSync(path.join(CONFORMANCE, `${name}.out`), 'utf8'));
      expect((await refscope(['verify', session])).stdout).toMatch(/gaps: 0\n$/);
    },
  );
});
