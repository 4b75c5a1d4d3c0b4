import { expect, test } from 'vitest';
import { parseEnvironment } from '../../../../../src/renderer/state/project/environment.ts';

test('a line is a variable; blank lines and comments are none; the last of a name counts', () => {
  const text = 'A=1\n\n# B=2\r\n C = x=y \nA=3\nEMPTY=';
  expect(parseEnvironment(text)).toEqual({ env: { A: '3', C: ' x=y', EMPTY: '' }, problem: '' });
});

test('a line that is none is named', () => {
  for (const line of ['nothing', '=x'])
    expect(parseEnvironment(`A=1\n${line}`).problem).toBe('Environment, line 2: write NAME=VALUE.');
});
