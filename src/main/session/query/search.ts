// Owns binary search over sorted columns.

type Column = Float64Array | Uint32Array | readonly number[];

/** Index of the first entry of column[from, to) that is > value; `to` when there is none. */
export function upperBound(column: Column, value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first entry of column[from, to) that is >= value; `to` when there is none. */
export function lowerBound(column: Column, value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
