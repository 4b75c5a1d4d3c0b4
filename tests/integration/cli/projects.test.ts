// A program of several files, as its folder is on the disk: what it sees in the sandbox is what it would see at home.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refscope, type CommandResult } from '../../harness/run-command.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { zip } from '../../harness/zip.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const SHOP = folder.path('shop');
const SESSION = folder.path('run.refscope');

const FILES: Readonly<Record<string, string>> = {
  'main.py': `import os, sys
from shop.model import Item
print(__file__, sys.argv, sys.path[0], os.getcwd(), sys.stdin.read())
item = Item(5)
`,
  'shop/__init__.py': 'from .model import Item\n',
  'shop/model.py': `class Item:
    def __init__(self, price):
        self.price = price
`,
  'shop/__main__.py': `import json, os, sys
from . import Item
print(__file__, sys.argv[1:], sys.path[0], os.environ.get('MODE'), __package__)
items = [Item(price) for price in json.load(open('data/items.json'))]
os.makedirs('out')
with open('out/total.txt', 'w') as file:
    file.write(str(sum(item.price for item in items)))
with open('data/items.json', 'a') as file:
    file.write('\\n')
`,
  'data/items.json': '[1, 2, 3]',
  'data/big.bin': 'x'.repeat(10_000_001),
  '.git/HEAD': 'ref: x',
  'env/pyvenv.cfg': '',
  'env/lib.py': '',
  'shop/__pycache__/model.pyc': '',
  'native.so': '',
};

beforeAll(() => {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(SHOP, name)), { recursive: true });
    writeFileSync(path.join(SHOP, name), text);
  }
});

const record = (options: readonly string[], stdin = ''): Promise<CommandResult> =>
  refscope(['record', '--project', SHOP, '-o', SESSION, ...options], { stdin });

describe.each(['3.12', '3.13', '3.14'])('python %s', (python) => {
  it('runs a package with -m: its modules, data, arguments, environment; saves what it wrote; runs again', async () => {
    const out = folder.path('out');
    rmSync(out, { recursive: true, force: true });
    const { status, stdout, stderr } = await record([
      '--python',
      python,
      '-m',
      'shop',
      '--env',
      'MODE=test',
      '--save-files',
      out,
      '--',
      '--flag',
    ]);
    expect(stdout).toBe(`/home/shop/shop/__main__.py ['--flag'] /home/shop test shop\n`);
    expect(status).toBe(0);
    expect(readFileSync(path.join(out, 'out/total.txt'), 'utf8')).toBe('6');
    expect(readFileSync(path.join(out, 'data/items.json'), 'utf8')).toBe('[1, 2, 3]\n');
    expect(existsSync(path.join(out, 'main.py'))).toBe(false);
    expect(stderr).toContain(`refscope: saved 2 files to ${out}: data/items.json, out/total.txt\n`);
    const again = await refscope(['verify', SESSION, '--rerun']);
    expect(again.stdout).toMatch(/the same run\ngaps: 0\n$/);
  });
});

it('runs a file of the folder with its input, and every module of it is yours', async () => {
  const { status, stdout } = await record([path.join(SHOP, 'main.py'), '--', 'a'], 'hello');
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: "/home/shop/main.py ['main.py', 'a'] /home/shop /home/shop hello\n",
  });
  const steps = await refscope(['export', SESSION, '--csv', '-', '--table', 'steps']);
  expect(steps.stdout).toMatch(/,\/home\/shop\/shop\/model\.py,3,Item\.__init__,/);
});

it('lists what goes into the sandbox and what does not, and runs nothing', async () => {
  const { status, stdout } = await refscope([
    'record',
    'main.py',
    '--project',
    SHOP,
    '--list-files',
  ]);
  expect(status).toBe(0);
  expect(stdout.split('\n').map((line) => line.trim())).toEqual([
    '9  /home/shop/data/items.json',
    ...['main.py', 'shop/__init__.py', 'shop/__main__.py', 'shop/model.py'].map(
      (name) => `${FILES[name]?.length}  /home/shop/${name}`,
    ),
    'left out  .git: not part of the program',
    'left out  data/big.bin: 10.0 MB, more than 10.0 MB',
    'left out  env: a virtual environment',
    'left out  native.so: a native module, which cannot run in the sandbox',
    'left out  shop/__pycache__: not part of the program',
    '',
  ]);
});

describe('libraries', () => {
  it('come from wheels in pure Python', async () => {
    const wheel = folder.path('greeting-1.0-py3-none-any.whl');
    writeFileSync(wheel, zip({ 'greeting.py': 'word = "hi"\n' }));
    const program = folder.path('wheel.py');
    writeFileSync(program, 'import greeting\nprint(greeting.word)\n');
    const { status, stdout } = await refscope(['record', program, '-o', SESSION, '--wheel', wheel]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'hi\n' });
    const again = await refscope(['verify', SESSION, '--rerun']);
    expect(again.stdout).toMatch(/the same run\ngaps: 0\n$/);
  });

  it.each([
    [
      'native code under a name that denies it',
      zip({ 'x/fast.so': '' }),
      /holds native code \(x\/fast\.so\)/,
    ],
    ['no archive', Buffer.from('hello'), /it is not a zip archive/],
    ['an archive cut short', zip({ 'x.py': 'x = 1\n' }).subarray(0, 40), /it is not a zip archive/],
  ])('are refused before the run when a wheel is %s', async (_, bytes, message) => {
    const wheel = folder.path('other-1.0-py3-none-any.whl');
    writeFileSync(wheel, bytes);
    const { status, stderr } = await refscope([
      'record',
      path.join(SHOP, 'main.py'),
      '--wheel',
      wheel,
    ]);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
  });

  it('come from folders of site-packages, and are not yours', async () => {
    const library = folder.path('library');
    mkdirSync(library, { recursive: true });
    writeFileSync(path.join(library, 'greeting.py'), 'def greet(name):\n    return "hi " + name\n');
    const program = folder.path('hello.py');
    writeFileSync(program, 'import greeting\nprint(greeting.greet("Ada"))\n');
    const { status, stdout } = await refscope([
      'record',
      program,
      '-o',
      SESSION,
      '--site-packages',
      library,
    ]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'hi Ada\n' });
    const steps = await refscope(['export', SESSION, '--csv', '-', '--table', 'steps']);
    expect(steps.stdout).not.toContain('greeting.py');
  });
});

it('says before the run what the sandbox lacks, and lets the program try', async () => {
  const program = folder.path('threads.py');
  writeFileSync(program, 'import threading\nprint("runs")\n');
  const { status, stdout, stderr } = await refscope(['record', program, '-o', SESSION]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'runs\n' });
  expect(stderr).toContain(
    'refscope: note: /home/threads.py uses threading (line 1): the sandbox has no threads, so starting one is an error there\n',
  );
});

it.each([
  [['nope.py', '--project', SHOP], 1, /nope\.py is not in it; name a file of the folder/],
  [['data/big.bin', '--project', SHOP], 1, /left out \(10\.0 MB/],
  [['main.py', '--project', folder.path('nowhere')], 1, /there is no such file or folder/],
  [['-m', 'a-b', '--project', SHOP], 1, /-m a-b is no name of a module/],
  [['main.py', '--env', 'X'], 2, /--env X: give NAME=VALUE/],
  [['main.py', '--wheel', 'numpy-2.0-cp312-cp312-linux_x86_64.whl'], 1, /holds native code/],
  [[], 2, /Name the program: a Python file, or a module with -m/],
])('record %j is refused with a sentence', async (args, status, message) => {
  const result = await refscope(['record', ...args]);
  expect(result.status).toBe(status);
  expect(result.stderr).toMatch(message);
  expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
});
