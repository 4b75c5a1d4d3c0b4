// Owns paging through millions of object ids in the order of a key without sorting them: a sorted sample of the ids tells two places
// between which the page lies almost for certain, and only the ids between them are looked at further. Must not know what a key means.
// Invariant: the order is by key, ascending or descending, and by id where keys are equal, so no two ids have the same place.

import type { Steps } from '../../read/steps.ts';
import type { Shown } from './shown.ts';

/** One number per id (entry 0 is no object's); columns of seqs fit into 32 bits in all but the longest runs. */
export type Keys = Uint32Array | Float64Array;

export interface Order {
  readonly keys: Keys;
  readonly shown: Shown;
  readonly descending: boolean;
}

/** Ids in a sample. */
const SAMPLED = 1 << 14;
/** So few ids are sorted at once. */
const FEW = 20_000;
/** How many standard deviations a place may be beside where the sample says. */
const SLACK = 4;
/** Ids that are looked at in one step, some milliseconds. */
const PART = 1 << 20;

/** Some ids that follow each other in the order, but are not sorted. */
interface Piece {
  /** Position of the first of them. */
  readonly start: number;
  readonly ids: readonly number[];
}

/** Ids at positions offset … offset + limit - 1, as far as there are any. */
export function* pageOf(order: Order, offset: number, limit: number): Steps<readonly number[]> {
  const end = Math.min(offset + limit, order.shown.count);
  if (offset >= end) return [];
  let piece = yield* pieceOfAll(order, offset, end);
  for (let size = Infinity; piece.ids.length > FEW && piece.ids.length < size;) {
    size = piece.ids.length;
    piece = pieceOfPiece(order, piece, offset, end);
    yield;
  }
  return piece.ids.toSorted(inOrder(order)).slice(offset - piece.start, end - piece.start);
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

/** Calls `visit` with the ids from … to - 1, all of them in as many steps as it takes. */
export function* inParts(length: number, visit: (from: number, to: number) => void): Steps<void> {
  for (let from = 1; from < length; from += PART) {
    visit(from, Math.min(from + PART, length));
    yield;
  }
}

function* pieceOfAll(order: Order, offset: number, end: number): Steps<Piece> {
  const { marks, count } = order.shown;
  const sample = wholeSample(order);
  yield;
  for (let slack = SLACK; ; slack *= 4) {
    const between = placesAround(order, sample, { offset, end, of: count, slack });
    const ids: number[] = [];
    let start = 0;
    yield* inParts(marks.length, (from, to) => {
      start += takeBetween(order, between, { from, to, ids });
    });
    if (holds({ start, ids }, offset, end) || isEverything(between)) return { start, ids };
  }
}

/** Adds the ids from … to - 1 that are shown and lie between the places. Returns how many come before. */
function takeBetween(
  { keys, shown: { marks, bits } }: Order,
  between: Between,
  { from, to, ids }: { readonly from: number; readonly to: number; readonly ids: number[] },
): number {
  let before = 0;
  for (let id = from; id < to; id++) {
    const side = sideOf(between, keys[id] as number, id);
    if (side > 0 || ((marks[id] as number) & bits) !== bits) continue;
    if (side < 0) before++;
    else ids.push(id);
  }
  return before;
}

function pieceOfPiece(order: Order, piece: Piece, offset: number, end: number): Piece {
  const { keys } = order;
  const sample = sampleOf(piece.ids.length, (at) => piece.ids[at] as number, order);
  const at = { offset: offset - piece.start, end: end - piece.start, of: piece.ids.length };
  for (let slack = SLACK; ; slack *= 4) {
    const between = placesAround(order, sample, { ...at, slack });
    const ids: number[] = [];
    let { start } = piece;
    for (const id of piece.ids) {
      const side = sideOf(between, keys[id] as number, id);
      if (side < 0) start++;
      else if (side === 0) ids.push(id);
    }
    if (holds({ start, ids }, offset, end) || isEverything(between)) return { start, ids };
  }
}

const holds = ({ start, ids }: Piece, offset: number, end: number): boolean =>
  start <= offset && start + ids.length >= end;

interface Between {
  /** What keys are multiplied with so that they rise. */
  readonly sign: number;
  readonly lowKey: number;
  readonly lowId: number;
  readonly highKey: number;
  readonly highId: number;
}

/** Below 0: before the first place; above 0: behind the last. */
function sideOf(
  { sign, lowKey, lowId, highKey, highId }: Between,
  keyOfId: number,
  id: number,
): number {
  const key = sign * keyOfId;
  if (key > highKey || (key === highKey && id >= highId)) return 1;
  return key < lowKey || (key === lowKey && id < lowId) ? -1 : 0;
}

const isEverything = ({ lowKey, highKey }: Between): boolean =>
  lowKey === -Infinity && highKey === Infinity;

/** Two places that positions offset … end - 1 of `of` ids very likely lie between. Where the sample is too small: the ends of the order. */
function placesAround(
  { keys, descending }: Order,
  sample: readonly number[],
  at: {
    readonly offset: number;
    readonly end: number;
    readonly of: number;
    readonly slack: number;
  },
): Between {
  const sign = descending ? -1 : 1;
  const rank = (position: number, side: -1 | 1): number => {
    const part = position / at.of;
    const deviation = Math.sqrt(sample.length * part * (1 - part));
    return Math.round(sample.length * part + side * (at.slack * deviation + 2));
  };
  const low = sample[rank(at.offset, -1)];
  const high = sample[rank(at.end, 1)];
  return {
    sign,
    lowKey: low === undefined ? -Infinity : sign * (keys[low] as number),
    lowId: low ?? 0,
    highKey: high === undefined ? Infinity : sign * (keys[high] as number),
    highId: high ?? Infinity,
  };
}

/** The sample of all ids: pages of one list ask for it again and again. */
const samples = new WeakMap<Keys, { readonly of: Order; readonly ids: readonly number[] }>();

function wholeSample(order: Order): readonly number[] {
  const { keys, shown, descending } = order;
  const known = samples.get(keys);
  const isSame =
    known?.of.descending === descending &&
    known.of.shown.marks === shown.marks &&
    known.of.shown.bits === shown.bits;
  if (isSame) return known.ids;
  const ids = shown.count <= FEW ? [] : sampleOf(shown.marks.length - 1, (at) => at + 1, order);
  samples.set(keys, { of: order, ids });
  return ids;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Those shown of SAMPLED ids, sorted. They are spread evenly but at no fixed distance: a loop that makes lists and ints in turn has one. */
function sampleOf(length: number, idAt: (at: number) => number, order: Order): readonly number[] {
  const { marks, bits } = order.shown;
  const ids: number[] = [];
  for (let i = 0; i < SAMPLED; i++) {
    const id = idAt(Math.floor(((i * GOLDEN) % 1) * length));
    if (((marks[id] as number) & bits) === bits) ids.push(id);
  }
  return ids.sort(inOrder(order));
}

const inOrder =
  ({ keys, descending }: Order) =>
  (a: number, b: number): number => {
    const sign = descending ? -1 : 1;
    return sign * ((keys[a] as number) - (keys[b] as number)) || a - b;
  };
