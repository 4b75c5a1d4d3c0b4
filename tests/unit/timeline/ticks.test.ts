import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { niceStep, tickLabel, ticksIn } from '../../../src/renderer/timeline/maths/ticks.ts';

describe('niceStep', () => {
  it('is 1, 2 or 5 times a power of ten, and the least that is enough', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (least) => {
        const step = niceStep(least, false);
        expect(step).toBeGreaterThanOrEqual(least * (1 - 1e-8));
        expect(step).toBeLessThan(least * 2.5 * (1 + 1e-8));
        const digit = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
        expect([1, 2, 5].some((nice) => Math.abs(digit - nice) < 1e-6)).toBe(true);
      }),
    );
  });
  it('takes a nice number as it is', () => {
    for (const n of [0.1, 0.2, 0.5, 1, 2, 5, 20, 500]) expect(niceStep(n, false)).toBeCloseTo(n, 9);
  });
  it('never splits what is counted', () => {
    expect(niceStep(0.003, true)).toBe(1);
  });
});

describe('ticksIn', () => {
  it('gives whole numbers in view, in order, no closer than asked', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e7, noNaN: true }),
        fc.double({ min: 0.01, max: 1e7, noNaN: true }),
        fc.integer({ min: 50, max: 4000 }),
        (from, span, width) => {
          const { step, at } = ticksIn({ from, to: from + span }, width, 70);
          at.forEach((x, i) => {
            expect(Number.isInteger(x)).toBe(true);
            expect(x).toBeGreaterThanOrEqual(from - 1e-6);
            expect(x).toBeLessThanOrEqual(from + span + 1e-6);
            if (i > 0) expect(x - (at[i - 1] ?? 0)).toBeCloseTo(step, 6);
          });
          expect((step / span) * width).toBeGreaterThanOrEqual(70 - 1e-6);
        },
      ),
    );
  });
  it('is empty before the first layout', () => {
    expect(ticksIn({ from: 0, to: 10 }, 0, 70).at).toEqual([]);
  });
});

describe('tickLabel', () => {
  it('writes small numbers out and keeps neighbours apart', () => {
    expect(tickLabel(3400, 100)).toBe('3,400');
    expect(tickLabel(1_250_000, 50_000)).toBe('1,250k');
    expect(tickLabel(20_000, 20_000)).toBe('20k');
    expect(tickLabel(1_400_000, 200_000)).toBe('1.4M');
    expect(tickLabel(12_000_000, 2_000_000)).toBe('12M');
    expect(tickLabel(14_210_000, 10_000)).toBe('14,210k');
    expect(tickLabel(14_210_003, 1)).toBe('14,210,003');
  });
  it('never gives two ticks of one ruler the same text', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000_000 }),
        fc.constantFrom(1, 2, 5, 10, 50, 100, 1000, 20_000, 500_000, 1_000_000),
        (start, step) => {
          const first = Math.ceil(start / step) * step;
          const texts = [0, 1, 2, 3, 4].map((i) => tickLabel(first + i * step, step));
          expect(new Set(texts).size).toBe(5);
        },
      ),
    );
  });
});
