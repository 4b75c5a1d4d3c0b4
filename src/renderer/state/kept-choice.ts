// Owns a choice of one of a few that is kept between starts of the window. Invariant: what is stored and is none of them counts as
// no choice.

import { create } from 'zustand';
import { storage } from './storage.ts';

interface KeptChoice<Value extends string> {
  readonly chosen: Value;
  choose(value: Value): void;
}

/** A store. The first of the values is chosen until another one is. */
export const createKeptChoice = <Value extends string>(
  key: string,
  values: readonly [Value, ...Value[]],
) => {
  const stored = storage()?.getItem(key);
  return create<KeptChoice<Value>>()((set) => ({
    chosen: values.find((value) => value === stored) ?? values[0],
    choose: (chosen) => {
      storage()?.setItem(key, chosen);
      set({ chosen });
    },
  }));
};
