import { expect, test } from 'vitest';
import { splitArguments } from '../../../../src/renderer/state/split-arguments.ts';

test.each([
  ['', []],
  ['   ', []],
  ['a b  c', ['a', 'b', 'c']],
  ['"a b" c', ['a b', 'c']],
  ["'a b' c", ['a b', 'c']],
  ['a\\ b', ['a b']],
  ['--name="Ada Lovelace"', ['--name=Ada Lovelace']],
  ['"say \\"hi\\""', ['say "hi"']],
  ["'back\\slash'", ['back\\slash']],
  ['""', ['']],
  ['"not closed', ['not closed']],
  ['$HOME *', ['$HOME', '*']],
])('%j splits as a shell would, without expansion', (line, words) => {
  expect(splitArguments(line)).toEqual(words);
});
