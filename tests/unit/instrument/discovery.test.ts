import { describe, expect, it } from 'vitest';
import { NEW_REFERENCE, runToy } from './toy-engine.ts';

const OBJECT = 0x4000;
const RECORD_WORDS = 4;

/** [address, count] of the events that `run` made, after the object was born and had 2 references. */
async function discovered(
  body: string,
  mode: 'guarded' | 'discovery' = 'discovery',
): Promise<{ events: number[][]; word: number }> {
  const running = await runToy(
    `${NEW_REFERENCE}
     (func (export "set") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
     (func (export "run") (param $o i32) ${body})`,
    { mode },
  );
  running.toy['new_reference']?.(OBJECT);
  running.words[OBJECT / 4] = 2;
  running.record();
  running.toy['run']?.(OBJECT);
  const words = running.recorded();
  const events: number[][] = [];
  for (let i = 0; i < words.length; i += RECORD_WORDS) events.push([...words.subarray(i, i + 2)]);
  return { events, word: running.words[OBJECT / 4] ?? 0 };
}

const WRITES: Readonly<Record<string, string>> = {
  'a store at an offset': `
    (i32.store offset=0x20 (i32.sub (local.get $o) (i32.const 0x20)) (i32.add (i32.const 2) (i32.const 1)))`,
  'a store of eight bytes': '(i64.store (local.get $o) (i64.const 0x7700000003))',
  'the upper half of a store of eight bytes': `
    (i64.store offset=4 (i32.sub (local.get $o) (i32.const 8)) (i64.const 0x300000077))`,
  'a copy over it': `
    (i32.store offset=4 (i32.const 0x8000) (i32.mul (i32.const 3) (i32.const 1)))
    (memory.copy (i32.sub (local.get $o) (i32.const 4)) (i32.const 0x8000) (i32.const 24))`,
  'a copy from a place that it overlaps': `
    (i32.store offset=16 (local.get $o) (i32.mul (i32.const 3) (i32.const 1)))
    (memory.copy (local.get $o) (i32.add (local.get $o) (i32.const 16)) (i32.const 64))`,
};

describe('discovery', () => {
  it.each(Object.entries(WRITES))('finds %s', async (_name, body) => {
    expect(await discovered(body)).toEqual({ events: [[OBJECT, 3]], word: 3 });
    expect(await discovered(body, 'guarded')).toEqual({ events: [], word: 3 });
  });

  it('finds a fill', async () => {
    const fill =
      '(memory.fill (i32.sub (local.get $o) (i32.const 5)) (i32.const 0) (i32.const 64))';
    const { events, word } = await discovered(fill);
    expect(events[0]).toEqual([OBJECT, 0]);
    expect(word).toBe(0);
  });

  it.each([
    ['that leaves the count as it is', '(i64.store (local.get $o) (i64.const 0x7700000002))'],
    ['beside the object', '(i64.store offset=8 (local.get $o) (i64.const 3))'],
    ['to its type word', '(i32.store offset=4 (local.get $o) (i32.const 3))'],
    [
      'that ends before it',
      '(memory.fill (i32.sub (local.get $o) (i32.const 8)) (i32.const 7) (i32.const 8))',
    ],
    ['of a part of its word', '(memory.fill (local.get $o) (i32.const 2) (i32.const 1))'],
    ['that is a link, not a count', '(i64.store (local.get $o) (i64.const 0x7745000000))'],
  ])('finds nothing in a write %s', async (_what, body) => {
    expect((await discovered(body)).events).toEqual([]);
  });
});
