import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowWindow, scrollToRow } from '../../../src/renderer/timeline/maths/row-window.ts';

const rowPx = 32;

describe('rowWindow', () => {
  it('names the rows that are at least partly visible', () => {
    const window = rowWindow({ rows: 100, rowPx, heightPx: 320, scrollTop: 48 });
    expect(window).toEqual({ contentPx: 3200, first: 1, last: 12, originPx: -48 });
  });
  it('reaches the first and the last row of a list of any length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), (rows) => {
        const base = { rows, rowPx, heightPx: 320 };
        const top = rowWindow({ ...base, scrollTop: 0 });
        expect(top.first).toBe(0);
        const most = Math.max(0, top.contentPx - 320);
        const end = rowWindow({ ...base, scrollTop: most });
        expect(end.last).toBe(rows);
        expect(end.contentPx).toBeLessThanOrEqual(12_000_000);
      }),
    );
  });
});

describe('scrollToRow', () => {
  it('leaves a visible row where it is and brings any other in whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 11, max: 3_000_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (rows, at) => {
          const row = Math.floor(rows * at);
          const scroll = { rows, rowPx, heightPx: 320, scrollTop: 0 };
          const { originPx } = rowWindow({ ...scroll, scrollTop: scrollToRow(scroll, row) });
          const top = originPx + row * rowPx;
          expect(top).toBeGreaterThanOrEqual(-0.01);
          expect(top + rowPx).toBeLessThanOrEqual(320.01);
        },
      ),
    );
  });
});
