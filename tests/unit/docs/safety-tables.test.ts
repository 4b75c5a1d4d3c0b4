// docs/safety.md names a test for each promise: each of them exists, in the file where it is said to be.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const CHECKLIST = 'tests/unit/hosts/electron-checklist.test.ts';

interface Named {
  readonly item: string;
  readonly file: string;
  readonly name: string;
}

/** Rows of the tables whose last column is headed `test`. */
function namedTests(): readonly Named[] {
  let isTable = false;
  return readFileSync(path.join(ROOT, 'docs/safety.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (!line.startsWith('|')) isTable = false;
      const cells = line.split('|').map((cell) => cell.trim());
      const [item = '', tests = ''] = [cells[1], cells.at(-2)];
      if (tests === 'test') isTable = true;
      if (!isTable || tests === 'test' || /^-+$/.test(tests)) return [];
      return tests.split(';').flatMap((one) => namesIn(item, one));
    });
}

/** `FILE`: `NAME`, or the name alone. */
function namesIn(item: string, text: string): readonly Named[] {
  const quoted = [...text.matchAll(/`([^`]+)`/g)].map(([, inner = '']) => inner);
  const [first = '', second] = quoted;
  return [
    second === undefined
      ? { item, file: CHECKLIST, name: first }
      : { item, file: first, name: second },
  ];
}

it('every promise of a table has its test', () => {
  const named = namedTests();
  // Electron's twenty items, and more of our own.
  expect(
    named.filter(({ item }) => /^\d+\./.test(item)).map(({ item }) => parseInt(item, 10)),
  ).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(named.length).toBeGreaterThan(27);
  for (const { item, file, name } of named) {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const calls = [`it('${name}'`, `test('${name}'`, `'${name}',\n`].some((call) =>
      text.includes(call),
    );
    expect([item, file, name, calls]).toEqual([item, file, name, true]);
  }
});
