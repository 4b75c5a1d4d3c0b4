// Owns the pages of one object's history that were fetched, so that a virtual table can ask for any row. Invariant: a page is
// asked for once until the session has grown; pages of another object are never shown.

import { useCallback, useEffect, useRef, useState } from 'react';
import type { HistoryRow } from '../../shared/api/index.ts';
import { useGrowth } from './live/live-store.ts';
import { api, sentenceOf } from '../api/client.ts';

export const HISTORY_PAGE = 200;

/** Page numbers that cover rows first … last. */
export const pagesFor = (first: number, last: number): readonly number[] => {
  const from = Math.max(0, Math.floor(first / HISTORY_PAGE));
  const to = Math.max(from, Math.floor(last / HISTORY_PAGE));
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
};

export interface HistoryPages {
  readonly total: number;
  readonly error: string;
  /** True once it is known that there are no rows. */
  readonly isEmpty: boolean;
  /** Undefined until its page has come. */
  rowAt(index: number): HistoryRow | undefined;
  /** Asks for the pages of these rows unless they are here or on their way. */
  need(first: number, last: number): void;
}

interface Fetched {
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly HistoryRow[]>;
  readonly error: string;
}
const NOTHING: Fetched = { total: 0, pages: new Map(), error: '' };

export const useHistoryPages = (
  session: string,
  object: number,
  lasting: boolean,
): HistoryPages => {
  const [fetched, setFetched] = useState(NOTHING);
  const asked = useRef(new Set<number>());
  const epoch = useRef(0);
  const growth = useGrowth();
  const shown = useRef({ first: 0, last: 0, growth });

  const fetchPage = useCallback(
    async (page: number): Promise<void> => {
      const mine = epoch.current;
      const offset = page * HISTORY_PAGE;
      try {
        const { total, rows } = await api.request('session.history', {
          session,
          object,
          offset,
          limit: HISTORY_PAGE,
          lasting,
        });
        if (mine !== epoch.current) return;
        setFetched((old) => ({ total, error: '', pages: new Map(old.pages).set(page, rows) }));
      } catch (error) {
        asked.current.delete(page);
        if (mine === epoch.current) setFetched((old) => ({ ...old, error: sentenceOf(error) }));
      }
    },
    [session, object, lasting],
  );

  const need = useCallback(
    (first: number, last: number): void => {
      shown.current = { ...shown.current, first, last };
      for (const page of pagesFor(first, last)) {
        if (asked.current.has(page)) continue;
        asked.current.add(page);
        void fetchPage(page);
      }
    },
    [fetchPage],
  );

  useEffect(() => {
    if (shown.current.growth === growth) return;
    asked.current = new Set();
    const { first, last } = shown.current;
    shown.current = { first, last, growth };
    need(first, last);
  }, [need, growth]);

  useEffect(() => {
    epoch.current += 1;
    asked.current = new Set();
    setFetched(NOTHING);
    need(0, 0);
  }, [need]);

  return {
    total: fetched.total,
    error: fetched.error,
    isEmpty: fetched.pages.size > 0 && fetched.total === 0,
    rowAt: (index) => fetched.pages.get(Math.floor(index / HISTORY_PAGE))?.[index % HISTORY_PAGE],
    need,
  };
};
