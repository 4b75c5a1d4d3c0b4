// Owns what a plain wheel over the timeline does: it scrolls the lanes, or it zooms, as in older trace viewers. Kept for the user.

import { create } from 'zustand';
import { storage } from './storage.ts';

export type PlainWheel = 'scrolls' | 'zooms';

const KEY = 'refscope.wheel';

export const useWheel = create<{
  readonly plain: PlainWheel;
  choose(plain: PlainWheel): void;
}>()((set) => ({
  plain: storage()?.getItem(KEY) === 'zooms' ? 'zooms' : 'scrolls',
  choose: (plain) => {
    storage()?.setItem(KEY, plain);
    set({ plain });
  },
}));
