// Owns the rows of the objects list, a page at a time, as scrolling asks for them. Must not render. Invariant: at most one
// request is in flight; rows of another query, or of the session before it grew, are shown only until newer ones have come.

import type { ObjectPage, ObjectRow, Params } from '../../../shared/api/index.ts';
import { createGivingUp } from '../../state/ask.ts';

export type ObjectsAsked = Omit<Params<'session.objects'>, 'offset' | 'limit'>;

export interface ObjectPager {
  /** Starts over when the query differs from the last one. */
  query(asked: ObjectsAsked | null): void;
  /** The session has grown: pages are asked for again as they are shown. */
  grow(): void;
  /** Rows first … last - 1 are about to be shown. */
  want(first: number, last: number): void;
  rowAt(index: number): ObjectRow | null;
  rowOf(object: number): ObjectRow | null;
  /** Position among the rows that have come, or -1. */
  indexOf(object: number): number;
  total(): number;
  /** True until the first page of the current query is there. */
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
  let span = { first: 0, last: PAGE };
  /** Part of the objects that the text was looked for in. */
  let searched = 1;
  let growth = 0;
  const givingUp = createGivingUp();

  const load = async (query: ObjectsAsked, page: number): Promise<void> => {
    const mine = epoch;
    const askedAt = growth;
    busy = true;
    try {
      const params = { ...query, partial: true, offset: page * PAGE, limit: PAGE };
      const answer = await handlers.fetch(params, givingUp.begin());
      if (mine !== epoch) return;
      givingUp.end();
      // What was found so far may stand elsewhere when more is found.
      if (!fresh || searched < 1) rows = noRows();
      fresh = true;
      searched = answer.searched;
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
    if (!fresh || searched < 1) return void load(asked, fresh ? Math.floor(span.first / PAGE) : 0);
    const lastPage = Math.floor(Math.max(0, Math.min(span.last, rows.total) - 1) / PAGE);
    for (let page = Math.floor(span.first / PAGE); page <= lastPage; page++) {
      const isNeeded = !rows.pages.has(page) || rows.old.has(page);
      if (isNeeded && (page === 0 || page * PAGE < rows.total)) return void load(asked, page);
    }
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
      if (otherSession) rows = noRows();
      handlers.changed();
      next();
    },
    grow: () => {
      growth += 1;
      broken = false;
      for (const page of rows.pages.keys()) rows.old.add(page);
      next();
    },
    want: (first, last) => {
      span = { first, last };
      next();
    },
    rowAt: (index) => rows.pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null,
    rowOf: (object) => rows.places.get(object)?.row ?? null,
    indexOf: (object) => rows.places.get(object)?.index ?? -1,
    total: () => rows.total,
    pending: () => asked !== null && !fresh && !broken,
    dispose: () => {
      epoch += 1;
      givingUp.now();
      asked = null;
      key = '';
    },
  };
};
