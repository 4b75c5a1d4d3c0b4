// Owns which object is selected and which are pinned to the top of the lanes, which are hidden from them. Invariant: ids belong to the open session.

import { create } from 'zustand';

interface SelectionState {
  readonly selectedObject: number | null;
  /** In the order they were pinned. */
  readonly pinned: readonly number[];
  /** Not among the lanes until they are shown again, however the list is filtered. */
  readonly hidden: readonly number[];
  select(object: number | null): void;
  togglePin(object: number): void;
  /** A hidden object is neither pinned nor selected. */
  hide(object: number): void;
  showHidden(): void;
}

/** As many as a request may leave out. */
const MOST_HIDDEN = 1000;

export const useSelection = create<SelectionState>()((set, get) => ({
  selectedObject: null,
  pinned: [],
  hidden: [],
  select: (selectedObject) => set({ selectedObject }),
  togglePin: (object) => {
    const { pinned } = get();
    set({
      pinned: pinned.includes(object)
        ? pinned.filter((one) => one !== object)
        : [...pinned, object],
    });
  },
  hide: (object) => {
    const { hidden, pinned, selectedObject } = get();
    if (hidden.includes(object) || hidden.length >= MOST_HIDDEN) return;
    set({
      hidden: [...hidden, object],
      pinned: pinned.filter((one) => one !== object),
      selectedObject: selectedObject === object ? null : selectedObject,
    });
  },
  showHidden: () => set({ hidden: [] }),
}));

export const resetSelection = (): void =>
  useSelection.setState({ selectedObject: null, pinned: [], hidden: [] });

/** Selection outside React. */
export const selectObject = (object: number | null): void => useSelection.getState().select(object);
