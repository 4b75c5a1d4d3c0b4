// Owns whether the few keys worth knowing are shown under the lanes: until they are put away, or were used often enough to be known.

import { create } from 'zustand';
import { storage } from '../../state/storage.ts';

const KEY = 'refscope.keyHints';
/** Presses of the timeline's keys after which nobody needs to be told. */
export const KNOWN_AFTER = 12;

interface KeyHints {
  readonly isShown: boolean;
  readonly presses: number;
  /** For good. */
  hide(): void;
  /** A key of the timeline was used. */
  used(): void;
}

export const useKeyHints = create<KeyHints>()((set, get) => ({
  isShown: storage()?.getItem(KEY) !== 'hidden',
  presses: 0,
  hide: () => {
    storage()?.setItem(KEY, 'hidden');
    set({ isShown: false });
  },
  used: () => {
    if (!get().isShown) return;
    set({ presses: get().presses + 1 });
    if (get().presses >= KNOWN_AFTER) get().hide();
  },
}));
