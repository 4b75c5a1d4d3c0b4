// Owns what the lanes ask the objects list for: scope, filter, order, groups, and what is hidden. Must not hold rows.

import type { Params } from '../../shared/api/index.ts';
import { groupedBy, useLaneGroup } from './lane-groups.ts';
import { useObjectsQuery } from './objects-query-store.ts';
import { useSelection } from './selection-store.ts';

export type ListQuery = Omit<Params<'session.objectIndex'>, 'session' | 'object'>;

/** Outside React. */
export const listQuery = (): ListQuery => {
  const { scope, text, sort, descending } = useObjectsQuery.getState();
  const group = groupedBy(useLaneGroup.getState().chosen);
  return { scope, text, sort, descending, ...group, without: [...useSelection.getState().hidden] };
};
