import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampView,
  fitSpan,
  moveEdge,
  panBy,
  pxToX,
  reveal,
  spanOf,
  xToPx,
  zoomAt,
} from '../../../src/renderer/timeline/maths/viewport.ts';

const total = fc.double({ min: 1, max: 1e8, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
/** An axis and a view that lies within it. */
const placed = fc
  .tuple(total, share, fc.double({ min: 1e-4, max: 1, noNaN: true }))
  .map(([axis, at, length]) => {
    const span = axis * length;
    const from = (axis - span) * at;
    return { total: axis, view: { from, to: from + span } };
  });
const near = (a: number, b: number, scale: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, scale);

const expectInside = (view: { from: number; to: number }, axis: number): void => {
  expect(view.from).toBeLessThan(view.to);
  expect(view.from).toBeGreaterThanOrEqual(0);
  expect(view.to).toBeLessThanOrEqual(axis * (1 + 1e-12));
};

describe('pixels and coordinates', () => {
  it('go there and back', () => {
    fc.assert(
      fc.property(
        placed,
        fc.integer({ min: 1, max: 8000 }),
        share,
        ({ view, total: axis }, width, at) => {
          const x = view.from + spanOf(view) * at;
          return near(pxToX(view, width, xToPx(view, width, x)), x, axis);
        },
      ),
    );
  });
  it('put the ends of the view on the edges', () => {
    expect(xToPx({ from: 10, to: 30 }, 400, 10)).toBe(0);
    expect(xToPx({ from: 10, to: 30 }, 400, 30)).toBe(400);
    expect(pxToX({ from: 10, to: 30 }, 400, 100)).toBe(15);
  });
});

describe('zoomAt', () => {
  it('keeps the coordinate under the pointer, unless an end of the axis is in the way', () => {
    fc.assert(
      fc.property(
        placed,
        share,
        fc.double({ min: 0.1, max: 8, noNaN: true }),
        (place, at, factor) => {
          const { view, total: axis } = place;
          const anchor = view.from + spanOf(view) * at;
          const zoomed = zoomAt(view, { factor, anchor, minSpan: axis * 1e-6, total: axis });
          expectInside(zoomed, axis);
          const free = zoomed.from > 0 && zoomed.to < axis;
          if (free) expect(xToPx(zoomed, 1, anchor)).toBeCloseTo(xToPx(view, 1, anchor), 6);
        },
      ),
    );
  });
  it('stops at the shortest span and at the whole axis', () => {
    const at = { anchor: 50, minSpan: 4, total: 100 };
    expect(spanOf(zoomAt({ from: 48, to: 53 }, { ...at, factor: 0.01 }))).toBeCloseTo(4);
    expect(zoomAt({ from: 10, to: 90 }, { ...at, factor: 50 })).toEqual({ from: 0, to: 100 });
  });
  it('does not jump outwards when the view is already shorter than the shortest span', () => {
    const view = { from: 10, to: 11 };
    expect(zoomAt(view, { factor: 0.5, anchor: 10.5, minSpan: 4, total: 100 })).toEqual(view);
  });
});

describe('panBy and clampView', () => {
  it('keep the length and stay inside', () => {
    fc.assert(
      fc.property(
        placed,
        fc.double({ min: -2, max: 2, noNaN: true }),
        ({ view, total: axis }, by) => {
          const moved = panBy(view, by * axis, axis);
          expectInside(moved, axis);
          expect(near(spanOf(moved), spanOf(view), axis)).toBe(true);
        },
      ),
    );
  });
  it('show everything when asked for more than there is', () => {
    expect(clampView(-50, 500, 100)).toEqual({ from: 0, to: 100 });
    expect(clampView(Number.NaN, 3, 100)).toEqual({ from: 0, to: 100 });
  });
});

describe('reveal', () => {
  it('leaves a view alone that shows the place', () => {
    const view = { from: 10, to: 20 };
    expect(reveal(view, 10, 100)).toBe(view);
  });
  it('brings any other place in, at the same zoom', () => {
    fc.assert(
      fc.property(placed, share, ({ view, total: axis }, at) => {
        const x = axis * at;
        const moved = reveal(view, x, axis);
        expect(near(spanOf(moved), spanOf(view), axis)).toBe(true);
        expect(x).toBeGreaterThanOrEqual(moved.from - 1e-9 * axis);
        expect(x).toBeLessThanOrEqual(moved.to + 1e-9 * axis);
      }),
    );
  });
});

describe('fitSpan and moveEdge', () => {
  it('give a span air on both sides', () => {
    const fitted = fitSpan(40, 60, { margin: 0.1, minSpan: 1, total: 100 });
    expect(fitted.from).toBeCloseTo(38);
    expect(fitted.to).toBeCloseTo(62);
  });
  it('give a moment the shortest span', () => {
    expect(fitSpan(50, 50, { margin: 0, minSpan: 4, total: 100 })).toEqual({ from: 48, to: 52 });
  });
  it('do not let an edge pass the other', () => {
    const limit = { minSpan: 5, total: 100 };
    expect(moveEdge({ from: 20, to: 40 }, 'from', 70, limit)).toEqual({ from: 35, to: 40 });
    expect(moveEdge({ from: 20, to: 40 }, 'to', 3, limit)).toEqual({ from: 20, to: 25 });
    expect(moveEdge({ from: 20, to: 40 }, 'to', 300, limit)).toEqual({ from: 20, to: 100 });
  });
});
