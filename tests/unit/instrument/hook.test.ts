import { describe, expect, it } from 'vitest';
import {
  CELLS_PER_SLOT,
  CONTENTS,
  CONTROL,
  HOOK_FLAG,
  HOOK_SLOT_BITS,
  HOOK_STORE,
  MEMORY,
  PAYLOAD_RECORDS,
  TAG,
} from '../../../src/shared/model/ring.ts';
import { IMMORTAL, NEW_REFERENCE, runToy, TOY_LAYOUT, type RunningToy } from './toy-engine.ts';

const FRAME = 0x1000;
const THREAD = 0x1800;
const IP = 0x2000;
const DICT = 0x3000;
const DICT_TYPE = 0x3100;
const NAME = 0x3200;
const CELL = 0x3300;
const CELL_TYPE = 0x3180;
/** A live object and two that never were born. */
const LIVE = 0x3800;
const UNBORN = 0x3880;
const FOREVER = 0x3900;

interface HookWords {
  readonly address?: number;
  readonly flags?: number;
  readonly stores?: readonly (readonly [kind: number, operand: number])[];
  readonly args?: number;
  readonly cells?: number;
}

const slotOf = (address: number): number =>
  Math.imul(address >>> 1, 0x9e37_79b1) >>> (32 - HOOK_SLOT_BITS);

function watch(running: RunningToy, hook: HookWords, slot?: number): void {
  const { address = IP, flags = 0, stores = [], args = 0, cells = 0 } = hook;
  const memory = running.toy.refscope_memory.buffer;
  const [first = [0, 0], second = [0, 0]] = stores;
  const words = [address, flags, ...first, ...second, args, cells];
  new Uint32Array(memory, MEMORY.hooks).set(words, (slot ?? slotOf(address)) * 8);
  const bits = new Uint8Array(memory, MEMORY.watched);
  bits[address >>> 4] = (bits[address >>> 4] ?? 0) | (1 << ((address >>> 1) & 7));
}

async function withHook(hook: HookWords): Promise<RunningToy> {
  const running = await runToy(NEW_REFERENCE);
  const put = (address: number, ...words: number[]): void => running.words.set(words, address / 4);
  put(THREAD + TOY_LAYOUT.recursionRemaining, 990, 1000);
  put(DICT + 4, DICT_TYPE, NAME, 77, LIVE);
  put(DICT_TYPE + TOY_LAYOUT.typeFlags, 1 << 29);
  put(NAME + TOY_LAYOUT.strHash, 77);
  put(FRAME + TOY_LAYOUT.frameGlobals, DICT);
  put(FRAME + TOY_LAYOUT.frameLocals, DICT);
  put(FRAME + TOY_LAYOUT.frameLocalsPlus, LIVE, UNBORN, CELL, 0, FOREVER);
  put(CELL + TOY_LAYOUT.objectType, CELL_TYPE);
  put(CELL + TOY_LAYOUT.cellValue, UNBORN);
  put(UNBORN, 5, 6, 7);
  running.toy['new_reference']?.(LIVE);
  running.toy['new_reference']?.(FOREVER);
  put(FOREVER, IMMORTAL);
  running.toy.refscope_set_thread(THREAD);
  running.toy.refscope_set_cell_type(CELL_TYPE);
  watch(running, hook);
  return running;
}

/** One dispatch of the eval loop; the answer proves that the opcode still reaches the branch table. */
function dispatch(running: RunningToy, ip = IP): void {
  expect(running.toy['eval']?.(42, FRAME, ip)).toBe(42);
}
function logged(running: RunningToy): number[][] {
  const words = running.recorded();
  const records: number[][] = [];
  for (let i = 0; i < words.length; i += 4) {
    records.push([...words.subarray(i, i + 4)]);
    if (((words[i] ?? 0) & 0xff) === TAG.bind && (words[i] ?? 0) >>> 16) i += 4 * PAYLOAD_RECORDS;
  }
  return records;
}
const bindTag = (ordinal: number, hasPayload = false): number =>
  TAG.bind | (ordinal << 8) | (hasPayload ? 1 << 16 : 0);
const cellTag = (index: number): number => TAG.cell | (index << 8);
const DEPTH = 10;

describe('hook of the eval loop', () => {
  it('finds the locals of frame and instruction', async () => {
    const { result } = await withHook({});
    expect(result.evalLoop).toEqual({ frameLocal: 1, instructionLocal: 2 });
  });

  it('logs nothing while not recording and at instructions that are not watched', async () => {
    const running = await withHook({ flags: HOOK_FLAG.line });
    dispatch(running);
    expect(running.toy.refscope_ring_ptr()).toBe(0);
    running.record();
    dispatch(running, IP + 2);
    dispatch(running, IP - 2);
    expect(logged(running)).toEqual([]);
  });

  it('logs enter, line, leave and suspend in this order and shows progress at a line', async () => {
    const { line, enter, leave, suspend } = HOOK_FLAG;
    const running = await withHook({ flags: line | enter | leave | suspend });
    running.record();
    dispatch(running);
    expect(logged(running)).toEqual(
      [TAG.enter, TAG.line, TAG.leave, TAG.suspend].map((tag) => [tag, FRAME, IP, DEPTH]),
    );
    const control = new Int32Array(running.toy.refscope_memory.buffer, 0, 16);
    expect(control[CONTROL.visible]).toBe(running.toy.refscope_ring_ptr() - 2 * 16);
  });

  it.each([
    ['a live fast local', [HOOK_STORE.fast, 0], FRAME, LIVE, false],
    ['a fast local that no event has shown', [HOOK_STORE.fast, 1], FRAME, UNBORN, true],
    ['an immortal fast local', [HOOK_STORE.fast, 4], FRAME, FOREVER, true],
    ['an unbound fast local', [HOOK_STORE.fast, 3], FRAME, 0, false],
    ['a slot that has no cell yet', [HOOK_STORE.cell, 3], FRAME, 0, false],
    ['a slot that may have a cell and has none', [HOOK_STORE.cell, 0], FRAME, LIVE, false],
    ['a local name', [HOOK_STORE.localName, NAME], DICT, LIVE, false],
    ['a global name', [HOOK_STORE.globalName, NAME], DICT, LIVE, false],
    ['a name that is not in the dict', [HOOK_STORE.globalName, NAME + 64], DICT, 0, false],
  ] as const)('logs what %s refers to', async (_name, store, space, value, hasPayload) => {
    const running = await withHook({ stores: [store] });
    running.record();
    dispatch(running);
    expect(logged(running)).toEqual([[bindTag(0, hasPayload), space, IP, value]]);
  });

  it('logs which cell a variable is in before what that holds', async () => {
    const running = await withHook({
      stores: [
        [HOOK_STORE.fast, 0],
        [HOOK_STORE.cell, 2],
      ],
    });
    running.record();
    dispatch(running);
    expect(logged(running)).toEqual([
      [bindTag(0), FRAME, IP, LIVE],
      [cellTag(1), FRAME, IP, CELL],
      [bindTag(1, true), FRAME, IP, UNBORN],
    ]);
  });

  it('logs the cells of a frame on entry, also more than a slot holds, and of empty ones no contents', async () => {
    const running = await withHook({ flags: HOOK_FLAG.enter | HOOK_FLAG.cells });
    const slots = new Uint32Array(running.toy.refscope_memory.buffer, MEMORY.hooks);
    const twice = (index: number): number => index | (index << 16);
    // Both keys hash to the places behind the instruction's own.
    slots.set(
      [IP + 1, CELLS_PER_SLOT, ...Array.from({ length: 6 }, () => twice(0))],
      (slotOf(IP) + 1) * 8,
    );
    slots.set([IP + 3, 2, 3 | (2 << 16)], slotOf(IP + 2) * 8);
    running.record();
    dispatch(running);
    expect(logged(running)).toEqual([
      [TAG.enter, FRAME, IP, DEPTH],
      [cellTag(2 + CELLS_PER_SLOT + 1), FRAME, IP, CELL],
      [bindTag(CONTENTS, true), FRAME, IP, UNBORN],
    ]);
    running.words[(CELL + TOY_LAYOUT.cellValue) / 4] = 0;
    running.record();
    dispatch(running, IP + 2);
    dispatch(running);
    expect(logged(running)).toHaveLength(2);
  });

  it('lets the payload keep the refcount', async () => {
    const running = await withHook({ stores: [[HOOK_STORE.fast, 1]] });
    running.record();
    dispatch(running);
    expect([...running.recorded().subarray(4, 7)]).toEqual([5, 6, 7]);
  });

  it('logs no name of a namespace that is no dict', async () => {
    const running = await withHook({
      stores: [
        [HOOK_STORE.localName, NAME],
        [HOOK_STORE.fast, 0],
      ],
    });
    running.words[(DICT_TYPE + TOY_LAYOUT.typeFlags) / 4] = 0;
    running.record();
    dispatch(running);
    expect(logged(running)).toEqual([[bindTag(1), FRAME, IP, LIVE]]);
  });

  it('logs the stores before the entry and the arguments after it, cells read through', async () => {
    const running = await withHook({
      flags: HOOK_FLAG.enter | HOOK_FLAG.line,
      stores: [[HOOK_STORE.fast, 0]],
      args: 3,
      cells: 0b100,
    });
    running.record();
    dispatch(running);
    expect(logged(running)).toEqual([
      [bindTag(0), FRAME, IP, LIVE],
      [TAG.enter, FRAME, IP, DEPTH],
      [bindTag(0), FRAME, IP, LIVE],
      [bindTag(1, true), FRAME, IP, UNBORN],
      [bindTag(2, true), FRAME, IP, UNBORN],
      [TAG.line, FRAME, IP, DEPTH],
    ]);
  });

  it('takes two dispatches of one address in a row for one arrival, unless it may jump to itself', async () => {
    const running = await withHook({ flags: HOOK_FLAG.line });
    running.record();
    dispatch(running);
    dispatch(running);
    expect(logged(running)).toHaveLength(1);
    dispatch(running, IP + 2);
    dispatch(running);
    expect(logged(running)).toHaveLength(2);
    watch(running, { flags: HOOK_FLAG.line | HOOK_FLAG.selfJump });
    dispatch(running);
    expect(logged(running)).toHaveLength(3);
  });

  it('probes on to the next slots, around the end of the table', async () => {
    const lastSlot = 2 ** HOOK_SLOT_BITS - 1;
    let address = 2;
    while (slotOf(address) !== lastSlot) address += 2;
    const running = await withHook({});
    watch(running, { address: address + 2, flags: HOOK_FLAG.line }, lastSlot);
    watch(running, { address, flags: HOOK_FLAG.leave }, 0);
    running.record();
    dispatch(running, address);
    expect(logged(running)).toEqual([[TAG.leave, FRAME, address, DEPTH]]);
  });

  it('does nothing at a watched address without a slot', async () => {
    const running = await withHook({ flags: HOOK_FLAG.line });
    new Uint32Array(running.toy.refscope_memory.buffer, MEMORY.hooks)[slotOf(IP) * 8] = 0;
    running.record();
    dispatch(running);
    expect(logged(running)).toEqual([]);
  });

  it('gives events of the loop the instruction dispatched last, before the first that of the frame', async () => {
    const running = await withHook({});
    const cframe = 0x1c00;
    running.words[(THREAD + 40) / 4] = cframe;
    running.words[cframe / 4] = FRAME;
    for (const object of [8, 16]) running.toy['new_reference']?.(object);
    const instructions = (): number[] => {
      running.record();
      running.toy['eval']?.(42, FRAME, IP + 4);
      const records = running.recorded();
      expect([records[0], records[4]]).toEqual([16, 8]);
      return [records[3] ?? 0, records[7] ?? 0];
    };
    expect(instructions()).toEqual([IP + 4, IP + 4]);
    running.toy.refscope_set_thread(0);
    expect(instructions()).toEqual([0, IP + 4]);
  });
});
