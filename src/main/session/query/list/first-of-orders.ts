// Owns finding the first ids of several orders of the same keys in one pass: a sample of the ids tells a place in each order that more
// than enough ids come before, and only those are kept and sorted. Must not know what a key means.
// Invariant: what is found is what pageOf finds; null where the sample misled.

import type { Steps } from '../../read/steps.ts';
import { inParts, type Keys, type Order } from './ordered-ids.ts';

/** Ids in the sample; evenly spaced, so that the sample costs nothing. */
const SAMPLED = 1 << 14;
/** The place is the key of this one in the sample: too few ids come before it once in some hundred thousand cases. */
const RANK = 10;
/** More than so many are not sorted. */
const MOST = 30_000;
/** Ids that are looked at in one step, for each order. */
const PART = 1 << 17;

interface Collecting {
  readonly order: Order;
  /** Ids up to this place come before the end of what is kept. */
  readonly key: number;
  readonly id: number;
  readonly ids: number[];
}

/** The first `count` ids of each order; all orders must be of the same keys. */
export function* firstOfOrders(
  keys: Keys,
  orders: readonly Order[],
  count: number,
): Steps<readonly (readonly number[] | null)[]> {
  const all: Collecting[] = [];
  for (const order of orders) {
    all.push(startOf(order, count));
    yield;
  }
  yield* inParts(
    keys.length,
    (from, to) => {
      for (const collecting of all) collect(collecting, from, to);
    },
    PART,
  );
  const found: (readonly number[] | null)[] = [];
  for (const collecting of all) {
    found.push(sortedFirst(collecting, count));
    yield;
  }
  return found;
}

/** Keeps those of the ids from … to - 1 that come before the place. */
function collect(
  { order, key: place, id: placeId, ids }: Collecting,
  from: number,
  to: number,
): void {
  const { keys } = order;
  const { marks, bits } = order.shown;
  const sign = order.descending ? -1 : 1;
  for (let id = from; id < to; id++) {
    const distance = sign * ((keys[id] as number) - place);
    if (distance > 0 || (distance === 0 && id > placeId)) continue;
    if (((marks[id] as number) & bits) === bits && ids.length < MOST) ids.push(id);
  }
}

function startOf(order: Order, count: number): Collecting {
  const { keys, shown } = order;
  const { marks, bits } = shown;
  const stride = Math.max(1, Math.floor(marks.length / SAMPLED));
  const sample: number[] = [];
  for (let id = 1; id < marks.length; id += stride)
    if (((marks[id] as number) & bits) === bits) sample.push(id);
  sample.sort(inOrder(order));
  const rank = RANK + Math.ceil((RANK * count) / Math.max(1, stride));
  const at = sample[rank];
  if (at !== undefined) return { order, key: keys[at] as number, id: at, ids: [] };
  const last = order.descending ? -Infinity : Infinity;
  return { order, key: last, id: Infinity, ids: [] };
}

function sortedFirst({ order, ids }: Collecting, count: number): readonly number[] | null {
  const isWhole = ids.length >= Math.min(count, order.shown.count);
  if (!isWhole || ids.length === MOST) return null;
  return ids.sort(inOrder(order)).slice(0, count);
}

const inOrder =
  ({ keys, descending }: Order) =>
  (a: number, b: number): number => {
    const sign = descending ? -1 : 1;
    return sign * ((keys[a] as number) - (keys[b] as number)) || a - b;
  };
