import { expect, test } from 'vitest';
import { HISTORY_PAGE, pagesFor } from '../../../../src/renderer/state/history-pages.ts';

test('pages cover the rows asked for, borders included', () => {
  expect(pagesFor(0, 0)).toEqual([0]);
  expect(pagesFor(0, HISTORY_PAGE - 1)).toEqual([0]);
  expect(pagesFor(HISTORY_PAGE - 1, HISTORY_PAGE)).toEqual([0, 1]);
  expect(pagesFor(2 * HISTORY_PAGE + 5, 4 * HISTORY_PAGE)).toEqual([2, 3, 4]);
  expect(pagesFor(5, 0)).toEqual([0]);
});
