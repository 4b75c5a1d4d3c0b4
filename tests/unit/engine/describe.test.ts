import { describe, expect, test } from 'vitest';
import { describeValue, floatRepr, strRepr } from '../../../src/main/engine/describe.ts';
import type { ValueKind } from '../../../src/shared/model/engine-messages.ts';

/** A 64-byte payload with 32-bit words at the given offsets, and bytes behind them. */
function payload(
  words: Record<number, number>,
  tail: { at: number; bytes: Uint8Array } = { at: 0, bytes: new Uint8Array() },
): DataView {
  const view = new DataView(new ArrayBuffer(64));
  new Uint8Array(view.buffer).set(tail.bytes.subarray(0, 64 - tail.at), tail.at);
  for (const [offset, word] of Object.entries(words))
    view.setUint32(Number(offset), word >>> 0, true);
  return view;
}
const say = (kind: ValueKind, view: DataView): string => describeValue('3.12', kind, view);
const ascii = (text: string): DataView =>
  payload({ 8: text.length, 16: 0b1_1_001_00 }, { at: 20, bytes: Buffer.from(text, 'latin1') });
const wide = (text: string, width: 1 | 2 | 4): DataView => {
  const points = Array.from(text, (c) => c.codePointAt(0) ?? 0);
  const data = Buffer.alloc(points.length * width);
  points.forEach((point, i) => data.writeUIntLE(point, i * width, width));
  return payload({ 8: points.length, 16: 0b0_1_000_00 | (width << 2) }, { at: 28, bytes: data });
};

describe('int', () => {
  test.each([
    ['0', { 8: 1, 12: 0 }],
    ['24601', { 8: 1 << 3, 12: 24601 }],
    ['-5', { 8: (1 << 3) | 2, 12: 5 }],
    ['1152921504606846976', { 8: 3 << 3, 12: 0, 16: 0, 20: 1 }],
  ])('%s', (text, words) => {
    expect(say('int', payload(words))).toBe(text);
  });
  test('too long for the payload: its size', () => {
    expect(say('int', payload({ 8: 100 << 3 }))).toBe('<int of about 903 digits>');
  });
});

test.each([
  [1, '1.0'],
  [0.1, '0.1'],
  [1e16, '1e+16'],
  [123456789012345680, '1.2345678901234568e+17'],
  [1e-5, '1e-05'],
  [-0, '-0.0'],
  [Infinity, 'inf'],
  [NaN, 'nan'],
])('float %d', (value, text) => {
  expect(floatRepr(value)).toBe(text);
});

describe('str', () => {
  test('ascii, with Python’s choice of quotes and escapes', () => {
    expect(say('str', ascii('chaiaurcode'))).toBe("'chaiaurcode'");
    expect(say('str', ascii("it's"))).toBe('"it\'s"');
    expect(say('str', ascii('a\n\x01\\'))).toBe("'a\\n\\x01\\\\'");
    expect(strRepr('both \' and "', false)).toBe("'both \\' and \"'");
  });
  test('any script, each stored width', () => {
    expect(say('str', wide('häß', 1))).toBe("'häß'");
    expect(say('str', wide('नमस्ते', 2))).toBe("'नमस्ते'");
    expect(say('str', wide('🐍!', 4))).toBe("'🐍!'");
  });
  test('longer than the payload: cut with an ellipsis', () => {
    expect(say('str', ascii('x'.repeat(100)))).toBe(`'${'x'.repeat(44)}…' (100 characters)`);
  });
});

test('bytes, containers, singletons', () => {
  expect(say('bytes', payload({ 8: 3 }, { at: 16, bytes: Buffer.from([0, 65, 255]) }))).toBe(
    "b'\\x00A\\xff'",
  );
  expect(say('list', payload({ 8: 0 }))).toBe('[]');
  expect(say('list', payload({ 8: 1 }))).toBe('[1 item]');
  expect(say('dict', payload({ 8: 12 }))).toBe('{12 items}');
  expect(say('set', payload({ 8: 7, 12: 2 }))).toBe('{2 items}');
  expect(say('none', payload({}))).toBe('None');
  expect(say('bool', payload({ 8: 8, 12: 1 }))).toBe('True');
  expect(
    say(
      'complex',
      (() => {
        const v = payload({});
        v.setFloat64(8, 1, true);
        v.setFloat64(16, -2, true);
        return v;
      })(),
    ),
  ).toBe('(1-2j)');
});

test('a kind without a readable layout says nothing', () => {
  expect(say('object', payload({ 8: 1 }))).toBe('');
  expect(say('function', payload({ 24: 4096 }))).toBe('');
  expect(
    describeValue('3.12', 'function', payload({ 24: 4096 }), {
      code: (at) => (at === 4096 ? 'f' : undefined),
    }),
  ).toBe('<function f>');
});
