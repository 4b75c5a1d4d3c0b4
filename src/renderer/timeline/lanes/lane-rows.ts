// Owns the rows of the lanes as they stand below each other: the objects list, with a heading per group and without the rows of collapsed
// groups. Must not render. Invariant: an index is a row on screen; positions in the list stay inside.

import type { ObjectGroup, ObjectRow } from '../../../shared/api/index.ts';
import { collapseKey, useCollapsed, useLaneGroup } from '../../state/lane-groups.ts';
import type { ObjectPager, ObjectsAsked, RowSpan } from '../data/object-pager.ts';
import { flatLayout, type GroupLayout, groupLayout } from '../maths/group-layout.ts';
import type { ShownGroup, ShownRow } from './rows-shown.ts';

export type LaneRows = ReturnType<typeof createLaneRows>;

export const createLaneRows = (pager: ObjectPager) => {
  let made: { readonly of: readonly unknown[]; readonly layout: GroupLayout } | null = null;
  let by = useLaneGroup.getState().chosen;

  const groups = (): readonly ObjectGroup[] => pager.groups() ?? [];
  const isCollapsed = (group: ObjectGroup | undefined): boolean =>
    group !== undefined && useCollapsed.getState().collapsed.has(collapseKey(by, group.key));

  const layout = (): GroupLayout => {
    const list = pager.groups();
    const { collapsed } = useCollapsed.getState();
    const of = [list, collapsed, by, pager.total()];
    if (made?.of.every((one, i) => one === of[i]) === true) return made.layout;
    const counts = list?.map(({ count }) => count);
    const collapsedNow = list?.map(isCollapsed) ?? [];
    const next = counts
      ? groupLayout(counts, (group) => collapsedNow[group] === true)
      : flatLayout(pager.total());
    made = { of, layout: next };
    return next;
  };

  const shownGroup = (index: number): ShownGroup | null => {
    const group = groups()[index];
    return group ? { ...group, by, isCollapsed: isCollapsed(group) } : null;
  };

  const rowAt = (index: number): ObjectRow | null => {
    if (index < 0 || index >= layout().rows) return null;
    const placed = layout().at(index);
    return placed.kind === 'object' ? pager.rowAt(placed.position) : null;
  };

  const shownAt = (index: number): ShownRow => {
    const placed = layout().at(index);
    const group = placed.kind === 'group' ? shownGroup(placed.group) : null;
    return group ? { kind: 'group', index, group } : { kind: 'object', index, row: rowAt(index) };
  };

  return {
    query: (asked: ObjectsAsked | null): void => {
      pager.query(asked);
      // The old groups stay as long as the old rows do.
      if (!pager.pending() || asked === null) by = useLaneGroup.getState().chosen;
    },
    /** Rows on screen, headings among them. */
    total: (): number => layout().rows,
    /** Rows first … last - 1, and asks for those that are missing. */
    window: (first: number, last: number): readonly ShownRow[] => {
      const rows: ShownRow[] = [];
      const spans: RowSpan[] = [];
      for (let index = first; index < last; index++) {
        rows.push(shownAt(index));
        const placed = layout().at(index);
        if (placed.kind === 'object')
          spans.push({ first: placed.position, last: placed.position + 1 });
      }
      pager.want(joined(spans));
      return rows;
    },
    rowAt,
    shownAt,
    /** The row of an object, or the heading it is collapsed under; -1 where its page has not come. */
    indexOf: (object: number): number => {
      const position = pager.indexOf(object);
      return position < 0 ? -1 : layout().indexOf(position);
    },
    indexOfPosition: (position: number): number => (position < 0 ? -1 : layout().indexOf(position)),
    /** The group that a row is in. */
    groupOf: (index: number): ShownGroup | null => shownGroup(layout().groupAt(index)),
    headingOfKey: (key: string): number =>
      layout().headingOf(groups().findIndex((group) => group.key === key)),
    headingOf: (index: number): number => layout().headingOf(layout().groupAt(index)),
    /** The next row in a direction, or the first (at -1); null where there is none. Headings count if wanted. */
    neighborOf: (from: number, by: 1 | -1, withHeadings: boolean): number | null => {
      const isWanted = (index: number): boolean =>
        withHeadings || layout().at(index).kind === 'object';
      const { rows } = layout();
      let index = from < 0 ? 0 : from + by;
      while (index >= 0 && index < rows && !isWanted(index)) index += from < 0 ? 1 : by;
      return index >= 0 && index < rows ? index : null;
    },
    /** Collapses all groups; where they all are, expands them. */
    toggleAll: (): void => {
      const keys = groups().map(({ key }) => collapseKey(by, key));
      useCollapsed.getState().set(keys, !groups().every(isCollapsed));
    },
  };
};

const joined = (spans: readonly RowSpan[]): readonly RowSpan[] => {
  const result: RowSpan[] = [];
  for (const span of spans) {
    const before = result.at(-1);
    if (before?.last === span.first) result[result.length - 1] = { ...before, last: span.last };
    else result.push(span);
  }
  return result;
};
