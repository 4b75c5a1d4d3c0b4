// Owns which object is selected and which are pinned to the top of the lanes. Invariant: ids belong to the open session.

import { create } from 'zustand';

interface SelectionState {
  readonly selectedObject: number | null;
  /** In the order they were pinned. */
  readonly pinned: readonly number[];
  select(object: number | null): void;
  togglePin(object: number): void;
}

export const useSelection = create<SelectionState>()((set, get) => ({
  selectedObject: null,
  pinned: [],
  select: (selectedObject) => set({ selectedObject }),
  togglePin: (object) => {
    const { pinned } = get();
    set({
      pinned: pinned.includes(object)
        ? pinned.filter((one) => one !== object)
        : [...pinned, object],
    });
  },
}));

export const resetSelection = (): void =>
  useSelection.setState({ selectedObject: null, pinned: [] });

/** Selection outside React. */
export const selectObject = (object: number | null): void => useSelection.getState().select(object);
