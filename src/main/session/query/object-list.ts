// Owns the objects list: which objects a scope and a text leave, and in what order. Sorted lists are kept, because paging asks
// for the same one again and again. Invariant: named is a part of yours, yours of all.

import type { Parsed } from '../../../shared/api/contract.ts';
import type { ObjectPage } from '../../../shared/api/results.ts';
import type { SessionFile } from '../session-file.ts';
import { LeastRecentlyUsed } from '../least-recently-used.ts';
import { objectRow } from './object-row.ts';
import { sortIds } from './sort-ids.ts';
import { bindingRowsOf, SCOPE, type View } from './view.ts';

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
    const counts = { named: 0, yours: 0, all: view.file.objects().count };
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
  const { count } = view.file.objects();
  const wanted = scope === 'all' ? 0 : SCOPE[scope];
  const scopes = view.scopes();
  const isHidden = text === '' ? new Uint8Array(count + 1) : hiddenByText(view, text);
  const kept = new Uint32Array(count);
  let length = 0;
  for (let id = 1; id <= count; id++) {
    if (((scopes[id] ?? 0) & wanted) === wanted && isHidden[id] === 0) kept[length++] = id;
  }
  return kept.subarray(0, length);
}

/** 1 for every object that a text hides. Values lie in the file in the order of ends: in that order each block is read once. */
function hiddenByText(view: View, text: string): Uint8Array {
  const { count, endSeq } = view.file.objects();
  const byEnd = view.once('objects by end', () => {
    const ids = Uint32Array.from({ length: count }, (_, i) => i + 1);
    return sortIds(
      ids,
      Float64Array.from(ids, (id) => endSeq[id] || LAST),
      false,
    );
  });
  const matches = textMatcher(view.file, text);
  const isHidden = new Uint8Array(count + 1);
  for (const id of byEnd) if (!matches(id)) isHidden[id] = 1;
  return isHidden;
}

/** Label, names, type and value; names and types are compared once, not once per object. */
function textMatcher(file: SessionFile, text: string): (id: number) => boolean {
  const holds = (word: string): boolean => word.toLowerCase().includes(text);
  const types = new Set(file.types().flatMap((type) => (holds(type.name) ? [type.id] : [])));
  const variables = new Set(file.variables().flatMap((row) => (holds(row.name) ? [row.id] : [])));
  const objects = file.objects();
  const bindings = file.bindings();
  const typeName = new Map(file.types().map((type) => [type.id, type.name]));
  const isNamed = (id: number): boolean =>
    variables.size > 0 &&
    bindingRowsOf(bindings, id).some((row) => variables.has(bindings.variable[row] ?? 0));
  return (id) => {
    const type = objects.type[id] ?? 0;
    if (types.has(type) || isNamed(id)) return true;
    const value = file.value(id);
    if (value !== '') return holds(value);
    // What has neither name nor value is labelled `type#id`; all other labels are a name or a value.
    const isNameless = bindingRowsOf(bindings, id).length === 0;
    return isNameless && holds(`${typeName.get(type) ?? 'object'}#${id}`);
  };
}

const LAST = Infinity;

/** One number per id that sorts like what the list is sorted by. */
function sortKeys(view: View, sort: Sort, ids: Uint32Array, descending: boolean): Float64Array {
  const objects = view.file.objects();
  const column = (values: Float64Array | Uint32Array): Float64Array =>
    Float64Array.from(ids, (id) => values[id] ?? 0);
  const endOf = (id: number): number => objects.endSeq[id] || LAST;
  const keys: Record<Sort, () => Float64Array> = {
    born: () => column(objects.bornSeq),
    ended: () => Float64Array.from(ids, endOf),
    name: () => nameKeys(view.file, ids, descending),
    type: () => {
      const ranks = typeRanks(view.file);
      return Float64Array.from(ids, (id) => ranks.get(objects.type[id] ?? 0) ?? 0);
    },
    peak: () => column(objects.peak),
    events: () => column(objects.events),
    lifetime: () =>
      Float64Array.from(ids, (id) => {
        const end = objects.endSeq[id] || view.lastSeq;
        return Math.max(end - (objects.bornSeq[id] ?? 0), 0);
      }),
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
  const bindings = file.bindings();
  const rankOfVariable = new Map(file.variables().map((row) => [row.id, rank.get(row.name) ?? 0]));
  const nameless = descending ? 0 : LAST;
  return Float64Array.from(ids, (id) => {
    const row = bindingRowsOf(bindings, id)[0];
    return row === undefined
      ? nameless
      : (rankOfVariable.get(bindings.variable[row] ?? 0) ?? nameless);
  });
}
