import { describe, expect, it } from 'vitest';
import { MEMORY, TAG } from '../../../src/shared/model/ring.ts';
import { NEW_REFERENCE, runToy, type RunningToy } from './toy-engine.ts';

const HAVE_GC = 1 << 14;
const MANAGED_DICT = 1 << 4;
const BLOCK = 0x1000;
const FUNCTIONS = `${NEW_REFERENCE}
  (func (export "free") (param $block i32) (local $i i32) (local.set $i (i32.const 7))
    (i32.store offset=8 (local.get $block) (i32.const -1)))
  (func (export "realloc") (param $block i32) (param $to i32) (result i32)
    (i32.store offset=8 (local.get $block) (i32.const 4000)) (local.get $to))`;

/** Puts types with those flags at 0x2000, 0x2100, ...: gives their addresses. */
function makeType(running: RunningToy, flags: number, index = 0): number {
  const type = 0x2000 + 0x100 * index;
  running.words[(type + 84) / 4] = flags;
  return type;
}
function born(running: RunningToy, object: number, type: number): void {
  running.words[object / 4 + 1] = type;
  running.toy['new_reference']?.(object);
}
function isLive({ toy }: RunningToy, object: number): boolean {
  const objects = new Uint8Array(toy.refscope_memory.buffer, MEMORY.objects);
  return (((objects[object >>> 6] ?? 0) >> ((object >>> 3) & 7)) & 1) === 1;
}

describe('blocks given back', () => {
  it.each([
    ['an object at the start of its block', 0, 0],
    ['an object behind its collector header', 8, HAVE_GC],
    ['an object with managed words before its header', 16, HAVE_GC | MANAGED_DICT],
  ])('end %s', async (_name, distance, flags) => {
    const running = await runToy(FUNCTIONS);
    const object = BLOCK + distance;
    born(running, object, makeType(running, flags));
    expect(isLive(running, object)).toBe(true);
    running.record();
    running.toy['free']?.(BLOCK);
    expect(isLive(running, object)).toBe(false);
    expect([...running.recorded()]).toEqual([TAG.freed, object, 1, 0]);
  });

  it.each([
    ['was 0', 0],
    ['is a free-list link', 0x0098_7650],
  ])('leave no record of an object whose count %s', async (_name, count) => {
    const running = await runToy(FUNCTIONS);
    born(running, BLOCK, makeType(running, 0));
    running.words[BLOCK / 4] = count;
    running.record();
    running.toy['free']?.(BLOCK);
    expect(isLive(running, BLOCK)).toBe(false);
    expect(running.recorded()).toHaveLength(0);
  });

  it.each([
    ['8 bytes on without a collector header', 8, 0],
    ['16 bytes on without a collector header', 16, MANAGED_DICT],
    ['16 bytes on with a header alone', 16, HAVE_GC],
    ['24 bytes on', 24, HAVE_GC | MANAGED_DICT],
    ['just before', -8, HAVE_GC],
  ])('leave a neighbour %s alone', async (_name, distance, flags) => {
    const running = await runToy(FUNCTIONS);
    born(running, BLOCK + distance, makeType(running, flags));
    running.toy['free']?.(BLOCK);
    expect(isLive(running, BLOCK + distance)).toBe(true);
  });

  it('end only the first of two neighbours of 8 bytes', async () => {
    const running = await runToy(FUNCTIONS);
    born(running, BLOCK, makeType(running, 0));
    born(running, BLOCK + 8, makeType(running, HAVE_GC, 1));
    running.toy['free']?.(BLOCK);
    expect([isLive(running, BLOCK), isLive(running, BLOCK + 8)]).toEqual([false, true]);
  });

  it.each([0xffff_fff0, 0x4_0000 - 84, 0x7fff_ffff])(
    'do not follow a type word that points out of memory (%i)',
    async (type) => {
      const running = await runToy(FUNCTIONS);
      born(running, BLOCK + 8, type);
      running.toy['free']?.(BLOCK);
      expect(isLive(running, BLOCK + 8)).toBe(true);
    },
  );

  it('ignore NULL and run the rest of the function', async () => {
    const running = await runToy(FUNCTIONS);
    running.toy['free']?.(0);
    expect(running.words[2]).toBe(0xffff_ffff);
  });

  it('end the object of a block that moves, with the count from before the move', async () => {
    const running = await runToy(FUNCTIONS);
    born(running, BLOCK + 8, makeType(running, HAVE_GC));
    running.record();
    expect(running.toy['realloc']?.(BLOCK, 0x3000)).toBe(0x3000);
    expect(isLive(running, BLOCK + 8)).toBe(false);
    expect(isLive(running, 0x3008)).toBe(false);
    expect([...running.recorded()]).toEqual([TAG.freed, BLOCK + 8, 1, 0]);
  });

  it.each([BLOCK, 0])('keep the object of a block for which realloc answers %i', async (answer) => {
    const running = await runToy(FUNCTIONS);
    born(running, BLOCK + 8, makeType(running, HAVE_GC));
    expect(running.toy['realloc']?.(BLOCK, answer)).toBe(answer);
    expect(isLive(running, BLOCK + 8)).toBe(true);
  });
});
