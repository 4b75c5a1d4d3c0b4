// Owns what the window shows besides the session: which view, which panels and sheets are open, what the host can do.

import { create } from 'zustand';
import type { AppInfo } from '../../shared/api/index.ts';
import { storage } from './storage.ts';

/** Whether the inspector is open is kept between starts. */
const KEY = 'refscope.inspector';

export type View = 'edit' | 'recording';

interface WindowState {
  readonly info: AppInfo | null;
  /** Why the app's own facts could not be read, '' when they were. */
  readonly problem: string;
  readonly view: View;
  readonly isInspectorOpen: boolean;
  readonly isHelpOpen: boolean;
  readonly isOpenMenuOpen: boolean;
  readonly isExportOpen: boolean;
  readonly isPaletteOpen: boolean;
  readonly isFindOpen: boolean;
  /** Grows when the library's contents changed. */
  readonly libraryVersion: number;
  show(view: View): void;
  set(next: Partial<Pick<WindowState, 'isHelpOpen' | 'isOpenMenuOpen' | 'isExportOpen'>>): void;
  toggleInspector(): void;
}

export const useWindow = create<WindowState>()((set, get) => ({
  info: null,
  problem: '',
  view: 'edit',
  isInspectorOpen: storage()?.getItem(KEY) !== 'closed',
  isHelpOpen: false,
  isOpenMenuOpen: false,
  isExportOpen: false,
  isPaletteOpen: false,
  isFindOpen: false,
  libraryVersion: 0,
  show: (view) => set({ view }),
  set: (next) => set(next),
  toggleInspector: () => {
    const isInspectorOpen = !get().isInspectorOpen;
    storage()?.setItem(KEY, isInspectorOpen ? 'open' : 'closed');
    set({ isInspectorOpen });
  },
}));
