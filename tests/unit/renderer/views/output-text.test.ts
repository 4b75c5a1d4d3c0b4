import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutputText } from '../../../../src/shared/api/index.ts';
import {
  countLines,
  indexOutput,
  linesOf,
  piecesUntil,
} from '../../../../src/renderer/views/output/output-text.ts';

const output = (...texts: string[]) => {
  let end = 0;
  const pieces = texts.map((text, index) => {
    end += new TextEncoder().encode(text).length;
    return { afterSeq: index * 10, stream: index % 2 ? 'stderr' : 'stdout', text, end } as const;
  });
  return indexOutput({ pieces, truncated: false } satisfies OutputText);
};

const texts = (lines: ReturnType<typeof linesOf>) =>
  lines.map((line) => line.segments.map((segment) => segment.text).join('|'));

test('only what was written by the playhead is shown', () => {
  const all = output('a\n', 'é\n', 'c\n');
  expect([0, 2, 4, 5, 99].map((end) => piecesUntil(all, end))).toEqual([0, 1, 1, 2, 3]);
  expect(texts(linesOf(all, 2, 100))).toEqual(['a', 'é']);
  expect(linesOf(all, 0, 100)).toEqual([]);
});

test('a line may hold several streams; a trailing newline opens no line', () => {
  const lines = linesOf(output('one ', 'two\n', 'three'), 3, 100);
  expect(texts(lines)).toEqual(['one |two', 'three']);
  expect(lines[0]?.segments.map((segment) => segment.stream)).toEqual(['stdout', 'stderr']);
});

test('of very long output the last lines are kept with their numbers', () => {
  const lines = linesOf(output('1\n2\n', '3\n4\n', '5'), 3, 2);
  expect(lines.map((line) => line.number)).toEqual([4, 5]);
  expect(texts(lines)).toEqual(['4', '5']);
});

test('however the text is cut into pieces, its last lines are those of the whole text', () => {
  const cut = fc.array(fc.stringMatching(/^[ab\n]{0,6}$/u));
  fc.assert(
    fc.property(cut, fc.integer({ min: 1, max: 9 }), (parts, most) => {
      const whole = parts.join('').split('\n');
      if (whole.at(-1) === '') whole.pop();
      const index = output(...parts);
      const lines = linesOf(index, index.pieces.length, most);
      const joined = lines.map((line) => line.segments.map((one) => one.text).join(''));
      expect(joined).toEqual(whole.slice(-most));
      expect(countLines(index, index.pieces.length)).toBe(whole.length);
      expect(lines.at(-1)?.number ?? 0).toBe(whole.length);
    }),
  );
});
