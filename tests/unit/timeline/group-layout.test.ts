import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatLayout, groupLayout } from '../../../src/renderer/timeline/maths/group-layout.ts';

describe('groupLayout', () => {
  it('is the list with a heading per group and without the rows of collapsed ones', () => {
    const group = fc.record({ count: fc.integer({ min: 1, max: 9 }), isCollapsed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 12 }), (groups) => {
        const expected: unknown[] = [];
        let position = 0;
        const layout = groupLayout(
          groups.map(({ count }) => count),
          (index) => groups[index]?.isCollapsed ?? false,
        );
        for (const [at, { count, isCollapsed }] of groups.entries()) {
          const heading = expected.length;
          expect(layout.headingOf(at)).toBe(heading);
          expected.push({ kind: 'group', group: at });
          for (let i = 0; i < count; i++, position++) {
            expect(layout.indexOf(position)).toBe(isCollapsed ? heading : expected.length);
            if (!isCollapsed) expected.push({ kind: 'object', position });
          }
          expect(layout.groupAt(expected.length - 1)).toBe(at);
        }
        expect(layout.rows).toBe(expected.length);
        expect(expected.map((_, index) => layout.at(index))).toEqual(expected);
      }),
    );
  });

  it('has no rows where there are no groups', () => {
    expect(groupLayout([], () => false).rows).toBe(0);
    const flat = flatLayout(3);
    expect([flat.rows, flat.at(2), flat.indexOf(1), flat.groupAt(1)]).toEqual([
      3,
      { kind: 'object', position: 2 },
      1,
      -1,
    ]);
  });
});
