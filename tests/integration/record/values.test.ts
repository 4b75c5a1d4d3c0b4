// Values of names are what Python's repr prints of them, on every version: the bytes of an object lie differently in each.

import { afterAll, expect, test } from 'vitest';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const SOURCE = `
class Name(str): pass
class Outer:
    class Inner: pass
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
v = 3 ** 5000 + a
w = -(7 ** 900)
x = 'long ' * 300 + str(a)
y = 'ж𝄞\udc80é' * 300 + f
z = bytes(range(256)) * 5 + j
A = Name('kind of ' + f)
C = range(a)
D = range(5, -a, -2)
E = Outer.Inner
F = [Outer.Inner()]
B = Name('ü𝄞' * 500 + f)
for name in 'abcdefghijklmvwxyzABCD': print(name, repr(globals()[name]))
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
  E: "<class 'Outer.Inner'>",
  F: '[1 item]',
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
      if (expected.has(name)) values.set(name, session.value(object));
    }),
  );
  session.close();
  expect(Object.fromEntries(values)).toEqual(Object.fromEntries(expected));
});
