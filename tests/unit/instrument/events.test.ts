import { describe, expect, it } from 'vitest';
import { UNSEEN_TYPE } from '../../../src/shared/model/instrumented.ts';
import {
  CONTROL,
  MEMORY,
  SEGMENT_RECORDS,
  segmentStart,
  TAG,
} from '../../../src/shared/model/ring.ts';
import { IMMORTAL, NEW_REFERENCE, runToy, type RunningToy } from './toy-engine.ts';

const OBJECT = 0x1000;
const TYPE = 0x2000;
const FUNCTIONS = `${NEW_REFERENCE}
  (func (export "add") (param $o i32) (param $n i32)
    (i32.store (local.get $o) (i32.add (i32.load (local.get $o)) (local.get $n))))
  (func (export "add_mortal") (param $o i32) (param $n i32)
    (if (i32.ne (i32.load (local.get $o)) (i32.const ${IMMORTAL}))
      (then (i32.store (local.get $o) (i32.add (i32.load (local.get $o)) (local.get $n))))))
  (func (export "immortalize") (param $o i32) (i32.store (local.get $o) (i32.const ${IMMORTAL})))
  (func (export "revive") (param $o i32) (i32.store (local.get $o) (i32.const 1)))`;

/** A live object of TYPE with the count 1, born before recording starts. */
async function withObject(): Promise<RunningToy> {
  const running = await runToy(FUNCTIONS);
  running.words[(OBJECT + 4) / 4] = TYPE;
  running.toy['new_reference']?.(OBJECT);
  running.record();
  return running;
}
const siteOf = ({ result }: RunningToy, name: string): number =>
  result.sites.findIndex(({ cFunction }) => cFunction === name);
const change = (site: number, delta: number): number => (site | (delta << 16)) >>> 0;

describe('injected event log', () => {
  it('stores and records nothing while it is not recording', async () => {
    const running = await runToy(FUNCTIONS);
    running.toy['new_reference']?.(OBJECT);
    running.toy['add']?.(OBJECT, 4);
    expect(running.words[OBJECT / 4]).toBe(5);
    expect(running.toy.refscope_ring_ptr()).toBe(0);
  });

  it('records the change of an object that was born before recording started', async () => {
    const running = await withObject();
    running.toy['add']?.(OBJECT, 2);
    running.toy['add']?.(OBJECT, -1);
    const site = siteOf(running, 'add');
    const records = running.recorded();
    expect([...records.subarray(0, 4)]).toEqual([OBJECT, 3, change(site, 2), 0]);
    expect([...records.subarray(4)]).toEqual([OBJECT, 2, change(site, -1), 0]);
  });

  it('records the birth with its type', async () => {
    const running = await runToy(FUNCTIONS);
    running.words[(OBJECT + 4) / 4] = TYPE;
    running.record();
    running.toy['new_reference']?.(OBJECT);
    const site = siteOf(running, 'new_reference');
    expect([...running.recorded()]).toEqual([OBJECT, TYPE, change(site, 1), 0]);
  });

  it('stores to addresses at which no object lives without a record', async () => {
    const running = await withObject();
    for (const address of [OBJECT - 8, OBJECT + 8, OBJECT + 64]) running.toy['add']?.(address, 1);
    expect(running.words[(OBJECT + 8) / 4]).toBe(1);
    expect(running.recorded()).toHaveLength(0);
  });

  it('records no store that leaves the count as it was', async () => {
    const running = await withObject();
    running.toy['add']?.(OBJECT, 0);
    expect(running.recorded()).toHaveLength(0);
  });

  it('takes a wild jump for other use of the memory, but not an immortalisation', async () => {
    const running = await withObject();
    running.toy['add']?.(OBJECT, 2 ** 20 + 1);
    expect(running.recorded()).toHaveLength(0);
    running.words[OBJECT / 4] = 1;
    running.toy['immortalize']?.(OBJECT);
    const site = siteOf(running, 'immortalize');
    expect([...running.recorded()]).toEqual([OBJECT, IMMORTAL, change(site, 0x7fff), 0]);
  });

  it('takes a wild jump for an event where the store is certainly one of a count', async () => {
    const running = await withObject();
    running.toy['add_mortal']?.(OBJECT, 2 ** 20 + 1);
    const site = siteOf(running, 'add_mortal');
    expect([...running.recorded()]).toEqual([OBJECT, 2 ** 20 + 2, change(site, 0x7fff), 0]);
  });

  it.each([
    [40_000, 0x7fff],
    [-40_000, -0x8000],
    [0x7fff, 0x7fff],
    [-0x8000, -0x8000],
  ])('saturates a change by %i at %i', async (delta, saturated) => {
    const running = await withObject();
    running.words[OBJECT / 4] = 100_000;
    running.toy['add']?.(OBJECT, delta);
    expect(running.recorded()[2]).toBe(change(siteOf(running, 'add'), saturated));
  });

  it('lets the first 64 bytes follow a count that reaches zero', async () => {
    const running = await withObject();
    running.words.set([7, 8, 9], OBJECT / 4 + 2);
    running.toy['add']?.(OBJECT, -1);
    const records = running.recorded();
    expect(records).toHaveLength(5 * 4);
    expect([...records.subarray(4, 9)]).toEqual([0, TYPE, 7, 8, 9]);
    running.toy['revive']?.(OBJECT);
    expect([...running.recorded().subarray(20, 22)]).toEqual([OBJECT, 1]);
  });

  it('says in the payload that the collector runs', async () => {
    const running = await withObject();
    const flag = 0x3000;
    running.words[flag / 4] = 5;
    running.toy.refscope_set_gc_flag(flag);
    running.toy['add']?.(OBJECT, -1);
    expect(running.recorded()[4]).toBe(1);
  });

  it('pads the payload of an object at the very end of memory with zeros', async () => {
    const running = await runToy(FUNCTIONS);
    const last = running.words.byteLength - 8;
    running.words[last / 4 + 1] = TYPE;
    running.toy['new_reference']?.(last);
    running.record();
    running.toy['add']?.(last, -1);
    expect([...running.recorded().subarray(4)]).toEqual(new Array(16).fill(0));
  });

  it('reads the instruction from the frame that runs', async () => {
    const running = await withObject();
    const [thread, cframe, frame] = [0x4000, 0x4100, 0x4200];
    running.words[(thread + 40) / 4] = cframe;
    running.words[cframe / 4] = frame;
    running.words[(frame + 28) / 4] = 0xabcd;
    running.toy.refscope_set_thread(thread);
    running.toy['add']?.(OBJECT, 1);
    running.words[cframe / 4] = 0;
    running.toy['add']?.(OBJECT, 1);
    const records = running.recorded();
    expect([records[3], records[7]]).toEqual([0xabcd, 0]);
  });

  it('takes a birth over a count of 1 for the same object, over another for the end of one', async () => {
    const running = await withObject();
    running.toy['new_reference']?.(OBJECT);
    expect(running.recorded()).toHaveLength(0);
    running.words[OBJECT / 4] = 3;
    running.toy['new_reference']?.(OBJECT);
    const records = running.recorded();
    expect([...records.subarray(0, 4)]).toEqual([TAG.freed, OBJECT, 3, 0]);
    expect([...records.subarray(4, 6)]).toEqual([OBJECT, TYPE]);
  });

  it('takes a birth over a free-list link for the end of nothing', async () => {
    const running = await withObject();
    running.words[OBJECT / 4] = 0x0098_7650;
    running.toy['new_reference']?.(OBJECT);
    expect([...running.recorded().subarray(0, 2)]).toEqual([OBJECT, TYPE]);
  });

  it('asks for a type at the birth of an instance until its bit is set, only while recording', async () => {
    const running = await withObject();
    expect(running.watched).toEqual([]);
    const types = new Uint8Array(running.toy.refscope_memory.buffer, MEMORY.types);
    const birth = (address: number): void => {
      running.words[(address + 4) / 4] = TYPE;
      running.toy['new_reference']?.(address);
    };
    birth(OBJECT + 64);
    expect(running.watched).toEqual([[UNSEEN_TYPE, 0, TYPE, 0]]);
    types[TYPE >>> 6] = 1 << ((TYPE >>> 3) & 7);
    birth(OBJECT + 128);
    expect(running.watched).toHaveLength(1);
  });

  it('hands a full segment over once, after the record that fills it', async () => {
    const running = await withObject();
    for (let i = 0; i < SEGMENT_RECORDS; i++) running.toy['add']?.(OBJECT, i % 2 ? 1 : 2);
    expect(running.full).toBe(1);
    expect(running.recorded()).toHaveLength(0);
    running.toy['add']?.(OBJECT, 1);
    expect(running.recorded()).toHaveLength(4);
  });

  it('appends records for JavaScript and publishes, only while recording', async () => {
    const running = await runToy(FUNCTIONS);
    running.toy.refscope_append(6, 1, 2, 3);
    expect(running.toy.refscope_ring_ptr()).toBe(0);
    running.record();
    running.toy.refscope_append(6, 1, 2, 3);
    expect([...running.recorded()]).toEqual([6, 1, 2, 3]);
    running.toy.refscope_publish();
    const control = new Int32Array(running.toy.refscope_memory.buffer, 0, 16);
    expect(control[CONTROL.visible]).toBe(segmentStart(0) + 16);
  });
});
