// Owns which objects a scope, a text and what is hidden leave in the list. Filters are kept, because paging asks for the same ones
// again and again. Must not know orders. Invariant: named is a part of yours, yours of all.

import { LeastRecentlyUsed } from '../../read/least-recently-used.ts';
import type { Steps } from '../../read/steps.ts';
import { SCOPE, type View } from '../view.ts';
import type { ObjectQuery, Scope } from './object-query.ts';
import type { Shown } from './ordered-ids.ts';
import { SHOWN, TextSearch } from './text-search.ts';

/** A byte per object each. */
const FILTERS_KEPT = 4;
/** A search that takes longer answers with what it has, when that is welcome. */
const PATIENCE_MS = 50;

/** `searched`: the part of the objects that was looked at, from 0 to 1. */
export interface Filtered {
  readonly shown: Shown;
  readonly searched: number;
}

export function objectCounts(view: View): { named: number; yours: number; all: number } {
  return view.once('object-counts', () => {
    let named = 0;
    let yours = 0;
    for (const bits of view.scopes()) {
      if ((bits & SCOPE.named) !== 0) named++;
      if ((bits & SCOPE.yours) !== 0) yours++;
    }
    return { named, yours, all: view.file.lives().count };
  });
}

/** All objects of a scope. */
export function scopeShown(view: View, scope: Scope): Shown {
  const count = objectCounts(view)[scope];
  return { marks: view.scopes(), bits: scope === 'all' ? 0 : SCOPE[scope], count };
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

function leaveOut({ marks, bits, count }: Shown, without: readonly number[]): Shown {
  const left = marks.map((mark) => ((mark & bits) === bits ? SHOWN : 0));
  let gone = 0;
  for (const id of new Set(without)) {
    if (left[id] !== SHOWN) continue;
    left[id] = 0;
    gone++;
  }
  return { marks: left, bits: SHOWN, count: count - gone };
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
      return { shown: inScope(view, scope, search.marks), searched: search.done };
    yield;
  }
  searches.delete(wanted);
  return { shown: filters.get(key, () => inScope(view, scope, search.marks)), searched: 1 };
}

/** Those of the scope among the marked. */
function inScope(view: View, scope: Scope, marks: Uint8Array): Shown {
  const { bits } = scopeShown(view, scope);
  const scopes = view.scopes();
  const shown = new Uint8Array(marks.length);
  let count = 0;
  for (let id = 1; id < marks.length; id++) {
    if (marks[id] !== SHOWN || ((scopes[id] as number) & bits) !== bits) continue;
    shown[id] = SHOWN;
    count++;
  }
  return { marks: shown, bits: SHOWN, count };
}
