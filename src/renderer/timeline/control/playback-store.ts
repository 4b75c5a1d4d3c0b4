// Owns whether the recording plays, and how fast. Must not move the playhead (playback.ts does).

import { create } from 'zustand';

/** Steps per second; while the view is zoomed into a few steps, events per second. */
export const SPEEDS = [1, 2, 5, 10, 30, 100, 500] as const;

interface PlaybackState {
  readonly isPlaying: boolean;
  readonly speed: number;
  toggle(): void;
  pause(): void;
  setSpeed(speed: number): void;
}

export const usePlayback = create<PlaybackState>()((set, get) => ({
  isPlaying: false,
  speed: 5,
  toggle: () => set({ isPlaying: !get().isPlaying }),
  pause: () => set({ isPlaying: false }),
  setSpeed: (speed) => set({ speed }),
}));
