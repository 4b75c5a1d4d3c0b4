import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupedKeys } from '../../../src/main/session/query/list/groups/grouped-keys.ts';
import { groupRanks } from '../../../src/main/session/query/list/groups/group-ranks.ts';
import { objectIndex, objectPage } from '../../../src/main/session/query/list/object-list.ts';
import type { ObjectQuery } from '../../../src/main/session/query/list/object-query.ts';
import { createView, type View } from '../../../src/main/session/query/view.ts';
import { finish } from '../../../src/main/session/read/steps.ts';
import { labelName } from '../../../src/main/session/read/label-name.ts';
import { objectSort } from '../../../src/shared/api/contract.ts';
import { objectGroup, type ObjectGroup } from '../../../src/shared/api/object-groups.ts';
import type { ObjectRow } from '../../../src/shared/api/results.ts';
import { openSynthetic, type OpenedSession } from './oracle.ts';

let session: OpenedSession;
let view: View;
beforeAll(() => {
  session = openSynthetic({ events: 2_400, blockEvents: 300, eventsPerObject: 5, seed: 9 });
  view = createView(session.file);
});
afterAll(() => session.dispose());

/** The whole list, by pages, and its groups. */
const listOf = (query: ObjectQuery): { rows: ObjectRow[]; groups: readonly ObjectGroup[] } => {
  const first = finish(objectPage(view, { ...query, offset: 0, limit: 130, withGroups: true }));
  const rows = [...first.rows];
  while (rows.length < first.total) {
    const page = finish(objectPage(view, { ...query, offset: rows.length, limit: 130 }));
    expect(page.groups).toBeUndefined();
    expect(page.rows.length).toBeGreaterThan(0);
    rows.push(...page.rows);
  }
  return { rows, groups: first.groups ?? [] };
};

const labelOf = {
  type: (row: ObjectRow): string => row.type,
  name: (row: ObjectRow): string => labelName(row.names),
  line: (row: ObjectRow): string => (row.bornLine > 0 ? String(row.bornLine) : ''),
};
const shownLabel = (group: ObjectGroup): string =>
  group.line === undefined ? group.label : String(group.line);

const BASE = { scope: 'all', text: '', sort: 'born', descending: false } as const;

describe('a grouped list', () => {
  for (const group of objectGroup.options) {
    it(`has the rows of the sorted list, group by group, by ${group}`, () => {
      for (const sort of objectSort.options) {
        for (const descending of [false, true]) {
          const plain = listOf({ ...BASE, sort, descending });
          const { rows, groups } = listOf({ ...BASE, sort, descending, group });
          expect(plain.groups).toEqual([]);
          const expected = groups.flatMap((one) =>
            plain.rows.filter((row) => labelOf[group](row) === shownLabel(one)),
          );
          expect([sort, rows.map(({ id }) => id)]).toEqual([sort, expected.map(({ id }) => id)]);
          expect(groups.map(({ count }) => count)).toEqual(
            groups.map(
              (one) => rows.filter((row) => labelOf[group](row) === shownLabel(one)).length,
            ),
          );
        }
      }
      const { rows, groups } = listOf({ ...BASE, group });
      expect(groups.length).toBeGreaterThan(2);
      expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
      const row = rows[200];
      expect(finish(objectIndex(view, { ...BASE, group }, row?.id ?? 0))).toBe(200);
    });
  }

  it('has only the groups that scope, filter and hidden objects leave', () => {
    const all = listOf({ ...BASE, group: 'type' });
    const [first] = all.groups;
    const without = all.rows.filter((row) => row.type === first?.label).map(({ id }) => id);
    const left = listOf({ ...BASE, group: 'type', without });
    expect(left.groups).toEqual(all.groups.slice(1));
    const found = listOf({ ...BASE, group: 'type', text: first?.label ?? '', scope: 'yours' });
    expect(found.rows.length).toBeGreaterThan(0);
    expect(found.groups.reduce((sum, { count }) => sum + count, 0)).toBe(found.rows.length);
  });

  it('puts what is beyond the most groups into one, before what has none', () => {
    const all = finish(groupRanks(session.file, 'name'));
    const few = finish(groupRanks(session.file, 'name', 2));
    expect(few.kinds).toEqual([
      ...all.kinds.slice(0, 2),
      { key: ' more', label: 'all others' },
      { key: '', label: '' },
    ]);
    const nameless = all.kinds.length - 1;
    expect([...few.ranks]).toEqual(
      Array.from(all.ranks, (rank) => (rank === nameless ? 3 : Math.min(rank, 2))),
    );
  });

  it('keeps groups apart where a forged file has keys that are too large', () => {
    const kinds = Array.from({ length: 5 }, (_, i) => ({ key: `${i}`, label: `${i}` }));
    const ranks = Uint32Array.of(0, 4, 3, 0, 4, 3);
    const keys = Float64Array.of(0, 2 ** 51, 1, 2 ** 51 + 9, 7, 2 ** 53);
    for (const descending of [false, true]) {
      const grouped = finish(groupedKeys({ ranks, kinds }, keys, descending));
      expect([...grouped].every(Number.isSafeInteger)).toBe(true);
      const order = [1, 2, 3, 4, 5].sort((a, b) => (grouped[a] ?? 0) - (grouped[b] ?? 0));
      expect(order).toEqual(descending ? [3, 5, 2, 1, 4] : [3, 2, 5, 4, 1]);
    }
  });
});
