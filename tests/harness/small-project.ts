// Owns a small real project on the disk for tests: modules, a package, data, what must stay out, and a wheel made from real files.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zip } from './zip.ts';

const SHOP: Readonly<Record<string, string>> = {
  'main.py': `import os, sys
from shop.model import Item
import greeting
print(greeting.greet(os.environ.get('WHO', 'nobody')), sys.argv[1:], __file__)
items = [Item(int(line)) for line in sys.stdin]
with open('data/names.txt') as file:
    names = file.read().split()
os.makedirs('out')
with open('out/total.txt', 'w') as file:
    file.write(f'{sum(item.price for item in items)} {names}')
`,
  'shop/__init__.py': 'from .model import Item\n',
  'shop/model.py': `"""
import threading
"""
class Item:
    def __init__(self, price):
        self.price = price
`,
  'shop/__main__.py': `from . import Item
item = Item(7)
print(__package__, item.price)
`,
  'data/names.txt': 'Ada Grace\n',
  '.git/HEAD': 'ref: x',
  'venv/pyvenv.cfg': '',
  'venv/lib/site.py': 'import socket\n',
  'shop/__pycache__/model.cpython-312.pyc': 'x',
};

/** The sources of a distribution as they are in a repository; the wheel is made from these files. */
const GREETING: Readonly<Record<string, string>> = {
  'greeting/__init__.py': 'from .words import greet\n',
  'greeting/words.py': "def greet(name):\n    return f'hi {name}'\n",
  'greeting-1.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n',
  'greeting-1.0.dist-info/WHEEL': 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
};

export interface SmallProject {
  readonly folder: string;
  readonly wheel: string;
}

export function writeSmallProject(below: string): SmallProject {
  const folder = path.join(below, 'shopping');
  writeTree(folder, SHOP);
  const sources = path.join(below, 'greeting-sources');
  writeTree(sources, GREETING);
  const wheel = path.join(below, 'greeting-1.0-py3-none-any.whl');
  writeFileSync(wheel, zip(readTree(sources)));
  return { folder, wheel };
}

function writeTree(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

function readTree(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(
    names.map((file) => [
      path.relative(folder, file).split(path.sep).join('/'),
      readFileSync(file, 'utf8'),
    ]),
  );
}
