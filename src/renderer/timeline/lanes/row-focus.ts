// Owns the keyboard's place in the objects list: a lane, or the heading of a group. Must not know what is selected.
// Invariant: focus stays in the list while the arrows move it, also to a row that React has yet to render.

export interface RowFocus {
  /** Whether the keyboard is in the list at all. */
  isInList(): boolean;
  /** The row that has it, if that is a heading; -1. */
  heading(): number;
  /** To the row at an index, at once or as soon as it is there. */
  moveTo(index: number): void;
  /** To call when React has put rows on screen. */
  rendered(): void;
}

export const createRowFocus = (list: () => HTMLElement | null): RowFocus => {
  let waiting: number | null = null;
  const rendered = (): void => {
    if (waiting === null) return;
    const row = list()?.querySelector<HTMLElement>(`[data-row="${waiting}"]`);
    if (!row) return;
    waiting = null;
    row.focus({ preventScroll: true });
  };
  const focused = (): HTMLElement | null => {
    const { activeElement } = document;
    const isRow =
      activeElement instanceof HTMLElement && activeElement.dataset['row'] !== undefined;
    return isRow && list()?.contains(activeElement) === true ? activeElement : null;
  };
  return {
    isInList: () => focused() !== null,
    heading: () => {
      const row = focused();
      return row?.tagName === 'BUTTON' ? Number(row.dataset['row']) : -1;
    },
    moveTo: (index) => {
      waiting = index;
      rendered();
    },
    rendered,
  };
};
