// Owns what replaces, in discovery mode, the writes to memory that no compiler makes of a change of a count by itself: stores at an
// offset, of eight bytes, copies and fills. Invariant: the write always happens; it is an event if it changes a live object's first word.

import {
  add,
  and,
  atLeast,
  call,
  constant,
  copyMemory,
  fillMemory,
  get,
  highWord,
  isZero,
  load,
  lowWord,
  multiply,
  repeat,
  set,
  store,
  storeWide,
  subtract,
  when,
  type Code,
  type I32,
  type Local,
} from '../assembler.ts';
import { TYPE } from '../wasm-format.ts';
import { noteBody } from './events.ts';
import { currentInstruction, isLiveObject, recording } from './record.ts';
import { define, type Runtime } from './runtime.ts';

/** Objects start at multiples of 8. */
const OBJECT_ALIGNMENT = 8;

const isAligned = (address: I32): I32 => isZero(and(address, constant(OBJECT_ALIGNMENT - 1)));

/** note(address, value, site): the first word of the live object at `address` is about to become `value`. */
export const note = define({
  params: ['address', 'value', 'site'],
  locals: ['old', 'change'],
  body: (locals, runtime) => [
    set(locals.old, load({ address: get(locals.address) })),
    ...noteBody(locals, runtime, currentInstruction(runtime)),
  ],
});

const noteIfObject = (runtime: Runtime, address: I32, value: I32, site: Local): Code =>
  when(recording(runtime), [
    when(and(isAligned(address), isLiveObject(runtime, address)), [
      call(runtime.functions.note, address, value, get(site)),
    ]),
  ]);

/** discoverOffset(address, value, offset, site): an i32.store. */
export const discoverOffset = define({
  params: ['address', 'value', 'offset', 'site'],
  body: ({ address, value, offset, site }, runtime) => [
    set(address, add(get(address), get(offset))),
    noteIfObject(runtime, get(address), get(value), site),
    store({ address: get(address) }, get(value)),
  ],
});

/** discoverWide(address, value of eight bytes, offset, site): an i64.store. */
export const discoverWide = define({
  params: ['address', 'value', 'offset', 'site'],
  paramTypes: [TYPE.i32, TYPE.i64, TYPE.i32, TYPE.i32],
  body: ({ address, value, offset, site }, runtime) => [
    set(address, add(get(address), get(offset))),
    noteIfObject(runtime, get(address), lowWord(value), site),
    noteIfObject(runtime, add(get(address), constant(4)), highWord(value), site),
    storeWide(get(address), value),
  ],
});

/** Notes every object that may start in [target, target + size), with the word that it is about to have. */
function noteRange(
  runtime: Runtime,
  { target, size, site, at }: Readonly<Record<'target' | 'size' | 'site' | 'at', Local>>,
  wordAt: () => I32,
): Code {
  const firstAligned = and(
    add(get(target), constant(OBJECT_ALIGNMENT - 1)),
    constant(-OBJECT_ALIGNMENT),
  );
  return when(recording(runtime), [
    set(at, firstAligned),
    repeat((leaveIf) => [
      leaveIf(atLeast(add(get(at), constant(3)), add(get(target), get(size)))),
      noteIfObject(runtime, get(at), wordAt(), site),
      set(at, add(get(at), constant(OBJECT_ALIGNMENT))),
    ]),
  ]);
}

/** discoverCopy(target, source, size, site): a memory.copy. What is copied is read before the first byte moves. */
export const discoverCopy = define({
  params: ['target', 'source', 'size', 'site'],
  locals: ['at'],
  body: (locals, runtime) => {
    const { target, source, size, at } = locals;
    const copied = (): I32 => load({ address: add(get(source), subtract(get(at), get(target))) });
    return [noteRange(runtime, locals, copied), copyMemory(get(target), get(source), get(size))];
  },
});

/** discoverFill(target, byte, size, site): a memory.fill. */
export const discoverFill = define({
  params: ['target', 'byte', 'size', 'site'],
  locals: ['at'],
  body: (locals, runtime) => {
    const { target, byte, size } = locals;
    const filled = (): I32 => multiply(and(get(byte), constant(0xff)), constant(0x0101_0101));
    return [noteRange(runtime, locals, filled), fillMemory(get(target), get(byte), get(size))];
  },
});
