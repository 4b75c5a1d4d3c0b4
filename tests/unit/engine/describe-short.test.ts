import { describe, expect, test } from 'vitest';
import { ShortValues, writeShort } from '../../../src/main/engine/describe-short.ts';
import { describeValue } from '../../../src/main/engine/describe.ts';
import { LAYOUT_312 } from '../../../src/main/engine/layout.ts';
import { VALUE_KINDS, type ValueKind } from '../../../src/shared/model/engine-messages.ts';

const values = new ShortValues(LAYOUT_312);

/** Short text of a payload whose words 2 and 3 are these; null where it has none. */
function short(kind: ValueKind, ...words: readonly number[]): string | null {
  const payload = Int32Array.from({ length: 16 }, (_, i) => words[i - 2] ?? 0);
  if (!values.find(kind, payload, 0)) return null;
  const bytes = new Uint8Array(64);
  const end = writeShort(values.form, values.amount, bytes, 0);
  return Buffer.from(bytes.buffer, 0, end).toString('latin1');
}
const described = (kind: ValueKind, ...words: readonly number[]): string => {
  const payload = Int32Array.from({ length: 16 }, (_, i) => words[i - 2] ?? 0);
  return describeValue('3.12', kind, new DataView(payload.buffer));
};

describe('what a short value says is what its description says', () => {
  const amounts = [0, 1, 2, 9, 10, 99, 100, 12_345, 2 ** 30 - 1];
  test.each(['list', 'tuple', 'dict'] as const)('%s', (kind) => {
    for (const amount of amounts) expect(short(kind, amount)).toBe(described(kind, amount));
  });
  test.each(['set', 'frozenset'] as const)('%s', (kind) => {
    for (const amount of amounts) expect(short(kind, 7, amount)).toBe(described(kind, 7, amount));
  });
  test.each([
    ['positive', 1 << 3],
    ['negative', (1 << 3) | 2],
    ['none', 1],
  ])('int of one digit: %s', (_, tag) => {
    for (const digit of amounts)
      expect(short('int', tag, digit)).toBe(described('int', tag, digit));
  });
});

test('a long int has no short form, nor has what is no number', () => {
  expect(short('int', 2 << 3, 1, 1)).toBeNull();
  expect(short('int', 1 << 3, -1)).toBeNull();
  expect(short('list', -1)).toBeNull();
  const shortKinds = VALUE_KINDS.filter((kind) => short(kind, 1 << 3, 5) !== null);
  expect(shortKinds.sort()).toEqual(['dict', 'frozenset', 'int', 'list', 'set', 'tuple']);
});
