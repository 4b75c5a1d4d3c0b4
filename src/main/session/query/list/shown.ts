// Owns which ids a list shows, as marks, and paging through them in the order of the ids. Must not know why an id is shown.
// Invariant: the counts are those of the marks when it was made.

/** Ids for which there is one count. */
const COUNTED = 1 << 16;

/** The ids with marks[id] & bits === bits; id 0 is never one. */
export interface Shown {
  readonly marks: Uint8Array;
  /** Bits that must all be set. */
  readonly bits: number;
  readonly count: number;
  /** How many of each COUNTED ids. */
  readonly counts: Uint32Array;
}

export function shownOf(marks: Uint8Array, bits: number): Shown {
  const counts = new Uint32Array(Math.ceil(marks.length / COUNTED));
  let count = 0;
  for (let part = 0; part < counts.length; part++) {
    const end = Math.min((part + 1) * COUNTED, marks.length);
    const before = count;
    for (let id = Math.max(part * COUNTED, 1); id < end; id++)
      count += ((marks[id] as number) & bits) === bits ? 1 : 0;
    counts[part] = count - before;
  }
  return { marks, bits, count, counts };
}

/** A page in the order of the ids, but for `before`, which rise and come first. */
export function firstPage(
  before: Uint32Array,
  shown: Shown,
  offset: number,
  limit: number,
): readonly number[] {
  const { marks, bits } = shown;
  const page: number[] = [];
  let at = 0;
  const take = (id: number): void => {
    if (((marks[id] as number) & bits) === bits && at++ >= offset) page.push(id);
  };
  for (let i = 0; i < before.length && page.length < limit; i++) take(before[i] as number);
  let next = 0;
  for (let part = 0; part < shown.counts.length && page.length < limit; part++) {
    const { end, left } = leftOf(shown, part, before, next);
    if (at + left <= offset || left === 0) {
      at += left;
      next = end;
      continue;
    }
    const last = Math.min((part + 1) * COUNTED, marks.length);
    for (let id = Math.max(part * COUNTED, 1); id < last && page.length < limit; id++) {
      if (before[next] === id) next++;
      else take(id);
    }
  }
  return page;
}

/** How many of a part are not among `before`, whose entry `from` is the first in the part; `end` is the first behind it. */
function leftOf(
  { marks, bits, counts }: Shown,
  part: number,
  before: Uint32Array,
  from: number,
): { readonly end: number; readonly left: number } {
  let left = counts[part] as number;
  let end = from;
  for (; end < before.length && (before[end] as number) < (part + 1) * COUNTED; end++)
    if (((marks[before[end] as number] as number) & bits) === bits) left--;
  return { end, left };
}
