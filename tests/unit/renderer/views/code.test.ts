import { expect, test } from 'vitest';
import type { Moment } from '../../../../src/shared/api/index.ts';
import { heatOf } from '../../../../src/renderer/views/code/code-marks.ts';
import { inlineValues } from '../../../../src/renderer/views/code/inline-values.ts';
import { identifiersIn } from '../../../../src/renderer/views/code/identifiers.ts';
import { indexOfByteColumn } from '../../../../src/shared/base/byte-column.ts';

test('CPython counts columns in UTF-8 bytes, the editor in UTF-16 units', () => {
  const line = "é = '😀' + x";
  expect(indexOfByteColumn(line, 0)).toBe(0);
  expect(indexOfByteColumn(line, 2)).toBe(1);
  const byteColumn = new TextEncoder().encode(line.slice(0, line.indexOf('x'))).length;
  expect(indexOfByteColumn(line, byteColumn)).toBe(line.indexOf('x'));
  expect(indexOfByteColumn(line, 999)).toBe(line.length);
});

test('identifiers come once, in order', () => {
  expect(identifiersIn('total = total + len(self.items) * größe2')).toEqual([
    'total',
    'len',
    'self',
    'items',
    'größe2',
  ]);
});

const bound = (name: string, value: string, type = 'int', scope = '') => ({
  scope,
  name,
  object: 1,
  type,
  value,
  refcount: 1,
  immortal: false,
});

test('values of the names on the line, the innermost scope first; modules and functions say nothing', () => {
  const names = [bound('n', '2', 'int', 'f'), bound('n', '99'), bound('sys', '<module>', 'module')];
  const moment = { names } as unknown as Moment;
  expect(inlineValues('print(sys, n)  # total', moment)).toEqual(['n = 2']);
});

test('a long value is shortened', () => {
  const moment = { names: [bound('a', 'x'.repeat(500))] } as unknown as Moment;
  expect(inlineValues('a', moment)[0]?.length).toBeLessThan(40);
});

test('heat grows with events, is 1 on the hottest line and visible on a cold one', () => {
  expect(heatOf(0, 1000)).toBe(0);
  expect(heatOf(1000, 1000)).toBe(1);
  expect(heatOf(1, 1_000_000)).toBeGreaterThanOrEqual(0.08);
  expect(heatOf(10, 1000)).toBeLessThan(heatOf(100, 1000));
});
