// Owns sorting rows by a 32-bit key: stable, two passes of 16 bits, no comparator. Invariant: keys are left as they are.

const DIGITS = 1 << 16;

/** The order in which the first `count` keys rise: order[i] is the row that comes i-th; equal keys keep their order. */
export function risingOrder(keys: Uint32Array, count: number): Uint32Array {
  let order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  let spare = new Uint32Array(count);
  let greatest = 0;
  for (let i = 0; i < count; i++) greatest = Math.max(greatest, keys[i] as number);
  const starts = new Uint32Array(DIGITS);
  for (let shift = 0; shift === 0 || (shift < 32 && greatest >>> shift !== 0); shift += 16) {
    starts.fill(0);
    for (let i = 0; i < count; i++) {
      const digit = ((keys[i] as number) >>> shift) & (DIGITS - 1);
      starts[digit] = (starts[digit] as number) + 1;
    }
    let start = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const length = starts[digit] as number;
      starts[digit] = start;
      start += length;
    }
    for (let i = 0; i < count; i++) {
      const row = order[i] as number;
      const digit = ((keys[row] as number) >>> shift) & (DIGITS - 1);
      const to = starts[digit] as number;
      starts[digit] = to + 1;
      spare[to] = row;
    }
    [order, spare] = [spare, order];
  }
  return order;
}

/** The values of `column` in that order. */
export function reordered(column: Uint32Array, order: Uint32Array): Uint32Array {
  const values = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) values[i] = column[order[i] as number] as number;
  return values;
}
