// Owns the keyboard's place in the objects list: a lane, or the heading of a group. Must not know what is selected.
// Invariant: focus stays in the list while the arrows move it, also to a row that React has yet to render.

export interface RowFocus {
  /** The row that has it, or is about to; null when it is elsewhere. */
  at(): number | null;
  /** To the row at an index, as soon as what is on screen is up to date. */
  moveTo(index: number): void;
  /** To call when it is. */
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
  const focused = (): number | null => {
    const { activeElement } = document;
    const row = activeElement?.closest<HTMLElement>('[data-row]');
    return row && list()?.contains(row) === true ? Number(row.dataset['row']) : null;
  };
  return {
    at: () => {
      // The user went elsewhere meanwhile. (A row that scrolls away leaves the focus to the body.)
      if (focused() === null && document.activeElement !== document.body) waiting = null;
      return waiting ?? focused();
    },
    moveTo: (index) => {
      waiting = index;
    },
    rendered,
  };
};
