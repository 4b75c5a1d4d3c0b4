// Going back and forward through what was selected.

import { beforeEach, expect, test } from 'vitest';
import { resetSelection, useSelection } from '../../../../src/renderer/state/selection-store.ts';

const { select, goBack, goForward, hide } = useSelection.getState();
const selected = (): number | null => useSelection.getState().selectedObject;
const walk = (go: () => void, times: number): (number | null)[] =>
  Array.from({ length: times }, () => {
    go();
    return selected();
  });
beforeEach(resetSelection);

test('back leads through what was selected, and forward again to where it began', () => {
  for (const object of [3, 1, 3, 7]) select(object);
  expect(walk(goBack, 4)).toEqual([3, 1, 3, 3]);
  expect(walk(goForward, 4)).toEqual([1, 3, 7, 7]);
});

test('one object twice in a row is one place, and nothing is none', () => {
  for (const object of [5, 5, 6, null, 6, 6, 8]) select(object);
  expect(walk(goBack, 3)).toEqual([6, 5, 5]);
  select(null);
  goBack();
  expect(selected()).toBe(5);
});

test('another way on ends the old one', () => {
  for (const object of [1, 2, 3]) select(object);
  goBack();
  select(9);
  goForward();
  expect(selected()).toBe(9);
  expect(walk(goBack, 2)).toEqual([2, 1]);
});

test('what was hidden is not gone back to', () => {
  for (const object of [1, 2, 1, 4]) select(object);
  hide(2);
  expect(walk(goBack, 2)).toEqual([1, 1]);
});

test('after dropping the selection the way forward is kept until another is chosen', () => {
  for (const object of [1, 2]) select(object);
  goBack();
  select(null);
  goForward();
  expect(selected()).toBe(2);
});
