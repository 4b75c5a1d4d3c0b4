// What is known of a run: sums that notice one changed word, rows that two threads share, and places that divide the way.

import { expect, test } from 'vitest';
import { HASH_WORDS, hashChunk } from '../../../src/main/replay/course/chunk-hash.ts';
import { KnownChunks } from '../../../src/main/replay/course/known-chunks.ts';
import { FIRST_PLACE, places } from '../../../src/main/replay/pool/places.ts';

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

test('what one thread adds the other knows, in order, and once', () => {
  const known = new KnownChunks();
  const other = new KnownChunks(known.buffer);
  const hash = Int32Array.of(1, -2, 3, -4);
  other.add(1, position(9), hash, 1);
  expect(known.count).toBe(0);
  known.add(0, position(10), hash, 1.5);
  other.add(0, position(99), hash, 7);
  other.add(1, position(20), Int32Array.of(5, 6, 7, 8), 4);
  expect(known.count).toBe(2);
  expect(known.end(0)).toEqual(position(10));
  expect([known.seq(1), known.ms(1)]).toEqual([20, 4]);
  expect(known.isHash(0, hash)).toBe(true);
  expect(known.isHash(1, hash)).toBe(false);
});

function runOf(chunks: number, msEach: number): KnownChunks {
  const known = new KnownChunks();
  for (let n = 0; n < chunks; n++)
    known.add(n, position(100 * (n + 1)), new Int32Array(HASH_WORDS), msEach * (n + 1));
  return known;
}

test('a short run needs one place, a longer one more, and never more than may be', () => {
  expect(places(new KnownChunks(), 6)).toEqual([FIRST_PLACE]);
  expect(places(runOf(10, 1), 6)).toEqual([FIRST_PLACE]);
  expect(places(runOf(100, 3), 6)).toEqual([FIRST_PLACE, 3401, 6701]);
  const long = places(runOf(100, 1000), 6);
  expect(long).toHaveLength(6);
  const ways = long.map((place, i) => (long[i + 1] ?? 10_000) - place);
  expect(Math.max(...ways) - Math.min(...ways)).toBeLessThanOrEqual(200);
});
