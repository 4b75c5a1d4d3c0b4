// Owns by what the lanes are grouped (kept between starts) and which groups are collapsed (as long as the session is open). Must not
// know which groups there are.

import { create } from 'zustand';
import type { GroupBy } from '../../shared/api/index.ts';
import { createKeptChoice } from './kept-choice.ts';

export type LaneGroup = 'none' | GroupBy;
export const LANE_GROUPS = ['none', 'type', 'line', 'name'] as const satisfies readonly [
  LaneGroup,
  ...LaneGroup[],
];

export const useLaneGroup = createKeptChoice<LaneGroup>('refscope.laneGroup', LANE_GROUPS);

/** What the objects list is asked to be grouped by. */
export const groupedBy = (chosen: LaneGroup): { readonly group?: GroupBy } =>
  chosen === 'none' ? {} : { group: chosen };

interface CollapsedState {
  /** Keys of groups, with what they are grouped by. */
  readonly collapsed: ReadonlySet<string>;
  set(keys: Iterable<string>, isCollapsed: boolean): void;
}

export const collapseKey = (by: LaneGroup, key: string): string => `${by} ${key}`;

export const useCollapsed = create<CollapsedState>()((set, get) => ({
  collapsed: new Set(),
  set: (keys, isCollapsed) => {
    const collapsed = new Set(get().collapsed);
    for (const key of keys) {
      if (isCollapsed) collapsed.add(key);
      else collapsed.delete(key);
    }
    set({ collapsed });
  },
}));

export const resetCollapsed = (): void => useCollapsed.setState({ collapsed: new Set() });
