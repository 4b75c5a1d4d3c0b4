// Owns the rows of the objects list, a page at a time, as scrolling asks for them. Must not render. Invariant: at most one
// request is in flight; rows of another query, or of the session before it grew, are shown only until newer ones have come.

import type { ObjectGroup, ObjectPage, ObjectRow, Params } from '../../../shared/api/index.ts';
import { createGivingUp } from '../../state/ask.ts';

export type ObjectsAsked = Omit<Params<'session.objects'>, 'offset' | 'limit'>;

/** Rows first … last - 1. */
export interface RowSpan {
  readonly first: number;
  readonly last: number;
}

export interface ObjectPager {
  /** Starts over when the query differs from the last one. */
  query(asked: ObjectsAsked | null): void;
  /** The session has grown: pages, and the groups, are asked for again as they are shown. */
  grow(): void;
  /** These rows are about to be shown. */
  want(spans: readonly RowSpan[]): void;
  rowAt(index: number): ObjectRow | null;
  rowOf(object: number): ObjectRow | null;
  /** Position among the rows that have come, or -1. */
  indexOf(object: number): number;
  total(): number;
  /** The groups that the rows come in; null where the query is for none, or while a search is not over. */
  groups(): readonly ObjectGroup[] | null;
  /** True until a row of the current query is there, or none is left to be found. */
  pending(): boolean;
  dispose(): void;
}

const PAGE = 100;

interface Rows {
  total: number;
  /** Pages that came before the session grew. */
  readonly old: Set<number>;
  readonly pages: Map<number, readonly ObjectRow[]>;
  readonly places: Map<number, { readonly row: ObjectRow; readonly index: number }>;
}
const noRows = (): Rows => ({
  total: 0,
  old: new Set(),
  pages: new Map(),
  places: new Map(),
});

export const createObjectPager = (handlers: {
  fetch(params: Params<'session.objects'>, signal: AbortSignal): Promise<ObjectPage>;
  changed(): void;
  failed(error: unknown): void;
}): ObjectPager => {
  let asked: ObjectsAsked | null = null;
  let key = '';
  let rows = noRows();
  let fresh = false;
  let epoch = 0;
  let busy = false;
  let broken = false;
  let spans: readonly RowSpan[] = [{ first: 0, last: PAGE }];
  let groups: readonly ObjectGroup[] | null = null;
  let knowsGroups = false;
  /** Part of the objects that the text was looked for in. */
  let searched = 1;
  let growth = 0;
  const givingUp = createGivingUp();

  const load = async (query: ObjectsAsked, page: number): Promise<void> => {
    const mine = epoch;
    const askedAt = growth;
    busy = true;
    try {
      const withGroups = query.group !== undefined && !knowsGroups;
      const params = { ...query, partial: true, offset: page * PAGE, limit: PAGE, withGroups };
      const answer = await handlers.fetch(params, givingUp.begin());
      if (mine !== epoch) return;
      givingUp.end();
      // What was found so far may stand elsewhere when more is found.
      if (!fresh || searched < 1) rows = noRows();
      fresh = true;
      searched = answer.searched;
      if (withGroups || query.group === undefined) groups = answer.groups ?? null;
      knowsGroups = searched === 1 && (askedAt === growth || query.group === undefined);
      rows.total = answer.total;
      forget(page);
      if (askedAt !== growth) rows.old.add(page);
      rows.pages.set(page, answer.rows);
      answer.rows.forEach((row, i) => rows.places.set(row.id, { row, index: page * PAGE + i }));
    } catch (error) {
      if (mine !== epoch) return;
      broken = true;
      handlers.failed(error);
    }
    busy = false;
    handlers.changed();
    next();
  };

  const forget = (page: number): void => {
    rows.old.delete(page);
    for (const { id } of rows.pages.get(page) ?? [])
      if (Math.floor((rows.places.get(id)?.index ?? -1) / PAGE) === page) rows.places.delete(id);
  };

  const next = (): void => {
    if (busy || broken || !asked) return;
    if (!fresh || searched < 1 || !knowsGroups) {
      const first = spans[0]?.first ?? 0;
      return void load(asked, fresh ? Math.floor(first / PAGE) : 0);
    }
    const page = missingPage();
    if (page !== null) void load(asked, page);
  };

  const missingPage = (): number | null => {
    // A list without rows has a first page all the same.
    for (const { first, last } of spans.length > 0 ? spans : [{ first: 0, last: 0 }]) {
      const lastPage = Math.floor(Math.max(0, Math.min(last, rows.total) - 1) / PAGE);
      for (let page = Math.floor(first / PAGE); page <= lastPage; page++)
        if (!rows.pages.has(page) || rows.old.has(page)) return page;
    }
    return null;
  };

  return {
    query: (wanted) => {
      const wantedKey = JSON.stringify(wanted);
      if (wantedKey === key) return;
      const otherSession = wanted?.session !== asked?.session;
      key = wantedKey;
      asked = wanted;
      epoch += 1;
      givingUp.now();
      busy = false;
      broken = false;
      fresh = false;
      searched = 1;
      knowsGroups = false;
      if (otherSession) {
        rows = noRows();
        groups = null;
      }
      handlers.changed();
      next();
    },
    grow: () => {
      growth += 1;
      broken = false;
      for (const page of rows.pages.keys()) rows.old.add(page);
      if (asked?.group !== undefined) knowsGroups = false;
      next();
    },
    want: (wanted) => {
      spans = wanted;
      next();
    },
    rowAt: (index) => rows.pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null,
    rowOf: (object) => rows.places.get(object)?.row ?? null,
    indexOf: (object) => rows.places.get(object)?.index ?? -1,
    total: () => rows.total,
    groups: () => groups,
    pending: () => asked !== null && !broken && (!fresh || (searched < 1 && rows.total === 0)),
    dispose: () => {
      epoch += 1;
      givingUp.now();
      asked = null;
      key = '';
    },
  };
};
