// Owns which session is open. Opening one resets everything that belongs to a session: playhead, viewport, selection, list
// query. Invariant: `summary.session` is the only handle in use; the handle of a replaced session is closed.

import { create } from 'zustand';
import type { SessionSummary } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { resetHeap } from './heap/heap-store.ts';
import { resetCollapsed } from './lane-groups.ts';
import { resetObjectsQuery } from './objects-query-store.ts';
import { resetPlayhead } from './playhead-store.ts';
import { resetSelection } from './selection-store.ts';
import { resetViewport } from './viewport-store.ts';
import { useWindow } from './window-store.ts';

interface SessionState {
  readonly summary: SessionSummary | null;
  /** Path being opened, '' when none. */
  readonly opening: string;
  /** Why the last opening failed, as a sentence; '' when it did not. */
  readonly problem: string;
  /** True when the session opened. */
  open(path: string): Promise<boolean>;
  close(): Promise<void>;
  dismissProblem(): void;
}

const closeQuietly = async (session: string): Promise<void> => {
  // The handle is gone for us either way; a refusal here would tell the user nothing.
  await api.request('session.close', { session }).catch(() => null);
};

const adopt = (summary: SessionSummary | null): void => {
  resetSelection();
  resetHeap();
  resetObjectsQuery();
  resetCollapsed();
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
  close: async () => {
    const old = get().summary;
    set({ summary: null, opening: '' });
    useWindow.getState().show('edit');
    adopt(null);
    if (old) await closeQuietly(old.session);
  },
  dismissProblem: () => set({ problem: '' }),
}));
