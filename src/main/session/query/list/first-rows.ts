// Owns the first rows of the objects list in every order, found while nothing is asked: an order of millions of objects takes a second
// to find when it is asked for. Must not know texts. Invariant: what is known is what pageOf would find.

import type { Steps } from '../../read/steps.ts';
import type { View } from '../view.ts';
import { objectSort } from '../../../../shared/api/contract.ts';
import type { PageQuery, Scope, Sort } from './object-query.ts';
import { pageOf } from './ordered-ids.ts';
import { scopeShown } from './shown-objects.ts';
import { sortKeys } from './sort-keys.ts';

/** Rows known of each order. */
const ROWS = 1_000;
/** With fewer objects any order is found at once. */
const LEAST_OBJECTS = 200_000;
const SCOPES: readonly Scope[] = ['named', 'yours', 'all'];

const knownIn = (view: View): Map<string, readonly number[]> =>
  view.once('first-rows', () => new Map<string, readonly number[]>());

const nameOf = (scope: Scope, sort: Sort, descending: boolean): string =>
  `${scope} ${sort} ${descending}`;

/** A page, if it is known. */
export function firstRows(view: View, query: PageQuery): readonly number[] | null {
  const { scope, sort, descending, text, group, without = [], offset, limit } = query;
  if (group || text.trim() !== '' || without.length > 0 || offset + limit > ROWS) return null;
  const known = knownIn(view).get(nameOf(scope, sort, descending));
  return known?.slice(offset, offset + limit) ?? null;
}

/** Finds all of them. Nothing is prepared of a file that still grows: it would be out of date at once. */
export function* prepareFirstRows(view: View, leastObjects = LEAST_OBJECTS): Steps<void> {
  const isGrowing = view.file.facts().status === 'recording';
  if (isGrowing || view.file.lives().count < leastObjects) return;
  for (const sort of objectSort.options) {
    if (sort !== 'name') yield* prepareOrders(view, sort, [false, true]);
    // Names are the only keys that depend on the direction.
    else for (const descending of [false, true]) yield* prepareOrders(view, sort, [descending]);
  }
}

function* prepareOrders(view: View, sort: Sort, directions: readonly boolean[]): Steps<void> {
  const keys = yield* sortKeys(view, sort, directions[0] ?? false);
  for (const descending of directions)
    for (const scope of SCOPES) {
      const order = { keys, shown: scopeShown(view, scope), descending };
      const found = yield* pageOf(order, 0, ROWS);
      knownIn(view).set(nameOf(scope, sort, descending), found);
    }
}
