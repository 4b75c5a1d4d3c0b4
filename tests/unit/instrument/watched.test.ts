import { describe, expect, it } from 'vitest';
import { runToy } from './toy-engine.ts';

describe('watched functions', () => {
  it('are told about before and after, with parameter and result', async () => {
    const running = await runToy(`
      (func $w (export "watched") (param $n i32) (param $m i64) (result i32)
        (if (result i32) (local.get $n)
          (then (i32.add (i32.const 1) (call $w (i32.sub (local.get $n) (i32.const 1)) (local.get $m))))
          (else (i32.const 100))))
      (func (export "run") (param i32) (result i32) (call $w (local.get 0) (i64.const 1)))`);
    expect(running.toy['run']?.(1)).toBe(101);
    expect(running.watched).toEqual([
      [0, 0, 1, 0],
      [0, 0, 0, 0],
      [0, 1, 0, 100],
      [0, 1, 1, 101],
    ]);
  });

  it.each([
    ['no result', '(param i32)', '', 7, [7, 0]],
    ['a result of another type', '(param i32) (result f64)', '(f64.const 1.5)', 7, [7, 0]],
    ['a first parameter of another type', '(param f32) (result i32)', '(i32.const 3)', 7, [0, 3]],
    ['no parameters', '(result i32)', '(i32.const 3)', 7, [0, 3]],
    ['two results', '(param i32) (result i32 i32)', '(i32.const 3) (i32.const 4)', 7, [7, 0]],
  ])('may have %s', async (_name, type, body, argument, [first, result]) => {
    const running = await runToy(`(func (export "watched") ${type} ${body})`);
    running.toy['watched']?.(argument);
    expect(running.watched).toEqual([
      [0, 0, first, 0],
      [0, 1, first, result],
    ]);
  });

  it('are told about under the function that they only forward to', async () => {
    const running = await runToy(`
      (func $inner (result i32) (i32.const 7))
      (func (export "watched") (result i32) (call $inner))
      (func (export "run") (result i32) (call $inner))`);
    expect(running.toy['run']?.()).toBe(7);
    expect(running.toy['watched']?.()).toBe(7);
    expect(running.watched).toEqual(
      Array.from({ length: 2 }, () => [
        [0, 0, 0, 0],
        [0, 1, 0, 7],
      ]).flat(),
    );
  });

  it('run as ever when nobody listens', async () => {
    const running = await runToy('(func (export "watched") (result i32) (i32.const 3))');
    running.toy.refscope_set_callbacks(1, 0);
    expect(running.toy['watched']?.()).toBe(3);
    expect(running.watched).toEqual([]);
  });

  it('are called through the table by way of the wrapper', async () => {
    const running = await runToy(`
      (func $w (export "watched") (param i32))
      (elem (i32.const 3) $w)
      (type $t (func (param i32)))
      (func (export "run") (call_indirect (type $t) (i32.const 9) (i32.const 3)))`);
    running.toy['run']?.();
    expect(running.watched.map(([, leaving]) => leaving)).toEqual([0, 1]);
  });

  it('are instrumented themselves', async () => {
    const running = await runToy(`
      (func (export "new_reference") (param $o i32) (i32.store (local.get $o) (i32.const 1)))
      (func (export "watched") (param $o i32)
        (i32.store (local.get $o) (i32.add (i32.load (local.get $o)) (i32.const 1))))`);
    running.toy['new_reference']?.(0x1000);
    running.record();
    running.toy['watched']?.(0x1000);
    expect([...running.recorded().subarray(0, 2)]).toEqual([0x1000, 2]);
  });
});
