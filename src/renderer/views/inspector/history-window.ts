// Owns which rows of a very long history the table holds at once: browsers cannot scroll beyond some 33 million pixels. Pure.

/** 38 px each at most: below what every browser can scroll. */
export const WINDOW_ROWS = 800_000;

/**
 * First row of the window. It stays where it was while the current row is inside, and is else centred on the current row.
 * @param current -1 when there is none
 */
export const historyWindow = (total: number, current: number, previous: number): number => {
  if (total <= WINDOW_ROWS) return 0;
  const last = total - WINDOW_ROWS;
  const isInside = current >= previous && current < previous + WINDOW_ROWS;
  if (previous <= last && (current < 0 || isInside)) return previous;
  return Math.min(last, Math.max(0, current - WINDOW_ROWS / 2));
};
