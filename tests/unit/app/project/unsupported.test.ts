// What a program's text says about what it will need, before it runs.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesUsed } from '../../../../src/main/app/project/unsupported/names-used.ts';
import { unsupportedUses } from '../../../../src/main/app/project/unsupported/unsupported.ts';
import { zip } from '../../../harness/zip.ts';

const file = (path: string, text: string, yours = true) => ({
  path: `/home/${path}`,
  bytes: Buffer.from(text),
  yours,
});
const names = (text: string): string[] => namesUsed(text).map(({ name }) => name);

describe('names that a program uses', () => {
  it.each([
    ['import os, threading as t', ['os', 'threading']],
    [
      'from os import (path,  # a comment, with a comma\n  system as s)',
      ['os', 'os.path', 'os.system'],
    ],
    ['if True: import socket', ['socket']],
    [
      'def f():\n    from http . client import HTTPConnection',
      ['http.client', 'http.client.HTTPConnection'],
    ],
    ['import os as o\no.system("x")', ['os', 'os.system']],
    ['import os.path\nos.fork()', ['os.path', 'os.fork']],
    ['from os import system\nf"{system(1)}"', ['os', 'os.system']],
    ['import os\nx = f"{os.popen(1)}"', ['os', 'os.popen']],
    [
      'import importlib\nimportlib.import_module("ssl")',
      ['importlib', 'ssl', 'importlib.import_module'],
    ],
    ["__import__('curses')", ['curses']],
    ['import a \\\n  , b', ['a', 'b']],
  ])('%j', (text, expected) => {
    expect(names(text).toSorted()).toEqual(expected.toSorted());
  });

  it.each([
    '"""\nimport threading\n"""',
    "x = '''\nimport threading\n'''",
    '# import threading',
    'from . import threading',
    'from .a import socket',
    'from .. import ssl',
    'if TYPE_CHECKING:\n    import numpy',
    'if typing.TYPE_CHECKING:\n    import numpy',
    'os = make()\nos.system("its own")',
    'class A:\n    socket = 1\na.socket',
  ])('none by %j', (text) => {
    expect(names(text)).toEqual([]);
  });

  it('whatever the text is, there is an answer', () => {
    const parts = [
      'import ',
      'from ',
      'os',
      '.',
      ',',
      '(',
      ')',
      '"""',
      'f"{',
      '\\',
      '\n',
      ' as ',
      '\t',
      'é',
      '\0',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...parts), fc.string())), (pieces) => {
        expect(Array.isArray(namesUsed(pieces.join('')))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('notes before a run', () => {
  it('say which file, what and where, once per thing that is missing', () => {
    const text =
      'import socket\nimport threading\nimport os\nthreading.Thread()\nos.system("x")\nos.system("y")\n';
    expect(unsupportedUses([file('a.py', text)])).toEqual([
      "/home/a.py uses socket (line 1): the sandbox has no network beyond the program's own sockets, so connecting elsewhere is an error there",
      '/home/a.py uses threading (line 2): the sandbox has no threads, so starting one is an error there',
      '/home/a.py uses os.system (line 5): the sandbox has no processes, so starting one is an error there',
    ]);
  });

  it('are about the program’s own code, not about its libraries', () => {
    expect(
      unsupportedUses([file('lib.py', 'import socket', false), file('a.txt', 'import socket')]),
    ).toEqual([]);
  });

  it('of native modules leave out what the program brings along in Python, or can do without', () => {
    const own = [file('a.py', 'import numpy'), file('numpy/__init__.py', '')];
    expect(unsupportedUses(own)).toEqual([]);
    const wheel = {
      path: '/packages/1/x.whl',
      bytes: zip({ 'numpy/__init__.py': '' }),
      yours: false,
    };
    expect(unsupportedUses([file('a.py', 'import numpy'), wheel])).toEqual([]);
    const tried = 'try:\n    import numpy\nexcept ImportError:\n    numpy = None\n';
    expect(unsupportedUses([file('a.py', tried)])).toEqual([]);
    expect(unsupportedUses([file('a.py', 'import numpy.linalg')])).toHaveLength(1);
  });
});
