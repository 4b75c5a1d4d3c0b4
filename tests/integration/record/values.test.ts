// Values of names are what Python's repr prints of them, on every version: the bytes of an object lie differently in each.

import { afterAll, expect, test } from 'vitest';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const SOURCE = `
a = 7 * 11
b = -(2 ** 70)
c = 10 ** 30 + a
d = 1.5 * a
e = complex(a, -2.5)
f = 'plain ' + str(a)
g = 'grün' + f
h = 'сло́во' + f[:3]
i = '𝄞' + f[:2]
j = bytes([0, 65, 255, a])
k = a > 5
l = None
m = float('-inf')
n = (a, d, f)
o = [a, d]
p = {d: a}
q = {d, f, a}
r = frozenset(q)
s = ()
t = bytearray(j)
def u(): pass
for name in 'abcdefghijklm': print(name, repr(globals()[name]))
`;

/** Containers are told by their number of items. */
const COUNTED = {
  n: '(3 items)',
  o: '[2 items]',
  p: '{1 item}',
  q: '{3 items}',
  r: 'frozenset({3 items})',
  s: '()',
  t: 'bytearray of 4 bytes',
  u: '<function u>',
};

test.each(ENGINES)('Python $id', async ({ id }) => {
  const run = await recordProgram(folder.path('.'), SOURCE, { python: id });
  const expected = new Map(
    run.stdout
      .trim()
      .split('\n')
      .map((line) => [line[0] ?? '', line.slice(2)] as const),
  );
  for (const [name, text] of Object.entries(COUNTED)) expected.set(name, text);
  const session = run.open();
  const values = new Map<string, string>();
  session.nameLog().eachName((objects, variables) =>
    objects.forEach((object, row) => {
      const name = session.variable(variables[row] ?? 0)?.name ?? '';
      if (name !== 'name') values.set(name, session.value(object));
    }),
  );
  session.close();
  expect(Object.fromEntries(values)).toEqual(Object.fromEntries(expected));
});
