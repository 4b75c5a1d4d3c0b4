// Copies of memory: exact, sharing what did not change, and bounded.

import { expect, test } from 'vitest';
import { Snapshots } from '../../../src/main/replay/stops/snapshots.ts';

const PAGE = 65_536;
const copied = (memory: Uint8Array) => ({
  memory,
  bits: memory.subarray(0, 100),
  ids: [Uint32Array.of(memory[0] ?? 0)],
});

test('a copy is what memory was, though memory went on and grew', () => {
  const snapshots = new Snapshots(100 * PAGE);
  const memory = new Uint8Array(3 * PAGE + 8).map((_, i) => i % 251);
  const before = memory.slice();
  snapshots.take(5, copied(memory));
  memory[PAGE + 1] = 99;
  snapshots.take(7, copied(memory));
  const grown = new Uint8Array(5 * PAGE);
  grown.set(memory);
  snapshots.take(9, copied(grown));
  grown.fill(0);
  memory.fill(0);
  expect(snapshots.seqs()).toEqual([5, 7, 9]);
  expect(snapshots.at(5)?.memory).toEqual(before);
  expect(snapshots.at(5)?.bits).toEqual(before.subarray(0, 100));
  expect(snapshots.at(7)?.memory[PAGE + 1]).toBe(99);
  expect(snapshots.at(9)?.memory).toHaveLength(5 * PAGE);
  expect(snapshots.at(8)).toBeNull();
});

test('pages that did not change are kept once, so many copies fit', () => {
  const memory = new Uint8Array(10 * PAGE).fill(7);
  const snapshots = new Snapshots(25 * PAGE);
  for (let seq = 1; seq <= 10; seq++) {
    memory[0] = seq;
    snapshots.take(seq, copied(memory));
  }
  expect(snapshots.seqs()).toHaveLength(10);
});

test('past the limit the copy that was not used for longest goes', () => {
  const snapshots = new Snapshots(25 * PAGE);
  const take = (seq: number): void =>
    snapshots.take(seq, copied(new Uint8Array(10 * PAGE).fill(seq)));
  take(1);
  take(2);
  expect(snapshots.at(1)?.memory[0]).toBe(1);
  take(3);
  expect(snapshots.seqs()).toEqual([1, 3]);
  expect(snapshots.at(2)).toBeNull();
});
