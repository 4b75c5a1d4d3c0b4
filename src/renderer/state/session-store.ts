// Owns which session is open, and what is known of it as a whole. Opening one resets everything that belongs to a session: playhead,
// viewport, selection, list query; one that grows keeps all of that. Invariant: `summary.session` is the only handle in use; the
// handle of a replaced session is closed.

import { create } from 'zustand';
import type { SessionSummary } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { resetFollowedNames } from './followed-names.ts';
import { resetHeap } from './heap/heap-store.ts';
import { resetCollapsed } from './lane-groups.ts';
import { growLive, resetLive, useLive } from './live/live-store.ts';
import { resetObjectsQuery } from './objects-query-store.ts';
import { growPlayhead, resetPlayhead } from './playhead-store.ts';
import { resetSelection } from './selection-store.ts';
import { growViewport, resetViewport } from './viewport-store.ts';
import { useWindow } from './window-store.ts';

interface SessionState {
  readonly summary: SessionSummary | null;
  /** Path being opened, '' when none. */
  readonly opening: string;
  /** Why the last opening failed, as a sentence; '' when it did not. */
  readonly problem: string;
  /** True when the session opened. */
  open(path: string): Promise<boolean>;
  /** Takes in what was recorded since; false when that is nothing. Throws ApiError when it cannot be asked. */
  refresh(): Promise<boolean>;
  close(): Promise<void>;
  dismissProblem(): void;
}

const closeQuietly = async (session: string): Promise<void> => {
  // The handle is gone for us either way; a refusal here would tell the user nothing.
  await api.request('session.close', { session }).catch(() => null);
};

/** What a recording adds to as it goes on, and what only its end says. */
const stateOf = ({ facts, sizeBytes, heatThroughSeq }: SessionSummary): string =>
  JSON.stringify([facts, sizeBytes, heatThroughSeq]);

const adopt = (summary: SessionSummary | null): void => {
  resetLive(summary);
  resetSelection();
  resetHeap();
  resetObjectsQuery();
  resetCollapsed();
  resetFollowedNames();
  resetViewport(summary);
  resetPlayhead(summary);
};

export const useSession = create<SessionState>()((set, get) => ({
  summary: null,
  opening: '',
  problem: '',
  open: async (path) => {
    set({ opening: path, problem: '' });
    try {
      const summary = await api.request('session.open', { path });
      if (get().opening !== path) {
        await closeQuietly(summary.session);
        return false;
      }
      const old = get().summary;
      set({ summary, opening: '' });
      adopt(summary);
      if (old && old.session !== summary.session) await closeQuietly(old.session);
      return true;
    } catch (error) {
      if (get().opening === path) set({ opening: '', problem: sentenceOf(error) });
      return false;
    }
  },
  refresh: async () => {
    const session = get().summary?.session;
    if (session === undefined) return false;
    const fresh = await api.request('session.summary', { session });
    const old = get().summary;
    if (old?.session !== session || stateOf(old) === stateOf(fresh)) return false;
    const { isFollowing } = useLive.getState();
    set({ summary: fresh });
    growViewport(fresh, isFollowing);
    growPlayhead(fresh, isFollowing);
    growLive(fresh);
    return true;
  },
  close: async () => {
    const old = get().summary;
    set({ summary: null, opening: '' });
    useWindow.getState().show('edit');
    adopt(null);
    if (old) await closeQuietly(old.session);
  },
  dismissProblem: () => set({ problem: '' }),
}));
