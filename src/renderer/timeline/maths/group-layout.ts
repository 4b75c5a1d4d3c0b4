// Owns where the rows of a grouped list are once every group has a heading and the rows of collapsed ones are left out. Must not know
// what a group is. Invariant: index counts rows on screen, position counts rows of the list; a position in a collapsed group is
// where its heading is.

export type Placed =
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'object'; readonly position: number };

export interface GroupLayout {
  /** Rows on screen. */
  readonly rows: number;
  at(index: number): Placed;
  indexOf(position: number): number;
  headingOf(group: number): number;
  /** The group that a row is in, or the heading of; -1 where there are no groups. */
  groupAt(index: number): number;
}

/** A list without groups. */
export const flatLayout = (rows: number): GroupLayout => ({
  rows,
  at: (index) => ({ kind: 'object', position: index }),
  indexOf: (position) => position,
  headingOf: () => -1,
  groupAt: () => -1,
});

export function groupLayout(
  counts: readonly number[],
  isCollapsed: (group: number) => boolean,
): GroupLayout {
  /** Index of each heading, and position of the first row of each group; one more for the end. */
  const headings = new Float64Array(counts.length + 1);
  const firsts = new Float64Array(counts.length + 1);
  for (const [group, count] of counts.entries()) {
    const shown = isCollapsed(group) ? 0 : count;
    headings[group + 1] = (headings[group] as number) + 1 + shown;
    firsts[group + 1] = (firsts[group] as number) + count;
  }
  const heading = (group: number): number => headings[group] as number;
  return {
    rows: heading(counts.length),
    at: (index) => {
      const group = lastAtMost(headings, counts.length, index);
      const into = index - heading(group);
      return into === 0
        ? { kind: 'group', group }
        : { kind: 'object', position: (firsts[group] as number) + into - 1 };
    },
    indexOf: (position) => {
      const group = lastAtMost(firsts, counts.length, position);
      const into = position - (firsts[group] as number);
      return isCollapsed(group) ? heading(group) : heading(group) + 1 + into;
    },
    headingOf: heading,
    groupAt: (index) => lastAtMost(headings, counts.length, index),
  };
}

/** The last of the first `length` values that is at most `value`; 0 where none is. They rise strictly. */
function lastAtMost(values: Float64Array, length: number, value: number): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((values[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
