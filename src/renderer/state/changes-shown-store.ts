// Owns which changes of an object the window tells: all of them, or only those that outlast the visit of the line that made them.
// Kept between starts.

import { create } from 'zustand';
import { storage } from './storage.ts';

const KEY = 'refscope.changes';

export type ChangesShown = 'all' | 'lasting';

interface Shown {
  readonly shown: ChangesShown;
  show(shown: ChangesShown): void;
  toggle(): void;
}

export const useChangesShown = create<Shown>()((set, get) => ({
  shown: storage()?.getItem(KEY) === 'lasting' ? 'lasting' : 'all',
  show: (shown) => {
    storage()?.setItem(KEY, shown);
    set({ shown });
  },
  toggle: () => get().show(get().shown === 'all' ? 'lasting' : 'all'),
}));
