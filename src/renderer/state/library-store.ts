// Owns what can be done with saved sessions, with the one undo that deletion offers.

import { create } from 'zustand';
import { api, sentenceOf } from '../api/client.ts';
import { useSession } from './session-store.ts';

interface LibraryState {
  /** The session deleted last, until it is restored or the next one goes. */
  readonly deleted: { readonly title: string; readonly trashed: string } | null;
  readonly problem: string;
  rename(path: string, title: string): Promise<void>;
  remove(path: string, title: string): Promise<void>;
  restore(): Promise<void>;
  reveal(path: string): Promise<void>;
  /** Takes a recording from elsewhere off the list of recent ones. */
  forget(path: string): Promise<void>;
}

export const useLibrary = create<LibraryState>()((set, get) => {
  const attempt = async (action: () => Promise<void>): Promise<void> => {
    set({ problem: '' });
    try {
      await action();
    } catch (error) {
      set({ problem: sentenceOf(error) });
    }
  };
  return {
    deleted: null,
    problem: '',
    rename: (path, title) =>
      attempt(async () => {
        await api.request('library.rename', { path, title });
        if (useSession.getState().summary?.path === path) {
          useSession.setState(({ summary }) => ({ summary: summary && { ...summary, title } }));
        }
      }),
    remove: (path, title) =>
      attempt(async () => {
        if (useSession.getState().summary?.path === path) await useSession.getState().close();
        const { trashed } = await api.request('library.delete', { path });
        set({ deleted: { title, trashed } });
      }),
    restore: () =>
      attempt(async () => {
        const { deleted } = get();
        if (!deleted) return;
        await api.request('library.restore', { trashed: deleted.trashed });
        set({ deleted: null });
      }),
    forget: (path) =>
      attempt(async () => {
        await api.request('library.forget', { path });
      }),
    reveal: (path) =>
      attempt(async () => {
        await api.request('library.reveal', { path });
      }),
  };
});
