import { expect, test } from 'vitest';
import {
  isAnotherProgram,
  isProgramDirty,
  parseDraft,
  programFileName,
  useProgram,
} from '../../../../src/renderer/state/program-store.ts';

test('a stored draft is taken only when it is whole', () => {
  const draft = { name: 'a.py', source: 'x = 1', argsText: '', python: '3.13' };
  expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
  expect(parseDraft(null)).toBeNull();
  expect(parseDraft('{')).toBeNull();
  expect(parseDraft('null')).toBeNull();
  expect(parseDraft(JSON.stringify({ ...draft, python: '2.7' }))).toBeNull();
  expect(parseDraft(JSON.stringify({ ...draft, source: 3 }))).toBeNull();
});

test('a program is dirty once edited, until it is recorded or another is loaded', () => {
  const { load, setSource, markClean } = useProgram.getState();
  load({ name: 'a.py', source: 'a = 1' });
  expect(isProgramDirty()).toBe(false);
  setSource('a = 2');
  expect(isProgramDirty()).toBe(true);
  markClean();
  expect(isProgramDirty()).toBe(false);
  setSource('  ');
  expect(isProgramDirty()).toBe(false);
});

test('unsaved work that a load pushes aside can be brought back; untouched text is not kept', () => {
  const { load, setSource, bringBack } = useProgram.getState();
  load({ name: 'a.py', source: 'a = 1' });
  setSource('a = 2');
  load({ name: 'example.py', source: 'b = 1' });
  expect(useProgram.getState().replaced).toEqual({ name: 'a.py', source: 'a = 2' });
  bringBack();
  expect(useProgram.getState()).toMatchObject({ name: 'a.py', source: 'a = 2', replaced: null });
  expect(isProgramDirty()).toBe(true);
  load({ name: 'example.py', source: 'b = 1' });
  load({ name: 'other.py', source: 'c = 1' });
  expect(useProgram.getState().replaced).toBeNull();
});

test.each([
  ['a.py', 'a.py'],
  ['  my program ', 'my program.py'],
  ['', 'program.py'],
  ['../x/y.py', '.._x_y.py'],
  ['gui.pyw', 'gui.pyw'],
])('%j runs under the name %j', (typed, name) => {
  expect(programFileName(typed)).toBe(name);
});

test('a program pasted over another one does not keep its name; an edited one does', () => {
  const { load, setSource, rename } = useProgram.getState();
  const source = 'import sys\n\na = 1\nb = a\nprint(b)\n';
  load({ name: 'lesson.py', source });
  setSource(source.replace('b = a', 'b = a + 1'));
  expect(useProgram.getState().name).toBe('lesson.py');
  setSource('');
  expect(useProgram.getState().name).toBe('lesson.py');
  setSource('for n in range(3):\n    print(n)\n');
  expect(useProgram.getState().name).toBe('program.py');
  rename('mine.py');
  setSource('x = 1');
  expect(useProgram.getState().name).toBe('mine.py');
});

test('blank lines do not make programs alike', () => {
  expect(isAnotherProgram('a\n\nb\n\nc\n', 'd\n\n\ne\n\n')).toBe(true);
  expect(isAnotherProgram('a = 1', 'b = 1')).toBe(false);
});
