// Owns which rows of a long list are on screen. Must not touch the DOM. Browsers stop at some 17 to 33 million px of height, so
// a longer list scrolls in proportion: the scroll height is capped and offsets are scaled.
// Invariant: scrolled to the end, the last row ends at the bottom edge.

export interface RowWindow {
  /** Height for the scrolling element's content. */
  readonly contentPx: number;
  /** Rows first … last - 1 are (partly) visible. */
  readonly first: number;
  readonly last: number;
  /** Offset of row 0 from the top of the viewport; negative when scrolled. */
  readonly originPx: number;
}

const MOST_PX = 12_000_000;

export interface RowScroll {
  readonly rows: number;
  readonly rowPx: number;
  readonly heightPx: number;
  readonly scrollTop: number;
}

const scaleOf = ({ rows, rowPx, heightPx }: RowScroll): number => {
  const full = rows * rowPx;
  return full > MOST_PX ? (full - heightPx) / (MOST_PX - heightPx) : 1;
};

export function rowWindow(scroll: RowScroll): RowWindow {
  const { rows, rowPx, heightPx } = scroll;
  const most = Math.max(0, rows * rowPx - heightPx);
  const offset = Math.min(most, Math.max(0, scroll.scrollTop * scaleOf(scroll)));
  return {
    contentPx: Math.min(MOST_PX, rows * rowPx),
    first: Math.min(rows, Math.floor(offset / rowPx)),
    last: Math.min(rows, Math.ceil((offset + heightPx) / rowPx)),
    originPx: -offset,
  };
}

/** The scrollTop that shows `row` whole, or the current one when it is. */
export function scrollToRow(scroll: RowScroll, row: number): number {
  const { originPx } = rowWindow(scroll);
  const top = row * scroll.rowPx;
  const bottom = top + scroll.rowPx;
  if (top < -originPx) return top / scaleOf(scroll);
  if (bottom > -originPx + scroll.heightPx) return (bottom - scroll.heightPx) / scaleOf(scroll);
  return scroll.scrollTop;
}

/** The scrollTop at which what is in view lies so many rows further down the list. */
export const scrollByRows = (scroll: RowScroll, rows: number): number =>
  Math.max(0, scroll.scrollTop + (rows * scroll.rowPx) / scaleOf(scroll));
