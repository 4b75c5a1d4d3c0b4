// Owns what the window shows besides the session: which view, which panels and sheets are open, what the host can do.

import { create } from 'zustand';
import type { AppInfo } from '../../shared/api/index.ts';

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
  /** Grows when the library's contents changed. */
  readonly libraryVersion: number;
  show(view: View): void;
  set(next: Partial<Pick<WindowState, 'isHelpOpen' | 'isOpenMenuOpen' | 'isExportOpen'>>): void;
  toggleInspector(): void;
}

export const useWindow = create<WindowState>()((set) => ({
  info: null,
  problem: '',
  view: 'edit',
  isInspectorOpen: true,
  isHelpOpen: false,
  isOpenMenuOpen: false,
  isExportOpen: false,
  libraryVersion: 0,
  show: (view) => set({ view }),
  set: (next) => set(next),
  toggleInspector: () => set((state) => ({ isInspectorOpen: !state.isInspectorOpen })),
}));
