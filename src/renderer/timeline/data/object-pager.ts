// Owns the rows of the objects list, a page at a time, as scrolling asks for them. Must not render. Invariant: at most one
// request is in flight; rows of another query are shown only until the first page of the current one has come.

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
  /** These rows are about to be shown. */
  want(spans: readonly RowSpan[]): void;
  rowAt(index: number): ObjectRow | null;
  rowOf(object: number): ObjectRow | null;
  /** Position among the rows that have come, or -1. */
  indexOf(object: number): number;
  total(): number;
  /** The groups that the rows come in; null where the query is for none, or while a search is not over. */
  groups(): readonly ObjectGroup[] | null;
  /** True until the first page of the current query is there. */
  pending(): boolean;
  dispose(): void;
}

const PAGE = 100;

interface Rows {
  total: number;
  readonly pages: Map<number, readonly ObjectRow[]>;
  readonly places: Map<number, { readonly row: ObjectRow; readonly index: number }>;
}
const noRows = (): Rows => ({ total: 0, pages: new Map(), places: new Map() });

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
  const givingUp = createGivingUp();

  const load = async (query: ObjectsAsked, page: number): Promise<void> => {
    const mine = epoch;
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
      if (!knowsGroups) groups = answer.groups ?? null;
      knowsGroups = searched === 1;
      rows.total = answer.total;
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
    for (const { first, last } of spans) {
      const lastPage = Math.floor(Math.max(0, Math.min(last, rows.total) - 1) / PAGE);
      for (let page = Math.floor(first / PAGE); page <= lastPage; page++)
        if (!rows.pages.has(page) && page * PAGE < rows.total) return page;
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
    want: (wanted) => {
      spans = wanted;
      next();
    },
    rowAt: (index) => rows.pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null,
    rowOf: (object) => rows.places.get(object)?.row ?? null,
    indexOf: (object) => rows.places.get(object)?.index ?? -1,
    total: () => rows.total,
    groups: () => groups,
    pending: () => asked !== null && !fresh && !broken,
    dispose: () => {
      epoch += 1;
      givingUp.now();
      asked = null;
      key = '';
    },
  };
};
