// Owns which object is selected, which were before, and which are pinned to the top of the lanes or hidden from them.
// Invariant: ids belong to the open session; no hidden object is among those to go back to.

import { create } from 'zustand';

interface SelectionState {
  readonly selectedObject: number | null;
  /** Objects that were selected before it, the last one last, and those that were left by going back, the next one last. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** In the order they were pinned. */
  readonly pinned: readonly number[];
  /** Not among the lanes until they are shown again, however the list is filtered. */
  readonly hidden: readonly number[];
  select(object: number | null): void;
  /** Selects the one that was selected before, or again the one that was left by going back. */
  goBack(): void;
  goForward(): void;
  togglePin(object: number): void;
  /** A hidden object is neither pinned nor selected. */
  hide(object: number): void;
  showHidden(): void;
}

const MOST_BEFORE = 100;
/** As many as a request may leave out. */
const MOST_HIDDEN = 1000;

const NOTHING = { selectedObject: null, before: [], after: [], pinned: [], hidden: [] } as const;

/** One object twice in a row is one place. */
const joined = (objects: readonly number[], object: number | null): readonly number[] =>
  object === null || objects.at(-1) === object ? objects : [...objects, object];

/** Without an object, and without two of another in a row where it was between them. */
const without = (objects: readonly number[], object: number): readonly number[] =>
  objects.filter((one) => one !== object).filter((one, i, rest) => one !== rest[i - 1]);

export const useSelection = create<SelectionState>()((set, get) => ({
  ...NOTHING,
  select: (object) => {
    const { selectedObject, before } = get();
    if (object === selectedObject) return;
    // Nothing is no place to go back to, and leads to no other way on.
    if (object === null) set({ selectedObject: null, before: joined(before, selectedObject) });
    else
      set({
        selectedObject: object,
        before: joined(before, selectedObject).slice(-MOST_BEFORE),
        after: [],
      });
  },
  goBack: () => {
    const { before, after, selectedObject } = get();
    const left = before.at(-1) === selectedObject ? before.slice(0, -1) : before;
    const object = left.at(-1);
    if (object === undefined) return;
    set({
      selectedObject: object,
      before: left.slice(0, -1),
      after: joined(after, selectedObject),
    });
  },
  goForward: () => {
    const { before, after, selectedObject } = get();
    const object = after.at(-1);
    if (object === undefined) return;
    set({
      selectedObject: object,
      before: joined(before, selectedObject),
      after: after.slice(0, -1),
    });
  },
  togglePin: (object) => {
    const { pinned } = get();
    set({
      pinned: pinned.includes(object)
        ? pinned.filter((one) => one !== object)
        : [...pinned, object],
    });
  },
  hide: (object) => {
    const { hidden, pinned, selectedObject, before, after } = get();
    if (hidden.includes(object) || hidden.length >= MOST_HIDDEN) return;
    set({
      hidden: [...hidden, object],
      pinned: pinned.filter((one) => one !== object),
      before: without(before, object),
      after: without(after, object),
      selectedObject: selectedObject === object ? null : selectedObject,
    });
  },
  showHidden: () => set({ hidden: [] }),
}));

export const resetSelection = (): void => useSelection.setState(NOTHING);

/** Selection outside React. */
export const selectObject = (object: number | null): void => useSelection.getState().select(object);
