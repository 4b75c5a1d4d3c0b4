// Owns the objects list: a page of what a scope and a text leave, in some order. Keys are kept, because paging asks for the same ones
// again and again. Invariant: the order is by key, then by number.

import type { ObjectPage } from '../../../../shared/api/results.ts';
import { LeastRecentlyUsed } from '../../read/least-recently-used.ts';
import type { Steps } from '../../read/steps.ts';
import { objectRow } from '../object-row.ts';
import type { View } from '../view.ts';
import { firstRows } from './first-rows.ts';
import type { ObjectQuery, PageQuery } from './object-query.ts';
import { firstPage, pageOf, positionOf, type Keys, type Order, type Shown } from './ordered-ids.ts';
import { shownBy } from './shown-objects.ts';
import { keyName, sortKeys } from './sort-keys.ts';

/** Four to eight bytes per object each. */
const KEYS_KEPT = 2;

export function* objectPage(view: View, query: PageQuery): Steps<ObjectPage> {
  const { offset, limit } = query;
  const { shown, searched } = yield* shownBy(view, query);
  const ids =
    searched < 1
      ? firstPage(new Uint32Array(), shown, offset, limit)
      : (bornPage(view, shown, query) ??
        firstRows(view, query) ??
        (yield* pageOf(yield* orderOf(view, query, shown), offset, limit)));
  return { total: shown.count, searched, offset, rows: ids.map((id) => objectRow(view, id)) };
}

/** Objects are numbered as they are born, so that order needs no keys; null where it is another. */
function bornPage(view: View, shown: Shown, query: PageQuery): readonly number[] | null {
  if (query.sort !== 'born' || query.descending) return null;
  const { ids, rising } = view.once('unborn', () => view.file.lives().unborn());
  return rising ? firstPage(ids, shown, query.offset, query.limit) : null;
}

/** Position of an object in that list, -1 when the filter hides it. */
export function* objectIndex(view: View, query: ObjectQuery, object: number): Steps<number> {
  const { shown } = yield* shownBy(view, query);
  return positionOf(yield* orderOf(view, query, shown), object);
}

function* orderOf(view: View, { sort, descending }: ObjectQuery, shown: Shown): Steps<Order> {
  const kept = view.once('keys', () => new LeastRecentlyUsed<string, Keys>(KEYS_KEPT));
  const key = keyName(sort, descending);
  const keys = kept.find(key) ?? (yield* sortKeys(view, sort, descending));
  return { keys: kept.get(key, () => keys), shown, descending };
}
