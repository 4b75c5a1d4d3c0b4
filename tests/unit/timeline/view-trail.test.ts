// Going back and forward over views, as a browser does over pages.

import { expect, test } from 'vitest';
import {
  back,
  forward,
  settled,
  trailFrom,
  type ViewTrail,
} from '../../../src/renderer/timeline/maths/view-trail.ts';

const view = (from: number) => ({ from, to: from + 10 });
const after = (...views: number[]): ViewTrail =>
  views.slice(1).reduce((trail, at) => settled(trail, view(at)), trailFrom(view(views[0] ?? 0)));
const shown = (trail: ViewTrail | null): number | undefined => trail?.now.from;

test('back leads over the views in their order, forward over those that were left', () => {
  const trail = after(1, 2, 3);
  const once = back(trail);
  const twice = once && back(once);
  expect([shown(once), shown(twice), twice && back(twice)]).toEqual([2, 1, null]);
  const again = twice && forward(twice);
  expect(shown(again)).toBe(2);
  expect(again && forward(again)).toEqual(trail);
  expect(forward(trail)).toBeNull();
});

test('a view that is looked at anew ends what was left, the same view is none', () => {
  const once = back(after(1, 2, 3));
  expect(once && settled(once, view(2))).toBe(once);
  const other = once && settled(once, view(7));
  expect(other && forward(other)).toBeNull();
  expect(shown(other && back(other))).toBe(2);
});

test('the oldest views are forgotten', () => {
  let trail: ViewTrail | null = after(...Array.from({ length: 80 }, (_, i) => i));
  let last: number | undefined;
  for (; trail; trail = back(trail)) last = shown(trail);
  expect(last).toBe(29);
});
