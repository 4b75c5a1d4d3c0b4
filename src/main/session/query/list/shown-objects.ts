// Owns which objects a scope, a text and what is hidden leave in the list. Filters are kept, because paging asks for the same ones
// again and again. Must not know orders. Invariant: named is a part of yours, yours of all.

import { LeastRecentlyUsed } from '../../read/least-recently-used.ts';
import type { Steps } from '../../read/steps.ts';
import { SCOPE, type View } from '../view.ts';
import type { ObjectQuery, Scope } from './object-query.ts';
import { shownOf, type Shown } from './shown.ts';
import { foundIn, TextSearch } from './text-search.ts';

/** A byte per object each. */
const FILTERS_KEPT = 4;
/** A search that takes longer answers with what it has, when that is welcome. */
const PATIENCE_MS = 35;

/** `searched`: the part of the objects that was looked at, from 0 to 1. */
export interface Filtered {
  readonly shown: Shown;
  readonly searched: number;
}

export const objectCounts = (view: View): { named: number; yours: number; all: number } => ({
  named: scopeShown(view, 'named').count,
  yours: scopeShown(view, 'yours').count,
  all: view.file.lives().count,
});

const scopeBits = (scope: Scope): number => (scope === 'all' ? 0 : SCOPE[scope]);

/** All objects of a scope. */
export function scopeShown(view: View, scope: Scope): Shown {
  return view.once(`shown ${scope}`, () => shownOf(view.scopes(), scopeBits(scope)));
}

/** What a scope, a text and what is hidden leave. */
export function* shownBy(view: View, query: ObjectQuery): Steps<Filtered> {
  const filtered = yield* shownByText(view, query);
  const { without = [] } = query;
  if (without.length === 0) return filtered;
  const { shown, searched } = filtered;
  if (searched < 1) return { shown: leaveOut(shown, without), searched };
  const kept = view.once('without', () => new LeastRecentlyUsed<string, Shown>(FILTERS_KEPT));
  const key = `${query.scope}\n${query.text}\n${without.join(' ')}`;
  return { shown: kept.get(key, () => leaveOut(shown, without)), searched };
}

const LEFT = 1;

function leaveOut({ marks, bits }: Shown, without: readonly number[]): Shown {
  const left = marks.map((mark) => ((mark & bits) === bits ? LEFT : 0));
  for (const id of without) if (id < left.length) left[id] = 0;
  return shownOf(left, LEFT);
}

/** Goes on with a search that was left off. */
function* shownByText(view: View, { text, scope, partial = false }: ObjectQuery): Steps<Filtered> {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return { shown: scopeShown(view, scope), searched: 1 };
  const filters = view.once('filters', () => new LeastRecentlyUsed<string, Shown>(FILTERS_KEPT));
  const key = `${scope}\n${wanted}`;
  const known = filters.find(key);
  if (known !== undefined) return { shown: known, searched: 1 };
  const searches = view.once(
    'searches',
    () => new LeastRecentlyUsed<string, TextSearch>(FILTERS_KEPT),
  );
  const search = searches.get(wanted, () => new TextSearch(view, wanted));
  const startedAt = performance.now();
  while (search.step()) {
    if (partial && performance.now() - startedAt > PATIENCE_MS)
      return { shown: foundIn(search, scopeBits(scope)), searched: search.done };
    yield;
  }
  return { shown: filters.get(key, () => foundIn(search, scopeBits(scope))), searched: 1 };
}
