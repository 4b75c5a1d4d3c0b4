import { expect, test } from 'vitest';
import {
  historyWindow,
  WINDOW_ROWS,
} from '../../../../src/renderer/views/inspector/history-window.ts';

const TOTAL = 14_000_000;

test('a history that fits is shown whole', () => {
  expect(historyWindow(WINDOW_ROWS, WINDOW_ROWS - 1, 0)).toBe(0);
});

test('the window follows the current row only when it leaves it, and stays within the history', () => {
  expect(historyWindow(TOTAL, 10, 0)).toBe(0);
  expect(historyWindow(TOTAL, WINDOW_ROWS - 1, 0)).toBe(0);
  expect(historyWindow(TOTAL, 5_000_000, 0)).toBe(5_000_000 - WINDOW_ROWS / 2);
  expect(historyWindow(TOTAL, 5_100_000, 4_500_000)).toBe(4_500_000);
  expect(historyWindow(TOTAL, TOTAL - 1, 0)).toBe(TOTAL - WINDOW_ROWS);
  expect(historyWindow(TOTAL, 3, 4_500_000)).toBe(0);
  expect(historyWindow(TOTAL, -1, 4_500_000)).toBe(4_500_000);
});
