// Owns whether the bytecode of the current line is shown under the code. Kept between starts.

import { create } from 'zustand';
import { storage } from './storage.ts';

const KEY = 'refscope.bytecode';

interface BytecodeShown {
  readonly isShown: boolean;
  toggle(): void;
}

export const useBytecodeShown = create<BytecodeShown>()((set, get) => ({
  isShown: storage()?.getItem(KEY) === 'shown',
  toggle: () => {
    const isShown = !get().isShown;
    storage()?.setItem(KEY, isShown ? 'shown' : 'hidden');
    set({ isShown });
  },
}));
