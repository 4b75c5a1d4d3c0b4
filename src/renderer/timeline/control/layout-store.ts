// Owns the one width that overview, ruler and lanes share, so that an instant is at the same place in all three.

import { create } from 'zustand';

interface TimelineLayout {
  /** Width in CSS px of the part of the timeline that time runs along. */
  readonly timeWidthPx: number;
}

export const useTimelineLayout = create<TimelineLayout>()(() => ({ timeWidthPx: 0 }));

export const timeWidthPx = (): number => useTimelineLayout.getState().timeWidthPx;
