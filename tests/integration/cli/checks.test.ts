// Checks of a recording, as automation asks for them: exit statuses and reports.

import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { refscope, type CommandResult } from '../../harness/run-command.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const PROGRAM = `
class Node: pass
class Event: pass
cache = []
window = []
def serve(i):
    cache.append(Node())
    window.append(Event())
    del window[:-3]
for i in range(40):
    serve(i)
window.clear()
`;
const NODE_LINE = 7;
const EVENT_LINE = 8;

async function record(options: readonly string[], source = PROGRAM): Promise<CommandResult> {
  const file = folder.path('prog.py');
  writeFileSync(file, source);
  return refscope(['record', file, '-o', folder.path('run.refscope'), ...options]);
}

describe('record --fail-on-survivors', () => {
  it('exits with 3, names each survivor with its line, and keeps the session', async () => {
    const { status, stderr } = await record(['--fail-on-survivors=Node,Event']);
    expect(status).toBe(3);
    expect(stderr).toContain('refscope: failed: 40 objects of type Node outlived the last line\n');
    expect(stderr).toMatch(
      new RegExp(
        `object \\d+: Node, born at line ${NODE_LINE} of /home/prog.py in serve, never named`,
      ),
    );
    expect(stderr).toContain('refscope:   and 30 more\n');
    expect(stderr).toContain('refscope: passed: no Event outlived the last line\n');
    expect((await refscope(['info', folder.path('run.refscope')])).status).toBe(0);
  });

  it('says so when no object had such a type', async () => {
    const { status, stderr } = await record(['--fail-on-survivors', 'Nod']);
    expect({ status, asks: stderr.includes('type named Nod; is that its name?') }).toEqual({
      status: 0,
      asks: true,
    });
  });

  it('lets the status of the program go first', async () => {
    const { status, stderr } = await record(
      ['--fail-on-survivors=Node'],
      `${PROGRAM}raise SystemExit(5)\n`,
    );
    expect({ status, failed: /failed: 40 objects/.test(stderr) }).toEqual({
      status: 5,
      failed: true,
    });
  });
});

describe('record --fail-on-growth', () => {
  it('tells what grows from what is bounded', async () => {
    const { status, stderr } = await record([
      '--fail-on-growth',
      `Node@${NODE_LINE}`,
      '--fail-on-growth',
      `Event@prog.py:${EVENT_LINE}`,
    ]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/failed: Node born at line 7: ever more: 0, 10, 20, 29, 39 alive/);
    expect(stderr).toMatch(/passed: Event born at line 8 of prog.py: 0, 3, 3, 3, 3 alive/);
  });

  it('does not pass silently where there is nothing to see', async () => {
    const { status, stderr } = await record(['--fail-on-growth', 'Node@12']);
    expect(status).toBe(0);
    expect(stderr).toContain('not checked: line 12 had 1 visit; growth shows from 8 on');
  });
});

it.each([
  ['--fail-on-growth', 'Node7'],
  ['--fail-on-growth', 'Node@0'],
  ['--fail-on-survivors', 'Node,,Event'],
])('%s %s is an error of usage, before anything runs', async (option, value) => {
  const { status, stdout, stderr } = await refscope(['record', 'nowhere.py', option, value]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^refscope: ${option} ${value}: give .*\\n$`));
});
