// A real recording, forged: byte by byte, value by value, inside its compressed blocks. Every way of reading it gives an answer or a sentence.

import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recordProgram } from '../../harness/record.ts';
import { forge, forgeBlock, forgeValue, randomFrom } from '../../harness/strangers/forge.ts';
import { readEverything } from '../../harness/strangers/read-everything.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let sound = '';

const PROGRAM = `class Node:
    def __init__(self, other):
        self.other = other
def f(n):
    local = [n] * 3
    return local
for i in range(20):
    a = Node(f(i))
    a.other = Node(a)
print('done', a)
del a
`;

beforeAll(async () => {
  // A short one: what a forger changes is then soon met.
  const run = await recordProgram(folder.path('.'), PROGRAM, { maxEvents: 9000 });
  sound = run.path;
});

it('the file as it was recorded is read in every way', async () => {
  expect(await readEverything(sound)).toBe(0);
});

const SEED = Number(process.env['REFSCOPE_FUZZ_SEED'] ?? 1);
const RUNS = Number(process.env['REFSCOPE_FUZZ_RUNS'] ?? 60);
/** A longer hunt takes longer. */
vi.setConfig({ testTimeout: Math.max(180_000, RUNS * 200) });

/** Each case has a seed of its own, which a failure names. */
async function each(make: (target: string, seed: number) => string): Promise<number[]> {
  const refused: number[] = [];
  for (let seed = SEED; seed < SEED + RUNS; seed++) {
    const target = folder.path(`case-${seed % 8}.refscope`);
    const what = make(target, seed);
    try {
      refused.push(await readEverything(target));
    } catch (error) {
      throw new Error(`seed ${seed}: ${what}`, { cause: error });
    }
  }
  return refused;
}

describe('every way of reading gives an answer or a sentence', () => {
  it('when values of its tables are others', async () => {
    const refused = await each((target, seed) => {
      let what = '';
      forge(sound, target, (to) => {
        what = forgeValue(to, randomFrom(seed));
      });
      return what;
    });
    // Some are refused, some read.
    expect(new Set(refused).size).toBeGreaterThanOrEqual(2);
  });

  it('when values inside its blocks are others, with the right checksum', async () => {
    const refused = await each((target, seed) => {
      let what = '';
      forge(sound, target, (to) => {
        what = forgeBlock(to, randomFrom(seed));
      });
      return what;
    });
    expect(new Set(refused).size).toBeGreaterThanOrEqual(2);
  });

  it('when bytes of it are others', async () => {
    const bytes = readFileSync(sound);
    await each((target, seed) => {
      const random = randomFrom(seed);
      const changed = Buffer.from(bytes);
      const places = Array.from({ length: 1 + random(6) }, () => random(bytes.length));
      for (const at of places) changed[at] = random(256);
      writeFileSync(target, changed);
      return `bytes at ${places.join(', ')}`;
    });
  });
});
