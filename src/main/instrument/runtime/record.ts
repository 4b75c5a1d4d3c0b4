// Owns appending to the ring and reading what every record needs (layouts: shared/model/ring.ts).
// Invariant: the ring pointer moves only past complete records, and a full segment is handed over before the next record.

import { CONTROL, FIRST_ADDRESS, MEMORY, RECORD_BYTES } from '../../../shared/model/ring.ts';
import {
  add,
  and,
  atLeast,
  callIndirect,
  choose,
  constant,
  getGlobal,
  less,
  load,
  loadByte,
  notEqual,
  or,
  setGlobal,
  shiftRight,
  store,
  storeAtomic,
  subtract,
  when,
  type Code,
  type I32,
} from '../assembler.ts';
import type { Runtime } from './runtime.ts';

/** Not 0 while recording. */
export const recording = ({ globals }: Runtime): I32 => getGlobal(globals.end);

export function append(
  { globals, memory }: Runtime,
  words: readonly [I32, I32, I32, I32],
): readonly Code[] {
  const ptr = getGlobal(globals.ptr);
  return [
    ...words.map((word, i) => store({ address: ptr, memory, offset: 4 * i }, word)),
    setGlobal(globals.ptr, add(ptr, constant(RECORD_BYTES))),
  ];
}

/** Calls onFull, which moves the ring pointer, when the segment is full. */
export const handOver = ({ globals, typeIndex }: Runtime): Code =>
  when(atLeast(getGlobal(globals.ptr), getGlobal(globals.end)), [
    callIndirect(typeIndex(0, 0), getGlobal(globals.onFull)),
  ]);

/** Tells other threads how far the unfinished segment is complete. */
export const showProgress = ({ globals, memory }: Runtime): Code =>
  storeAtomic(
    { address: constant(MEMORY.control + 4 * CONTROL.visible), memory },
    getGlobal(globals.ptr),
  );

/** The bit of `address`, which must lie below 2 GiB, in a bitmap of one bit per 8 bytes. */
export const hasBit = ({ memory }: Runtime, address: I32, bitmap: number): I32 =>
  and(
    shiftRight(
      loadByte({ address: shiftRight(address, constant(6)), memory, offset: bitmap }),
      and(shiftRight(address, constant(3)), constant(7)),
    ),
    constant(1),
  );

/** 1 if a live object starts at `address`. */
export const isLiveObject = (runtime: Runtime, address: I32): I32 =>
  hasBit(runtime, address, MEMORY.objects);

/** A jump of the count beyond this is the memory of a dead object in other use (a free-list link), not an event. */
export const WILD_CHANGE = 2 ** 20;

/** CPython 3.14 may give back, unchecked, references that it took before the object became immortal. */
const IMMORTAL_DRIFT = 1024;

export const isImmortal = ({ options }: Runtime, count: I32): I32 =>
  options.immortalConstants
    .map((immortal) =>
      less(subtract(count, constant(immortal - IMMORTAL_DRIFT)), constant(2 * IMMORTAL_DRIFT)),
    )
    .reduce(or, constant(0));

/** 1 if the first word of an object is the count of a live one: CPython 3.14 links dead ones through that word. */
export const isAlive = (runtime: Runtime, count: I32): I32 =>
  or(less(subtract(count, constant(1)), constant(WILD_CHANGE)), isImmortal(runtime, count));

/** 1 while the cycle collector runs. */
export const inCollector = ({ globals }: Runtime): I32 => {
  const flag = getGlobal(globals.gcFlag);
  return choose(flag, notEqual(load({ address: flag }), constant(0)), constant(0));
};

/** Instruction of the frame that is running, as its copy in memory says; 0 outside of Python. */
export function currentInstruction({ globals, options: { layout } }: Runtime): I32 {
  const chain = [...layout.currentFrame, layout.frameInstruction];
  // No local is at hand in an expression, so the chain is walked again for each test; the loads stay in the cache.
  const walk = (links: readonly number[]): I32 =>
    links.reduce((address, offset) => load({ address, offset }), getGlobal(globals.thread));
  const frame = walk(chain.slice(0, -1));
  return choose(
    getGlobal(globals.thread),
    choose(
      atLeast(frame, constant(FIRST_ADDRESS)),
      load({ address: frame, offset: layout.frameInstruction }),
      constant(0),
    ),
    constant(0),
  );
}
