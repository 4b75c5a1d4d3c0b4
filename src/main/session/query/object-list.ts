// Owns the objects list: which objects a scope and a text leave, and in what order. Sorted lists are kept, because paging asks
// for the same one again and again. Invariant: named is a part of yours, yours of all.

import type { Parsed } from '../../../shared/api/contract.ts';
import type { ObjectPage } from '../../../shared/api/results.ts';
import type { ColumnName } from '../object-reader.ts';
import type { SessionFile } from '../session-file.ts';
import { LeastRecentlyUsed } from '../least-recently-used.ts';
import { objectRow } from './object-row.ts';
import { sortIds } from './sort-ids.ts';
import { SCOPE, type View } from './view.ts';

export type ObjectQuery = Omit<Parsed<'session.objectIndex'>, 'session' | 'object'>;
type Sort = ObjectQuery['sort'];
const LISTS_KEPT = 8;

export function objectPage(
  view: View,
  query: ObjectQuery & { readonly offset: number; readonly limit: number },
): ObjectPage {
  const ids = sortedList(view, query);
  const rows = [...ids.subarray(query.offset, query.offset + query.limit)];
  return {
    total: ids.length,
    offset: query.offset,
    rows: rows.map((id) => objectRow(view, id)),
  };
}

/** Position of an object in that list, -1 when the filter hides it. */
export const objectIndex = (view: View, query: ObjectQuery, object: number): number =>
  sortedList(view, query).indexOf(object);

export function objectCounts(view: View): { named: number; yours: number; all: number } {
  return view.once('object-counts', () => {
    const counts = { named: 0, yours: 0, all: view.file.lives().count };
    for (const bits of view.scopes()) {
      if ((bits & SCOPE.named) !== 0) counts.named++;
      if ((bits & SCOPE.yours) !== 0) counts.yours++;
    }
    return counts;
  });
}

function sortedList(view: View, query: ObjectQuery): Uint32Array {
  const lists = view.once(
    'object-lists',
    () => new LeastRecentlyUsed<string, Uint32Array>(LISTS_KEPT),
  );
  const text = query.text.trim().toLowerCase();
  const filterKey = `${query.scope}\n${text}`;
  return lists.get(`${query.sort} ${query.descending}\n${filterKey}`, () => {
    const filtered = lists.get(filterKey, () => filterIds(view, query.scope, text));
    return sortIds(
      filtered,
      sortKeys(view, query.sort, filtered, query.descending),
      query.descending,
    );
  });
}

function filterIds(view: View, scope: ObjectQuery['scope'], text: string): Uint32Array {
  const { count } = view.file.lives();
  const wanted = scope === 'all' ? 0 : SCOPE[scope];
  const scopes = view.scopes();
  const shown = text === '' ? null : shownByText(view, text);
  const kept = new Uint32Array(count);
  let length = 0;
  for (let id = 1; id <= count; id++) {
    const isInScope = ((scopes[id] as number) & wanted) === wanted;
    if (isInScope && (shown === null || shown[id] === SHOWN)) kept[length++] = id;
  }
  return kept.slice(0, length);
}

const SHOWN = 1;
const HAS_VALUE = 2;

/** SHOWN for every object whose label, names, type or value holds a text. Each column is read once, in the order of the file. */
function shownByText(view: View, text: string): Uint8Array {
  const { file } = view;
  const holds = (word: string): boolean => word.toLowerCase().includes(text);
  const types = new Set(file.types().flatMap((type) => (holds(type.name) ? [type.id] : [])));
  const variables = new Set(file.variables().flatMap((row) => (holds(row.name) ? [row.id] : [])));
  const type = file.lives().column('type');
  const shown = new Uint8Array(type.length);
  file.lives().eachValue((id, value) => {
    if (value !== '') shown[id] = holds(value) ? SHOWN : HAS_VALUE;
  });
  const hasLabels = /[0-9#]/.test(text) || 'object'.includes(text);
  if (hasLabels) showByLabel(view, { type, shown, holds });
  for (let id = 1; id < type.length; id++) if (types.has(type[id] as number)) shown[id] = SHOWN;
  if (variables.size > 0) {
    file.nameLog().eachName((object, variable) => {
      for (let i = 0; i < object.length; i++)
        if (variables.has(variable[i] as number)) shown[object[i] as number] = SHOWN;
    });
  }
  return shown;
}

/** What has neither name nor value is labelled `type#id`; all other labels are a name or a value. */
function showByLabel(
  view: View,
  at: {
    readonly type: ArrayLike<number>;
    readonly shown: Uint8Array;
    readonly holds: (word: string) => boolean;
  },
): void {
  const names = new Map(view.file.types().map(({ id, name }) => [id, name]));
  const scopes = view.scopes();
  for (let id = 1; id < at.shown.length; id++) {
    if (at.shown[id] !== 0 || ((scopes[id] as number) & SCOPE.called) !== 0) continue;
    if (at.holds(`${names.get(at.type[id] ?? 0) ?? 'object'}#${id}`)) at.shown[id] = SHOWN;
  }
}

const LAST = Infinity;

/** One number per id that sorts like what the list is sorted by. */
function sortKeys(view: View, sort: Sort, ids: Uint32Array, descending: boolean): Float64Array {
  const objects = view.file.lives();
  const column = (name: ColumnName): Float64Array => {
    const values = objects.column(name);
    return Float64Array.from(ids, (id) => values[id] as number);
  };
  const ends = (open: number): Float64Array => column('endSeq').map((end) => end || open);
  const keys: Record<Sort, () => Float64Array> = {
    born: () => column('bornSeq'),
    ended: () => ends(LAST),
    name: () => nameKeys(view.file, ids, descending),
    type: () => {
      const ranks = typeRanks(view.file);
      return column('type').map((type) => ranks.get(type) ?? 0);
    },
    peak: () => column('peak'),
    events: () => column('events'),
    lifetime: () => {
      const born = column('bornSeq');
      return ends(view.lastSeq).map((end, i) => Math.max(end - (born[i] as number), 0));
    },
  };
  return keys[sort]();
}

const byText = (a: string, b: string): number => {
  const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()];
  if (lowerA !== lowerB) return lowerA < lowerB ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
};

/** Rank of each type's name, from 0. */
function typeRanks(file: SessionFile): Map<number, number> {
  const names = [...new Set(file.types().map((type) => type.name))].sort(byText);
  const rank = new Map(names.map((name, i) => [name, i]));
  return new Map(file.types().map((type) => [type.id, rank.get(type.name) ?? 0]));
}

/** Rank of each object's first name; what never had a name comes last in either direction. */
function nameKeys(file: SessionFile, ids: Uint32Array, descending: boolean): Float64Array {
  const names = [...new Set(file.variables().map((variable) => variable.name))].sort(byText);
  const rank = new Map(names.map((name, i) => [name, i + 1]));
  const rankOfVariable = new Map(file.variables().map((row) => [row.id, rank.get(row.name) ?? 0]));
  const nameless = descending ? 0 : LAST;
  const firstRank = new Float64Array(file.lives().count + 1).fill(-1);
  file.nameLog().eachName((object, variable) => {
    for (let i = 0; i < object.length; i++) {
      const id = object[i] as number;
      if (firstRank[id] === -1)
        firstRank[id] = rankOfVariable.get(variable[i] as number) ?? nameless;
    }
  });
  return Float64Array.from(ids, (id) =>
    firstRank[id] === -1 ? nameless : (firstRank[id] as number),
  );
}
