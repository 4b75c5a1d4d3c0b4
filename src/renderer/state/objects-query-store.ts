// Owns what the objects list (and so the lanes) shows: scope, search text, order. Must not hold rows.

import { create } from 'zustand';
import type { Params } from '../../shared/api/index.ts';

type ObjectsParams = Params<'session.objects'>;
export type ObjectsScope = ObjectsParams['scope'];
export type ObjectsSort = NonNullable<ObjectsParams['sort']>;

export interface ObjectsQuery {
  readonly scope: ObjectsScope;
  readonly text: string;
  readonly sort: ObjectsSort;
  readonly descending: boolean;
}

interface ObjectsQueryState extends ObjectsQuery {
  setObjectsQuery(next: Partial<ObjectsQuery>): void;
}

const FIRST: ObjectsQuery = { scope: 'named', text: '', sort: 'born', descending: false };

export const useObjectsQuery = create<ObjectsQueryState>()((set) => ({
  ...FIRST,
  setObjectsQuery: (next) => set(next),
}));

/** A new session keeps scope and order, not the search text. */
export const resetObjectsQuery = (): void => useObjectsQuery.setState({ text: '' });
