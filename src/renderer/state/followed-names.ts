// Owns which names are followed: each has a lane of its own above all others. Invariant: they belong to the open session.

import { create } from 'zustand';
import type { Variable } from '../../shared/api/index.ts';

interface FollowedNames {
  /** In the order in which they were chosen. */
  readonly names: readonly Variable[];
  /** Whether the window asks which name to follow; `text`: what is looked for at first. */
  readonly asking: { readonly text: string } | null;
  toggle(name: Variable): void;
}

export const useFollowedNames = create<FollowedNames>()((set, get) => ({
  names: [],
  asking: null,
  toggle: ({ variable, scope, name }) => {
    const { names } = get();
    const without = names.filter((one) => one.variable !== variable);
    set({ names: without.length < names.length ? without : [...names, { variable, scope, name }] });
  },
}));

export const resetFollowedNames = (): void =>
  useFollowedNames.setState({ names: [], asking: null });

export const askWhichName = (text = ''): void => useFollowedNames.setState({ asking: { text } });
