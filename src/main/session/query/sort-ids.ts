// Owns sorting millions of object ids by a numeric key: stable radix sort, 16 bits per pass, no comparator.
// Invariant: equal keys keep the order of the ids given, ascending and descending alike; keys are integers from 0 to 2^53 - 1, or
// Infinity, which comes last ascending.

const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

/** A sorted copy of ids; `keys` runs beside ids. */
export function sortIds(ids: Uint32Array, keys: Float64Array, descending: boolean): Uint32Array {
  let greatest = 0;
  let least = Number.MAX_SAFE_INTEGER;
  for (const key of keys) {
    if (key !== Infinity && key > greatest) greatest = key;
    if (key < least) least = key;
  }
  greatest++; // stands for Infinity
  let order = Uint32Array.from(ids, (_, i) => i);
  let spare = new Uint32Array(ids.length);
  const counts = new Uint32Array(DIGITS);
  for (let unit = 1; unit <= greatest - least; unit *= DIGITS) {
    const digitAt = (i: number): number => {
      const key = Math.min(keys[i] ?? 0, greatest);
      const digit = Math.floor((key - least) / unit) % DIGITS;
      return descending ? DIGITS - 1 - digit : digit;
    };
    counts.fill(0);
    for (const i of order) {
      const digit = digitAt(i);
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    let start = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = counts[digit] ?? 0;
      counts[digit] = start;
      start += count;
    }
    for (const i of order) {
      const digit = digitAt(i);
      const to = counts[digit] ?? 0;
      counts[digit] = to + 1;
      spare[to] = i;
    }
    [order, spare] = [spare, order];
  }
  return order.map((i) => ids[i] ?? 0);
}
