import { expect, test } from 'vitest';
import {
  panned,
  partOf,
  zoomed,
  type Span,
} from '../../../../src/renderer/views/inspector/life/life-zoom.ts';

const WHOLE: Span = [100, 300];

test('zooming keeps the place that it is about', () => {
  expect(zoomed(WHOLE, null, 2, 150)).toEqual([125, 225]);
  expect(zoomed(WHOLE, [125, 225], 2, 150)).toEqual([137.5, 187.5]);
  expect(zoomed(WHOLE, [137.5, 187.5], 1 / 2, 150)).toEqual([125, 225]);
});

test('a part stays within the whole, and the whole is no part', () => {
  expect(zoomed(WHOLE, [100, 120], 1 / 2, 120)).toEqual([100, 140]);
  expect(zoomed(WHOLE, [280, 300], 1 / 2, 280)).toEqual([260, 300]);
  expect(zoomed(WHOLE, [100, 220], 1 / 2, 150)).toBeNull();
  expect(partOf(WHOLE, 100, 300)).toBeNull();
  expect(partOf(WHOLE, 0, 90)).toEqual([100, 190]);
});

test('a range may be drawn either way', () => {
  expect(partOf(WHOLE, 220, 180)).toEqual([180, 220]);
});

test('a part never gets empty', () => {
  let part: Span | null = null;
  for (let i = 0; i < 100; i++) part = zoomed(WHOLE, part, 2, 300);
  expect(part).not.toBeNull();
  const [from, to] = part ?? WHOLE;
  expect(to - from).toBeGreaterThanOrEqual(0.00099);
  expect(to).toBeLessThanOrEqual(300);
});

test('the whole is not moved, a part up to the border', () => {
  expect(panned(WHOLE, null, 0.5)).toBeNull();
  expect(panned(WHOLE, [100, 140], 0.25)).toEqual([110, 150]);
  expect(panned(WHOLE, [100, 140], -0.25)).toEqual([100, 140]);
});
