import { describe, expect, it } from 'vitest';
import { brushPart, brushTo } from '../../../src/renderer/timeline/maths/brush.ts';

const view = { from: 20, to: 40 };
const limit = { minSpan: 1, total: 100 };

describe('brushPart', () => {
  it('knows edges, inside and outside', () => {
    const at = (px: number) => brushPart(view, 100, 1000, px);
    expect([198, 202, 300, 397, 403, 100, 700].map(at)).toEqual([
      'from',
      'from',
      'move',
      'to',
      'to',
      'new',
      'new',
    ]);
  });
  it('leaves a middle to a window a few pixels wide', () => {
    expect(brushPart({ from: 20, to: 20.8 }, 100, 1000, 204)).toBe('move');
  });
  it('draws a new range inside a window that shows everything', () => {
    expect(brushPart({ from: 0, to: 100 }, 100, 1000, 500)).toBe('new');
  });
});

describe('brushTo', () => {
  it('moves, resizes and draws, never beyond the axis', () => {
    const drag = (part: 'from' | 'to' | 'move' | 'new', startX: number, x: number) =>
      brushTo({ part, start: view, startX }, x, limit);
    expect(drag('move', 30, 45)).toEqual({ from: 35, to: 55 });
    expect(drag('move', 30, 500)).toEqual({ from: 80, to: 100 });
    expect(drag('from', 20, 10)).toEqual({ from: 10, to: 40 });
    expect(drag('to', 40, 10)).toEqual({ from: 20, to: 21 });
    expect(drag('new', 70, 60)).toEqual({ from: 60, to: 70 });
    expect(drag('new', 70, 70)).toEqual({ from: 70, to: 71 });
  });
});
