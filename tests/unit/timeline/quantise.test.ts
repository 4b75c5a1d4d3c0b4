import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serves, wantedFor } from '../../../src/renderer/timeline/maths/quantise.ts';

const placed = fc
  .tuple(
    fc.double({ min: 2, max: 1e8, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 1e-5, max: 1, noNaN: true }),
  )
  .map(([total, at, length]) => {
    const span = total * length;
    return { total, view: { from: (total - span) * at, to: (total - span) * at + span } };
  });

describe('wantedFor', () => {
  it('contains the view, stays on the axis and serves the view it was made for', () => {
    fc.assert(
      fc.property(placed, ({ total, view }) => {
        const wanted = wantedFor(view, total);
        expect(wanted.from).toBeLessThanOrEqual(view.from);
        expect(wanted.to).toBeGreaterThanOrEqual(Math.min(total, view.to));
        expect(wanted.from).toBeGreaterThanOrEqual(0);
        expect(wanted.to).toBeLessThanOrEqual(total);
        expect(wanted.buckets).toBeGreaterThanOrEqual(1);
        expect(wanted.buckets).toBeLessThanOrEqual(8192);
        expect(serves(wanted, view, total)).toBe(true);
      }),
    );
  });
  it('is at most some four times the view and fine enough for it', () => {
    fc.assert(
      fc.property(placed, ({ total, view }) => {
        const span = view.to - view.from;
        const wanted = wantedFor(view, total);
        expect(wanted.to - wanted.from).toBeLessThanOrEqual(5 * span * (1 + 1e-9));
        const bucket = (wanted.to - wanted.from) / wanted.buckets;
        expect(span / bucket).toBeGreaterThanOrEqual(511);
      }),
    );
  });
  it('asks the same for neighbouring views', () => {
    const a = wantedFor({ from: 1000, to: 1100 }, 1e6);
    expect(wantedFor({ from: 1001, to: 1102 }, 1e6)).toEqual(a);
  });
});

describe('serves', () => {
  const wanted = wantedFor({ from: 1000, to: 1100 }, 1e6);
  it('refuses another zoom level and a view that comes near a border', () => {
    expect(serves(wanted, { from: 1000, to: 1040 }, 1e6)).toBe(false);
    expect(serves(wanted, { from: wanted.from + 1, to: wanted.from + 101 }, 1e6)).toBe(false);
    expect(serves(wanted, { from: 1020, to: 1120 }, 1e6)).toBe(true);
  });
  it('needs no air where the axis ends', () => {
    const start = wantedFor({ from: 0, to: 100 }, 1e6);
    expect(serves(start, { from: 0, to: 100 }, 1e6)).toBe(true);
  });
});
