// Owns the sizes of the panes between starts of the window. Must not know panels: it keeps, per group, what the group says its layout
// is. Invariant: what is stored is a share per panel id, in percent; anything else is forgotten.

import { create } from 'zustand';
import { storage } from './storage.ts';

export type PaneSizes = Readonly<Record<string, number>>;

const KEY = 'refscope.panes';

const isSizes = (value: unknown): value is PaneSizes =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((size) => typeof size === 'number' && size >= 0 && size <= 100);

const read = (): Readonly<Record<string, PaneSizes>> => {
  try {
    const value: unknown = JSON.parse(storage()?.getItem(KEY) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, PaneSizes] => isSizes(entry[1])),
    );
  } catch {
    return {};
  }
};

interface LayoutState {
  readonly groups: Readonly<Record<string, PaneSizes>>;
  /** Grows when the sizes were forgotten: groups begin anew. */
  readonly epoch: number;
}

export const useLayout = create<LayoutState>()(() => ({ groups: read(), epoch: 0 }));

export const rememberLayout = (group: string, sizes: PaneSizes): void => {
  const groups = { ...useLayout.getState().groups, [group]: sizes };
  useLayout.setState({ groups });
  storage()?.setItem(KEY, JSON.stringify(groups));
};

export const forgetLayouts = (): void => {
  storage()?.removeItem(KEY);
  useLayout.setState(({ epoch }) => ({ groups: {}, epoch: epoch + 1 }));
};
