// Owns the objects list: which objects a scope and a text leave, and in what order. Filters and keys are kept, because paging asks
// for the same ones again and again. Invariant: named is a part of yours, yours of all.

import type { Parsed } from '../../../shared/api/contract.ts';
import type { ObjectPage } from '../../../shared/api/results.ts';
import type { SessionFile } from '../read/session-file.ts';
import { LeastRecentlyUsed } from '../read/least-recently-used.ts';
import { isReceiver } from '../read/label-name.ts';
import { objectRow } from './object-row.ts';
import { firstPage, pageOf, positionOf, type Keys, type Shown } from './ordered-ids.ts';
import { perVariable, SCOPE, type View } from './view.ts';

export type ObjectQuery = Omit<Parsed<'session.objectIndex'>, 'session' | 'object'>;
type Sort = ObjectQuery['sort'];
/** A byte, or four to eight, per object each. */
const FILTERS_KEPT = 4;
const KEYS_KEPT = 2;

export function objectPage(
  view: View,
  query: ObjectQuery & { readonly offset: number; readonly limit: number },
): ObjectPage {
  const shown = shownBy(view, query);
  const ids =
    bornPage(view, shown, query) ?? pageOf(orderOf(view, query), query.offset, query.limit);
  return {
    total: shown.count,
    offset: query.offset,
    rows: ids.map((id) => objectRow(view, id)),
  };
}

/** Objects are numbered as they are born, so that order needs no keys; null where it is another. */
function bornPage(
  view: View,
  shown: Shown,
  query: ObjectQuery & { readonly offset: number; readonly limit: number },
): readonly number[] | null {
  if (query.sort !== 'born' || query.descending) return null;
  const { ids, rising } = view.once('unborn', () => view.file.lives().unborn());
  return rising ? firstPage(ids, shown, query.offset, query.limit) : null;
}

/** Position of an object in that list, -1 when the filter hides it. */
export const objectIndex = (view: View, query: ObjectQuery, object: number): number =>
  positionOf(orderOf(view, query), object);

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

function orderOf(
  view: View,
  query: ObjectQuery,
): { readonly keys: Keys; readonly shown: Shown; readonly descending: boolean } {
  const { sort, descending } = query;
  const kept = view.once('keys', () => new LeastRecentlyUsed<string, Keys>(KEYS_KEPT));
  // What never had a name comes last in either direction.
  const key = sort === 'name' ? `name ${descending}` : sort;
  const keys = kept.get(key, () => sortKeys(view, sort, descending));
  return { keys, shown: shownBy(view, query), descending };
}

/** What a scope, a text and what is hidden leave. */
function shownBy(view: View, query: ObjectQuery): Shown {
  const shown = shownByScopeAndText(view, query);
  const { without = [] } = query;
  if (without.length === 0) return shown;
  const kept = view.once('without', () => new LeastRecentlyUsed<string, Shown>(FILTERS_KEPT));
  const key = `${query.scope}\n${query.text}\n${without.join(' ')}`;
  return kept.get(key, () => leaveOut(shown, without));
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

function shownByScopeAndText(view: View, query: ObjectQuery): Shown {
  const text = query.text.trim().toLowerCase();
  if (text === '') return scopeShown(view, query.scope);
  const kept = view.once('filters', () => new LeastRecentlyUsed<string, Shown>(FILTERS_KEPT));
  return kept.get(`${query.scope}\n${text}`, () => {
    const marks = shownByText(view, text);
    const { bits } = scopeShown(view, query.scope);
    const scopes = view.scopes();
    let count = 0;
    for (let id = 1; id < marks.length; id++) {
      const isShown = marks[id] === SHOWN && ((scopes[id] as number) & bits) === bits;
      marks[id] = isShown ? SHOWN : 0;
      if (isShown) count++;
    }
    return { marks, bits: SHOWN, count };
  });
}

function scopeShown(view: View, scope: ObjectQuery['scope']): Shown {
  const count = objectCounts(view)[scope];
  return { marks: view.scopes(), bits: scope === 'all' ? 0 : SCOPE[scope], count };
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
  file.lives().markValues(text, shown, { holds: SHOWN, other: HAS_VALUE });
  const hasLabels = /[0-9#]/.test(text) || 'object'.includes(text);
  if (hasLabels) showByLabel(view, { type, shown, holds });
  for (let id = 1; id < type.length; id++) if (types.has(type[id] as number)) shown[id] = SHOWN;
  if (variables.size > 0) {
    const isWanted = perVariable(file, ({ id }) => Number(variables.has(id)), 0);
    file.nameLog().eachName((object, variable) => {
      for (let i = 0; i < object.length; i++)
        if (isWanted(variable[i] as number) === 1) shown[object[i] as number] = SHOWN;
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

/** Keys that come behind all others, ascending. */
const LAST = 0xffff_ffff;
/** Lines of a file that are told apart; files are numbered with 32 bits. */
const MOST_LINES = 2 ** 20;
const LAST_LINE = 2 ** 52;
const LAST_SEQ = Number.MAX_SAFE_INTEGER;

/** One number per object that sorts like what the list is sorted by. */
function sortKeys(view: View, sort: Sort, descending: boolean): Keys {
  const objects = view.file.lives();
  switch (sort) {
    case 'born':
      return objects.column('bornSeq') as Keys;
    case 'ended':
      return zerosLast(objects.column('endSeq') as Keys);
    case 'name':
      return nameKeys(view.file, descending);
    case 'type': {
      const ranks = typeRanks(view.file);
      return (objects.column('type') as Uint32Array).map((type) => ranks.get(type) ?? 0);
    }
    case 'line':
      return lineKeys(view.file);
    case 'peak':
    case 'events':
      return objects.column(sort) as Uint32Array;
    case 'lifetime': {
      const lifetime = objects.column('endSeq') as Keys;
      const born = objects.column('bornSeq');
      for (let id = 1; id < lifetime.length; id++) {
        const end = (lifetime[id] as number) || view.lastSeq;
        lifetime[id] = Math.max(end - (born[id] as number), 0);
      }
      return lifetime;
    }
  }
}

/** File and line of birth; what no line of a file made comes last. */
function lineKeys(file: SessionFile): Keys {
  const perInstruction = new Map<number, number>();
  const keyOf = (instruction: number): number => {
    const at = file.instruction(instruction);
    const line = at?.code.lines[at.unit] ?? 0;
    const key =
      at && line > 0 ? at.code.fileId * MOST_LINES + Math.min(line, MOST_LINES - 1) : LAST_LINE;
    perInstruction.set(instruction, key);
    return key;
  };
  return Float64Array.from(
    file.lives().column('bornInstruction'),
    (instruction) => perInstruction.get(instruction) ?? keyOf(instruction),
  );
}

/** What is alive comes behind all that ended. */
function zerosLast(keys: Keys): Keys {
  const last = keys instanceof Uint32Array ? LAST : LAST_SEQ;
  for (let id = 0; id < keys.length; id++) if (keys[id] === 0) keys[id] = last;
  return keys;
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
function nameKeys(file: SessionFile, descending: boolean): Keys {
  const names = [...new Set(file.variables().map((variable) => variable.name))].sort(byText);
  const rank = new Map(names.map((name, i) => [name, i + 1]));
  const rankOf = perVariable(file, ({ name }) => rank.get(name) ?? 0, 0);
  const receivers = new Set(names.filter(isReceiver).map((name) => rank.get(name) ?? 0));
  const nameless = descending ? 0 : LAST;
  const keys = new Uint32Array(file.lives().count + 1).fill(nameless);
  file.nameLog().eachName((object, variable) => {
    for (let i = 0; i < object.length; i++) {
      const id = object[i] as number;
      const known = keys[id] as number;
      // The name that it is labelled with: see labelName.
      if (known === nameless || receivers.has(known)) {
        const next = rankOf(variable[i] as number);
        if (known === nameless || !receivers.has(next)) keys[id] = next;
      }
    }
  });
  return keys;
}
