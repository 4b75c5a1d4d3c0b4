import { describe, expect, it } from 'vitest';
import { COLLECTING } from '../../../src/shared/model/instrumented.ts';
import { runToy } from './toy-engine.ts';

/** The state is at 0x2000: enabled at +0x100, collecting 8 behind it. */
const DISABLE = `
  (func (export "disable") (param $state i32) (i32.store offset=0x100 (local.get $state) (i32.const 0)))`;
const STATE = 0x2000;
const FLAG = STATE + 0x108;
const started = [COLLECTING, 0, 0, 0];
const ended = [COLLECTING, 1, 0, 0];

describe('the flag of the cycle collector', () => {
  it.each([
    ['in the instruction', '(i32.store offset=0x108 (local.get 0) VALUE)'],
    ['in the address', '(i32.store (i32.add (local.get 0) (i32.const 0x108)) VALUE)'],
  ])('is told of when its distance is %s', async (_name, store) => {
    const running = await runToy(`${DISABLE}
      (func (export "collect") (param i32)
        ${store.replace('VALUE', '(i32.const 1)')} ${store.replace('VALUE', '(i32.const 0)')})`);
    running.toy.refscope_set_gc_flag(FLAG);
    running.toy['collect']?.(STATE);
    expect(running.watched).toEqual([started, ended]);
    expect(running.words[FLAG / 4]).toBe(0);
  });

  it('is told of when it is set by an exchange, once', async () => {
    const running = await runToy(`${DISABLE}
      (func (export "start") (param $s i32) (local $old i32)
        (local.set $old (i32.load offset=0x108 (local.get $s)))
        (i32.store offset=0x108 (local.get $s)
          (select (local.get $old) (i32.const 1) (local.get $old))))`);
    running.toy.refscope_set_gc_flag(FLAG);
    running.toy['start']?.(STATE);
    running.toy['start']?.(STATE);
    expect(running.watched).toEqual([started]);
  });

  it('is not any other word at that distance', async () => {
    const running = await runToy(`${DISABLE}
      (func (export "other") (param i32)
        (i32.store offset=0x108 (local.get 0) (i32.const 1)))`);
    running.toy['other']?.(STATE);
    running.toy.refscope_set_gc_flag(FLAG);
    running.toy['other']?.(STATE + 0x1000);
    expect(running.watched).toEqual([]);
    expect([running.words[FLAG / 4], running.words[(FLAG + 0x1000) / 4]]).toEqual([1, 1]);
  });

  it('is not looked for in an engine that does not say where it is', async () => {
    const running = await runToy(
      `(func (export "collect") (param i32) (i32.store offset=0x108 (local.get 0) (i32.const 1)))`,
    );
    running.toy.refscope_set_gc_flag(FLAG);
    running.toy['collect']?.(STATE);
    expect(running.watched).toEqual([]);
  });
});
