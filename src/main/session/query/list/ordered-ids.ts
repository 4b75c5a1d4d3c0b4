// Owns paging through millions of object ids in the order of a key without sorting them: a histogram of the keys tells which few ids a
// page can hold, and only those are sorted. Must not know what a key means.
// Invariant: the order is by key, ascending or descending, and by id where keys are equal.

import type { Steps } from '../../read/steps.ts';

/** One key per id (entry 0 is no object's), integers from 0 up; columns of seqs fit into 32 bits in all but the longest runs. */
export type Keys = Uint32Array | Float64Array;

/** The ids in question: those with shown[id] === mark. */
export interface Shown {
  readonly marks: Uint8Array;
  /** Bits that must all be set. */
  readonly bits: number;
  readonly count: number;
}

const BUCKET_BITS = 16;
/** So few ids are sorted at once. */
const FEW = 20_000;
/** Ids that are looked at in one step, some milliseconds. */
const PART = 1 << 20;

export interface Order {
  readonly keys: Keys;
  readonly shown: Shown;
  readonly descending: boolean;
}

/** Ids at positions offset … offset + limit - 1, as far as there are any. */
export function* pageOf(order: Order, offset: number, limit: number): Steps<readonly number[]> {
  const page: number[] = [];
  let at = offset;
  const end = Math.min(offset + limit, order.shown.count);
  while (at < end) {
    const run = yield* runAt(order, at);
    page.push(...run.ids.slice(at - run.start, end - run.start));
    at = run.start + run.ids.length;
  }
  return page;
}

/** The same where the order is that of the ids, but for `before`, which come first. */
export function firstPage(
  before: Uint32Array,
  { marks, bits }: Shown,
  offset: number,
  limit: number,
): readonly number[] {
  const page: number[] = [];
  let at = 0;
  const take = (id: number): void => {
    if (((marks[id] as number) & bits) === bits && at++ >= offset) page.push(id);
  };
  for (let i = 0; i < before.length && page.length < limit; i++) take(before[i] as number);
  let next = 0;
  for (let id = 1; id < marks.length && page.length < limit; id++) {
    if (before[next] === id) next++;
    else take(id);
  }
  return page;
}

/** Position of an id in the order, -1 when it is not shown. */
export function positionOf({ keys, shown, descending }: Order, id: number): number {
  const { marks, bits } = shown;
  if (id < 1 || id >= marks.length || ((marks[id] as number) & bits) !== bits) return -1;
  const key = keys[id] as number;
  let before = 0;
  for (let other = 1; other < marks.length; other++) {
    if (((marks[other] as number) & bits) !== bits) continue;
    const otherKey = keys[other] as number;
    if (otherKey === key ? other < id : otherKey < key !== descending) before++;
  }
  return before;
}

interface Run {
  readonly start: number;
  readonly ids: number[];
}

/** A piece of the order, sorted, that has position `position` in it, and the position of its first id. */
function* runAt(order: Order, position: number): Steps<Run> {
  let { range, counts, shift } = yield* firstHistogram(order);
  let start = 0;
  for (;;) {
    let bucket = 0;
    while (start + (counts[bucket] as number) <= position) start += counts[bucket++] as number;
    const low = order.descending
      ? range.to - (bucket + 1) * 2 ** shift + 1
      : range.from + bucket * 2 ** shift;
    const count = counts[bucket] as number;
    range = {
      from: Math.max(low, range.from),
      to: Math.min(low + 2 ** shift - 1, range.to),
      count,
    };
    if (range.count <= FEW || range.to === range.from) break;
    shift = shiftOf(range);
    counts = yield* histogram(order, range, shift);
  }
  const { keys } = order;
  if (range.to === range.from && range.count > FEW)
    return yield* equalRun(order, range, { start, position });
  const ids = yield* idsIn(order, range, 0, range.count);
  const sign = order.descending ? -1 : 1;
  ids.sort((a, b) => sign * ((keys[a] as number) - (keys[b] as number)) || a - b);
  return { start, ids };
}

interface Histogram {
  readonly range: KeyRange;
  readonly shift: number;
  readonly counts: Uint32Array;
}
/** The histogram of all keys: pages of one list ask for it again and again. */
const histograms = new WeakMap<Keys, { readonly of: Order; readonly made: Histogram }>();

function* firstHistogram(order: Order): Steps<Histogram> {
  const known = histograms.get(order.keys);
  const { shown, descending } = order;
  const isSame =
    known?.of.descending === descending &&
    known.of.shown.marks === shown.marks &&
    known.of.shown.bits === shown.bits;
  if (isSame) return known.made;
  const range = yield* wholeRange(order);
  const shift = shiftOf(range);
  const made = { range, shift, counts: yield* histogram(order, range, shift) };
  histograms.set(order.keys, { of: order, made });
  return made;
}

/** Buckets of 2^shift keys: as few as 2^BUCKET_BITS of them. */
const shiftOf = ({ from, to }: KeyRange): number =>
  Math.max(0, Math.ceil(Math.log2(to - from + 1)) - BUCKET_BITS);

interface KeyRange {
  readonly from: number;
  readonly to: number;
  /** Shown ids with a key in it. */
  readonly count: number;
}

/** Ids of one key are in order as they are: those around the position are enough. */
function* equalRun(
  order: Order,
  range: KeyRange,
  at: { readonly start: number; readonly position: number },
): Steps<Run> {
  const skipped = at.position - at.start;
  return { start: at.position, ids: yield* idsIn(order, range, skipped, FEW) };
}

/** Calls `visit` with the ids from … to - 1, all of them in as many steps as it takes. */
export function* inParts(
  length: number,
  visit: (from: number, to: number) => void,
  part = PART,
): Steps<void> {
  for (let from = 1; from < length; from += part) {
    visit(from, Math.min(from + part, length));
    yield;
  }
}

function* wholeRange({ keys, shown: { marks, bits, count } }: Order): Steps<KeyRange> {
  let from = Infinity;
  let to = 0;
  yield* inParts(marks.length, (first, end) => {
    for (let id = first; id < end; id++) {
      if (((marks[id] as number) & bits) !== bits) continue;
      const key = keys[id] as number;
      if (key < from) from = key;
      if (key > to) to = key;
    }
  });
  return { from: Math.min(from, to), to, count };
}

/** How many keys of the range are in each bucket of 2^shift keys, from the end that comes first. */
function* histogram(
  { keys, shown: { marks, bits }, descending }: Order,
  { from, to }: KeyRange,
  shift: number,
): Steps<Uint32Array> {
  const counts = new Uint32Array((1 << BUCKET_BITS) + 1);
  const unit = 2 ** shift;
  const isShort = to - from < 2 ** 31;
  yield* inParts(marks.length, (first, end) => {
    for (let id = first; id < end; id++) {
      const key = keys[id] as number;
      if (((marks[id] as number) & bits) !== bits || key < from || key > to) continue;
      const distance = descending ? to - key : key - from;
      const bucket = isShort ? distance >>> shift : Math.floor(distance / unit);
      counts[bucket] = (counts[bucket] as number) + 1;
    }
  });
  return counts;
}

/** Shown ids with a key in the range, by id: `limit` of them after the first `skipped`. */
function* idsIn(
  { keys, shown: { marks, bits } }: Order,
  range: KeyRange,
  skipped: number,
  limit: number,
): Steps<number[]> {
  const ids: number[] = [];
  let seen = 0;
  yield* inParts(marks.length, (first, end) => {
    for (let id = first; id < end && ids.length < limit; id++) {
      const key = keys[id] as number;
      if (((marks[id] as number) & bits) !== bits || key < range.from || key > range.to) continue;
      if (seen++ >= skipped) ids.push(id);
    }
  });
  return ids;
}
