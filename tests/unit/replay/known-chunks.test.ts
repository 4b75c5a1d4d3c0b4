// What is known of a run: sums that notice one changed word, rows that two threads share, and how long the way to an event is.

import { expect, test } from 'vitest';
import { HASH_WORDS, hashChunk } from '../../../src/main/replay/course/chunk-hash.ts';
import { KnownChunks } from '../../../src/main/replay/course/known-chunks.ts';

function sum(words: Int32Array): Int32Array {
  const hash = new Int32Array(HASH_WORDS);
  hashChunk(words, hash);
  return hash;
}

test('a sum notices each changed bit, two words that change places, and a word more', () => {
  const words = new Int32Array(64).map((_, i) => i * 7919);
  const sums = new Set([sum(words).join()]);
  for (let bit = 0; bit < 32 * words.length; bit++) {
    const changed = words.slice();
    changed[bit >> 5] = (changed[bit >> 5] ?? 0) ^ (1 << (bit & 31));
    sums.add(sum(changed).join());
  }
  const swapped = words.slice();
  [swapped[4], swapped[8]] = [words[8] ?? 0, words[4] ?? 0];
  sums.add(sum(swapped).join());
  sums.add(sum(Int32Array.of(...words, 0, 0, 0, 0)).join());
  expect(sums.size).toBe(1 + 32 * 64 + 2);
  // The uppermost bit of two words of one lane does not cancel out.
  const both = words.slice();
  for (const at of [0, 4]) both[at] = (both[at] ?? 0) ^ (1 << 31);
  expect(sum(both)).not.toEqual(sum(words));
});

const position = (seq: number) => ({ seq, step: seq / 2, object: 3 });

const facts = (hash: Int32Array, ms: number, bytes = 2 ** 20) => ({ hash, ms, bytes });

test('what one thread adds the other knows, in order, and once', () => {
  const known = new KnownChunks();
  const other = new KnownChunks(known.buffer);
  const hash = Int32Array.of(1, -2, 3, -4);
  other.add(1, position(9), facts(hash, 1));
  expect(known.count).toBe(0);
  known.add(0, position(10), facts(hash, 1.5));
  other.add(0, position(99), facts(hash, 7));
  other.add(1, position(20), facts(Int32Array.of(5, 6, 7, 8), 4, 4096));
  expect(known.count).toBe(2);
  expect(known.end(0)).toEqual(position(10));
  expect([known.seq(1), known.ms(1)]).toEqual([20, 4]);
  expect([known.bytes(0), known.bytes(1)]).toEqual([2 ** 20, 4096]);
  expect(known.isHash(0, hash)).toBe(true);
  expect(known.isHash(1, hash)).toBe(false);
});

test('the time to an event lies between those of the chunk it is in, and ends with what is known', () => {
  const known = new KnownChunks();
  expect(known.msOf(50)).toBe(0);
  const hash = new Int32Array(HASH_WORDS);
  for (const [n, ms] of [10, 30, 40].entries())
    known.add(n, position(100 * (n + 1)), facts(hash, ms));
  expect([0, 50, 100, 150, 200, 275, 300].map((seq) => known.msOf(seq))).toEqual([
    0, 5, 10, 20, 30, 37.5, 40,
  ]);
  expect(known.msOf(5_000)).toBe(40);
});
