// Owns the objects list: a page of what a scope and a text leave, in some order. Keys are kept, because paging asks for the same ones
// again and again. Invariant: the order is by group, by key, then by number.

import type { GroupBy, ObjectGroup } from '../../../../shared/api/object-groups.ts';
import type { ObjectPage } from '../../../../shared/api/results.ts';
import { LeastRecentlyUsed } from '../../read/least-recently-used.ts';
import type { Steps } from '../../read/steps.ts';
import { objectRow } from '../object-row.ts';
import type { View } from '../view.ts';
import { groupedKeys } from './groups/grouped-keys.ts';
import { groupRanks, type GroupRanks } from './groups/group-ranks.ts';
import { groupRuns } from './groups/group-runs.ts';
import { firstRows } from './first-rows.ts';
import type { ObjectQuery, PageQuery } from './object-query.ts';
import { pageOf, positionOf, type Keys, type Order } from './ordered-ids.ts';
import { shownBy } from './shown-objects.ts';
import { firstPage, type Shown } from './shown.ts';
import { keyName, sortKeys } from './sort-keys.ts';

/** Four to eight bytes per object each. */
const KEYS_KEPT = 2;

/** As many; one is all that paging and scrolling ask for. */
const RANKS_KEPT = 1;

export function* objectPage(view: View, query: PageQuery): Steps<ObjectPage> {
  const { offset, limit, withGroups = false } = query;
  const { shown, searched } = yield* shownBy(view, query);
  const ids =
    searched < 1
      ? firstPage(new Uint32Array(), shown, offset, limit)
      : (bornPage(view, shown, query) ??
        firstRows(view, query) ??
        (yield* pageOf(yield* orderOf(view, query, shown), offset, limit)));
  const groups = withGroups && searched === 1 ? yield* groupsOf(view, query, shown) : null;
  const rows = ids.map((id) => objectRow(view, id));
  return { total: shown.count, searched, offset, rows, ...(groups && { groups }) };
}

function* groupsOf(
  view: View,
  { group }: ObjectQuery,
  shown: Shown,
): Steps<readonly ObjectGroup[] | null> {
  return group ? yield* groupRuns(yield* ranksOf(view, group), shown) : null;
}

/** Objects are numbered as they are born, so that order needs no keys; null where it is another. */
function bornPage(view: View, shown: Shown, query: PageQuery): readonly number[] | null {
  if (query.sort !== 'born' || query.descending || query.group) return null;
  const { ids, rising } = view.once('unborn', () => view.file.lives().unborn());
  return rising ? firstPage(ids, shown, query.offset, query.limit) : null;
}

/** Position of an object in that list, -1 when the filter hides it. */
export function* objectIndex(view: View, query: ObjectQuery, object: number): Steps<number> {
  const { shown } = yield* shownBy(view, query);
  return positionOf(yield* orderOf(view, query, shown), object);
}

function* orderOf(
  view: View,
  { sort, descending, group }: ObjectQuery,
  shown: Shown,
): Steps<Order> {
  const kept = view.once('keys', () => new LeastRecentlyUsed<string, Keys>(KEYS_KEPT));
  const key = keyName(sort, descending);
  const name = group ? `${group} ${descending} ${key}` : key;
  let keys = kept.find(name);
  if (!keys) {
    keys = yield* sortKeys(view, sort, descending);
    if (group) keys = yield* groupedKeys(yield* ranksOf(view, group), keys, descending);
  }
  const made = keys;
  // The direction is in the keys where they are grouped: groups keep theirs.
  return { keys: kept.get(name, () => made), shown, descending: descending && !group };
}

function* ranksOf(view: View, group: GroupBy): Steps<GroupRanks> {
  const kept = view.once('ranks', () => new LeastRecentlyUsed<string, GroupRanks>(RANKS_KEPT));
  const ranks = kept.find(group) ?? (yield* groupRanks(view.file, group));
  return kept.get(group, () => ranks);
}
