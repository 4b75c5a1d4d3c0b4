// Owns whether the window stays at the live edge of a session that is still being recorded: playhead and view then go on with it. Must
// not move anything by itself. Invariant: a session whose recording has ended is not followed.

import { create } from 'zustand';
import type { SessionSummary } from '../../../shared/api/index.ts';

interface LiveState {
  readonly isFollowing: boolean;
  /** How often the open session has grown: what was asked of it before may have another answer now. */
  readonly growth: number;
}

export const useLive = create<LiveState>()(() => ({ isFollowing: false, growth: 0 }));

/** For questions about the end of a session, or about anything that becomes known later: they are asked again when it changes. */
export const useGrowth = (): number => useLive((state) => state.growth);

export const isGrowing = (summary: SessionSummary | null): boolean =>
  summary?.facts.status === 'recording';

/** Called when a session opens (or none is open any more): a running program is met where it is. */
export const resetLive = (summary: SessionSummary | null): void =>
  useLive.setState({ isFollowing: isGrowing(summary) });

/** Called when the open session has grown. */
export const growLive = (summary: SessionSummary): void =>
  useLive.setState(({ isFollowing, growth }) => ({
    isFollowing: isFollowing && isGrowing(summary),
    growth: growth + 1,
  }));
