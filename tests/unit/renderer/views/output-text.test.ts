import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutputText } from '../../../../src/shared/api/index.ts';
import {
  countLines,
  linesOf,
  piecesUntil,
} from '../../../../src/renderer/views/output/output-text.ts';

const output = (...texts: string[]): OutputText => {
  let end = 0;
  const pieces = texts.map((text, index) => {
    end += new TextEncoder().encode(text).length;
    return { afterSeq: index * 10, stream: index % 2 ? 'stderr' : 'stdout', text, end } as const;
  });
  return { pieces, truncated: false };
};

test('only what was written by the playhead is shown', () => {
  const all = output('a\n', 'é\n', 'c\n');
  expect(piecesUntil(all, 0)).toEqual([]);
  expect(piecesUntil(all, 2).map((piece) => piece.text)).toEqual(['a\n']);
  expect(piecesUntil(all, 4).map((piece) => piece.text)).toEqual(['a\n']);
  expect(piecesUntil(all, 5).map((piece) => piece.text)).toEqual(['a\n', 'é\n']);
  expect(piecesUntil(all, 99)).toHaveLength(3);
});

test('a line may hold several streams; a trailing newline opens no line', () => {
  const lines = linesOf(output('one ', 'two\n', 'three').pieces, 100);
  expect(lines.map((line) => line.segments.map((segment) => segment.text))).toEqual([
    ['one ', 'two'],
    ['three'],
  ]);
  expect(lines[0]?.segments.map((segment) => segment.stream)).toEqual(['stdout', 'stderr']);
});

test('of very long output the last lines are kept with their numbers', () => {
  const lines = linesOf(output('1\n2\n3\n4\n').pieces, 2);
  expect(lines.map((line) => [line.number, line.segments[0]?.text])).toEqual([
    [3, '3'],
    [4, '4'],
  ]);
});

test('the number of lines is the same however the text is cut into pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[ab\n]{0,6}$/u)), (texts) => {
      const { pieces } = output(...texts);
      const whole = output(texts.join(''));
      expect(countLines(whole.pieces)).toBe(linesOf(whole.pieces, 1000).length);
      expect(linesOf(pieces, 1000)).toHaveLength(linesOf(whole.pieces, 1000).length);
    }),
  );
});
