// Owns telling which cells a frame has when it starts: variables that it shares with the functions inside and around it.
// Invariant: a CELL record stands right before the BIND of what the cell holds.

import { CELLS_PER_SLOT, CONTENTS, FIRST_ENTRY_CELL, MEMORY } from '../../../shared/model/ring.ts';
import {
  add,
  and,
  atLeast,
  call,
  callValue,
  constant,
  get,
  less,
  load,
  repeat,
  returnIf,
  set,
  shiftLeft,
  shiftRight,
  when,
  type I32,
} from '../assembler.ts';
import { findSlot } from './hook-slot.ts';
import { fastLocal, isCell } from './locals.ts';
import { define } from './runtime.ts';

/** entryCells(frame, instruction): all cells that a frame has when it starts, and what they hold. */
export const entryCells = define({
  params: ['frame', 'instruction'],
  locals: ['key', 'slot', 'count', 'index', 'logged', 'value'],
  body: ({ frame, instruction, key, slot, count, index, logged, value }, runtime) => {
    const { functions, memory } = runtime;
    const held = (offset: I32, at: number): I32 =>
      load({ address: add(get(slot), offset), memory, offset: MEMORY.hooks + at });
    const half = shiftLeft(and(get(index), constant(1)), constant(4));
    const word = held(shiftLeft(shiftRight(get(index), constant(1)), constant(2)), 8);
    const localIndex = and(shiftRight(word, half), constant(0xffff));
    return [
      set(key, add(get(instruction), constant(1))),
      set(logged, constant(FIRST_ENTRY_CELL)),
      repeat(() => [
        ...findSlot(runtime, slot, key),
        set(count, held(constant(0), 4)),
        set(index, constant(0)),
        repeat((leaveIf) => [
          leaveIf(atLeast(get(index), get(count))),
          set(value, fastLocal(runtime, frame, localIndex)),
          when(isCell(runtime, value), [
            set(
              value,
              callValue(functions.cell, get(frame), get(instruction), get(logged), get(value)),
            ),
            when(get(value), [
              call(functions.bind, constant(CONTENTS), get(frame), get(instruction), get(value)),
            ]),
          ]),
          set(logged, add(get(logged), constant(1))),
          set(index, add(get(index), constant(1))),
        ]),
        returnIf(less(get(count), constant(CELLS_PER_SLOT))),
        set(key, add(get(key), constant(2))),
      ]),
    ];
  },
});
