// Owns light and dark. `resolved` is written to <html data-theme>, which the tokens hang on; canvases redraw when it changes.

import { create } from 'zustand';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly resolved: Theme;
  choose(choice: ThemeChoice): void;
}

const KEY = 'refscope.theme';
const darkSystem = (): MediaQueryList | null =>
  typeof window === 'undefined' ? null : window.matchMedia('(prefers-color-scheme: dark)');

const resolve = (choice: ThemeChoice): Theme =>
  choice === 'system' ? (darkSystem()?.matches ? 'dark' : 'light') : choice;

const stored = (): ThemeChoice => {
  const value = typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
};

export const useTheme = create<ThemeState>()((set) => ({
  choice: stored(),
  resolved: resolve(stored()),
  choose: (choice) => {
    localStorage.setItem(KEY, choice);
    set({ choice, resolved: resolve(choice) });
  },
}));

/** Applies the theme now and whenever it, or the system's, changes. Called once, before the first render. */
export const startTheme = (): void => {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = useTheme.getState().resolved;
  };
  useTheme.subscribe(apply);
  darkSystem()?.addEventListener('change', () =>
    useTheme.setState((state) => ({ resolved: resolve(state.choice) })),
  );
  apply();
};
