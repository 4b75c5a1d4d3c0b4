// Owns the range of time that the user has marked by dragging, in coordinates of the current axis; null when none.

import { create } from 'zustand';
import type { Axis } from '../../shared/api/index.ts';

export interface TimeRange {
  readonly axis: Axis;
  readonly from: number;
  readonly to: number;
}

export const useRange = create<{ readonly range: TimeRange | null }>()(() => ({ range: null }));

export const setRange = (range: TimeRange | null): void => useRange.setState({ range });
