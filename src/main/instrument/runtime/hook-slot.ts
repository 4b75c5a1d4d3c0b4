// Owns finding a slot in the hash table of hooks (layout: shared/model/ring.ts, HOOKS). Must not know what a slot means.

import { HOOK_BYTES, HOOK_SLOT_BITS, MEMORY } from '../../../shared/model/ring.ts';
import {
  add,
  and,
  constant,
  equal,
  get,
  isZero,
  load,
  multiply,
  repeat,
  returnIf,
  set,
  shiftRight,
  type Code,
  type Local,
} from '../assembler.ts';
import type { Runtime } from './runtime.ts';

const HASH_FACTOR = 0x9e37_79b1;

/** Leaves the byte offset of the slot of an address in `slot`, or returns when it has none. */
export function findSlot(runtime: Runtime, slot: Local, instruction: Local): readonly Code[] {
  const hash = multiply(shiftRight(get(instruction), constant(1)), constant(HASH_FACTOR));
  const lastByte = constant(2 ** HOOK_SLOT_BITS * HOOK_BYTES - 1);
  const held = load({ address: get(slot), memory: runtime.memory, offset: MEMORY.hooks });
  return [
    set(slot, multiply(shiftRight(hash, constant(32 - HOOK_SLOT_BITS)), constant(HOOK_BYTES))),
    repeat((leaveIf) => [
      leaveIf(equal(held, get(instruction))),
      returnIf(isZero(held)),
      set(slot, and(add(get(slot), constant(HOOK_BYTES)), lastByte)),
    ]),
  ];
}
