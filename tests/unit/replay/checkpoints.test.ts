// Which way leads to an event: on from here, or over a checkpoint, and over those that lead to the call it was taken in; and what is
// given up when memory is short.

import { describe, expect, test } from 'vitest';
import { Checkpoints } from '../../../src/main/replay/rewind/checkpoints.ts';
import {
  copyPages,
  PAGE_BYTES,
  type PagedCopy,
} from '../../../src/main/engine/rewind/paged-copy.ts';

const APART_MS = 100;
/** Events per millisecond. */
const RATE = 1_000;

const taken = (activation: number, activations: number, pages: PagedCopy) => ({
  activation,
  activations,
  machine: { regions: [pages], globals: [] },
  restore: () => undefined,
  tableSize: 1,
});

const bytes = (value: number, pages = 1): PagedCopy =>
  copyPages(new Uint8Array(pages * PAGE_BYTES).fill(value));

/** A checkpoint each 100 ms from the start on, in calls with these numbers. */
function along(calls: readonly number[], maxBytes?: number): Checkpoints {
  const checkpoints = new Checkpoints(APART_MS, maxBytes);
  calls.forEach((call, i) => {
    const ms = APART_MS * i;
    const entry = {
      alsoKept: [],
      seq: ms * RATE,
      ms,
      checkpoint: taken(call, Math.max(...calls.slice(0, i + 1)), bytes(i + 1)),
    };
    checkpoints.add(entry);
  });
  return checkpoints;
}

const at = (ms: number) => ({ seq: ms * RATE, ms });
const NOT_IN_ONE = () => false;

function routeTo(
  checkpoints: Checkpoints,
  ms: number,
  here: number,
  inCall = NOT_IN_ONE as (c: { activation: number }) => boolean,
) {
  return checkpoints.way(at(ms), at(here), inCall)?.route.map((entry) => entry.ms);
}

describe('the way to an event', () => {
  const ordinary = along([0, 7, 7, 7, 7, 7]);

  test('is the run itself, where the event comes soon', () => {
    expect(routeTo(ordinary, 180, 150)).toEqual([]);
    expect(routeTo(ordinary, 520, 501)).toEqual([]);
  });

  test('leads over the last checkpoint before it, by the start while its call is not under way', () => {
    expect(routeTo(ordinary, 350, 120)).toEqual([0, 300]);
    expect(routeTo(ordinary, 350, 400)).toEqual([0, 300]);
    expect(routeTo(ordinary, 350, 400, ({ activation }) => activation === 7)).toEqual([300]);
    expect(routeTo(ordinary, 50, 400, ({ activation }) => activation === 7)).toEqual([0]);
  });

  test('does not take a checkpoint that is behind the very event', () => {
    expect(routeTo(ordinary, 300, 400)).toEqual([0, 200]);
  });

  test('to a call inside another leads over one before that call began', () => {
    const nested = along([0, 7, 7, 9, 9, 9]);
    expect(routeTo(nested, 550, 560)).toEqual([0, 200, 500]);
    expect(routeTo(nested, 550, 560, ({ activation }) => activation === 7)).toEqual([200, 500]);
    expect(routeTo(nested, 550, 560, ({ activation }) => activation === 9)).toEqual([500]);
  });

  test('is unknown to an event before the first checkpoint', () => {
    const late = new Checkpoints(APART_MS);
    late.add({ ...at(200), alsoKept: [], checkpoint: taken(0, 0, bytes(1)) });
    expect(late.way(at(100), at(300), NOT_IN_ONE)).toBeNull();
  });
});

describe('checkpoints', () => {
  test('the outermost call is waited for, but not for ever', () => {
    const checkpoints = new Checkpoints(APART_MS);
    expect(checkpoints.isGood(7)).toBe(true);
    const offers = Array.from({ length: 10 }, () => checkpoints.isGood(12));
    expect(offers.indexOf(true)).toBeGreaterThan(3);
    expect(checkpoints.isGood(7)).toBe(true);
  });

  test('keep the bytes they may, the first and the last one, and even distances', () => {
    const checkpoints = along([0, ...Array.from({ length: 63 }, () => 7)], 16 * PAGE_BYTES);
    expect(checkpoints.count).toBe(16);
    expect(checkpoints.last?.ms).toBe(6_300);
    expect(checkpoints.isWanted(6_300 + APART_MS)).toBe(false);
    const stops = [];
    for (let ms = 1; ms < 6_300; ms += 50)
      stops.push(routeTo(checkpoints, ms, 10_000)?.at(-1) ?? -1);
    const distinct = [...new Set(stops)];
    expect(distinct[0]).toBe(0);
    const apart = distinct.slice(1).map((ms, i) => ms - (distinct[i] ?? 0));
    expect(Math.max(...apart)).toBeLessThanOrEqual(800);
  });

  test('pages that they share count once', () => {
    const checkpoints = new Checkpoints(APART_MS, 20 * PAGE_BYTES);
    const shared = bytes(5, 10);
    for (let i = 0; i < 50; i++)
      checkpoints.add({
        ...at(100 * i),
        alsoKept: [],
        checkpoint: taken(i === 0 ? 0 : 7, 7, shared),
      });
    expect(checkpoints.count).toBe(50);
  });
});
