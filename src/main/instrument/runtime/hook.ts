// Owns what happens when the eval loop is about to run a watched instruction: names bound by the instruction before, entry
// to a frame, arrival at a line, exit. Invariant: one arrival is logged once, in the order that ring.ts states.

import { MODULE_ENTERED } from '../../../shared/model/instrumented.ts';
import {
  HOOK_BYTES,
  HOOK_FLAG,
  HOOK_SLOT_BITS,
  HOOK_STORE,
  MEMORY,
  MORE_SHIFT,
  TAG,
} from '../../../shared/model/ring.ts';
import {
  add,
  and,
  atLeast,
  call,
  callValue,
  choose,
  constant,
  equal,
  get,
  getGlobal,
  greater,
  isZero,
  less,
  load,
  multiply,
  or,
  repeat,
  returnIf,
  set,
  shiftLeft,
  shiftRight,
  subtract,
  when,
  type Code,
  type I32,
  type Local,
} from '../assembler.ts';
import { append, handOver, isLiveObject, recording, showProgress } from './record.ts';
import { define, type Runtime } from './runtime.ts';

/** tp_flags: the type is dict or derives from it. */
const DICT_SUBCLASS = 1 << 29;
const HASH_FACTOR = 0x9e37_79b1;
/** An ordinal has 8 bits. */
const MAX_ARGUMENTS = 250;

/** Value of a fast local; CPython 3.14 keeps marks in the two low bits of references in frames. */
const fastLocal = ({ options: { layout } }: Runtime, frame: Local, index: I32): I32 =>
  and(
    load({
      address: add(get(frame), shiftLeft(index, constant(2))),
      offset: layout.frameLocalsPlus,
    }),
    constant(-4),
  );

/** bind(ordinal, space, instruction, value): with a payload where no event of the value can have shown it. */
export const bind = define({
  params: ['ordinal', 'space', 'instruction', 'value'],
  locals: ['unseen', 'more'],
  body: ({ ordinal, space, instruction, value, unseen, more }, runtime) => {
    const count = load({ address: get(value) });
    const isImmortal = atLeast(count, constant(runtime.options.immortalRefcount));
    const tag = or(constant(TAG.bind), shiftLeft(get(ordinal), constant(8)));
    return [
      set(
        unseen,
        choose(get(value), or(isZero(isLiveObject(runtime, get(value))), isImmortal), constant(0)),
      ),
      when(get(unseen), [set(more, callValue(runtime.functions.moreRecords, get(value)))]),
      ...append(runtime, [
        or(
          or(tag, shiftLeft(get(unseen), constant(16))),
          shiftLeft(get(more), constant(MORE_SHIFT.bind)),
        ),
        get(space),
        get(instruction),
        get(value),
      ]),
      when(get(unseen), [call(runtime.functions.payload, get(value), count, get(more))]),
      handOver(runtime),
    ];
  },
});

/** bindStore(frame, instruction, ordinal, kind, operand): logs what the name of a HOOK_STORE refers to now. */
export const bindStore = define({
  params: ['frame', 'instruction', 'ordinal', 'kind', 'operand'],
  locals: ['space', 'value'],
  body: ({ frame, instruction, ordinal, kind, operand, space, value }, runtime) => {
    const { functions, dictLookup, options } = runtime;
    const { layout } = options;
    const is = (store: number): I32 => equal(get(kind), constant(store));
    const log = (where: Local): Code =>
      call(functions.bind, get(ordinal), get(where), get(instruction), get(value));
    const hash = load({ address: get(operand), offset: layout.strHash });
    const spaceOf = (offset: number): I32 => load({ address: get(frame), offset });
    const isDict = and(callValue(functions.typeFlags, get(space)), constant(DICT_SUBCLASS));
    return [
      returnIf(is(HOOK_STORE.none)),
      when(
        greater(get(kind), constant(HOOK_STORE.cell)),
        [
          set(
            space,
            choose(
              is(HOOK_STORE.localName),
              spaceOf(layout.frameLocals),
              spaceOf(layout.frameGlobals),
            ),
          ),
          // A namespace that is no dict can only be asked by running Python code, which would change the run.
          returnIf(isZero(get(space))),
          returnIf(isZero(isDict)),
          set(value, callValue(dictLookup, get(space), get(operand), hash)),
          log(space),
        ],
        [
          set(value, fastLocal(runtime, frame, get(operand))),
          when(is(HOOK_STORE.cell), [readThroughCell(runtime, value)]),
          log(frame),
        ],
      ),
    ];
  },
});

const readThroughCell = ({ options: { layout } }: Runtime, value: Local): Code =>
  when(get(value), [
    set(value, and(load({ address: get(value), offset: layout.cellValue }), constant(-4))),
  ]);

/** hook(frame, instruction) */
export const hook = define({
  params: ['frame', 'instruction'],
  locals: ['slot', 'flags', 'depth', 'count', 'index', 'value'],
  body: (locals, runtime) => {
    const { frame, instruction, slot, flags, depth } = locals;
    const { globals, options } = runtime;
    const word = (index: number): I32 =>
      load({ address: get(slot), memory: runtime.memory, offset: MEMORY.hooks + 4 * index });
    const has = (flag: number): I32 => and(get(flags), constant(flag));
    const thread = (offset: number): I32 => load({ address: getGlobal(globals.thread), offset });
    const step = (tag: number): readonly Code[] => [
      ...append(runtime, [constant(tag), get(frame), get(instruction), get(depth)]),
      handOver(runtime),
    ];
    const isSameDispatch = equal(get(instruction), getGlobal(globals.previous));
    const bindStoreAt = (ordinal: number): Code =>
      call(
        runtime.functions.bindStore,
        get(frame),
        get(instruction),
        constant(ordinal),
        word(2 + 2 * ordinal),
        word(3 + 2 * ordinal),
      );
    return [
      returnIf(isZero(recording(runtime))),
      ...findSlot(runtime, slot, instruction),
      set(flags, word(1)),
      // An instruction that specialises itself is dispatched a second time: that is no second arrival.
      when(isSameDispatch, [returnIf(isZero(has(HOOK_FLAG.selfJump)))]),
      bindStoreAt(0),
      bindStoreAt(1),
      set(
        depth,
        subtract(thread(options.layout.recursionLimit), thread(options.layout.recursionRemaining)),
      ),
      when(has(HOOK_FLAG.module), [
        call(
          runtime.functions.watch,
          constant(MODULE_ENTERED),
          constant(0),
          get(frame),
          constant(0),
        ),
      ]),
      when(has(HOOK_FLAG.enter), [...step(TAG.enter), ...bindArguments(locals, runtime, word)]),
      when(has(HOOK_FLAG.line), [...step(TAG.line), showProgress(runtime)]),
      when(has(HOOK_FLAG.leave), step(TAG.leave)),
      when(has(HOOK_FLAG.suspend), step(TAG.suspend)),
    ];
  },
});

/** Leaves the byte offset of the instruction's slot in `slot`, or returns when it has none. */
function findSlot(runtime: Runtime, slot: Local, instruction: Local): readonly Code[] {
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

type HookLocals = Readonly<Record<'frame' | 'instruction' | 'count' | 'index' | 'value', Local>>;

/** One BIND per argument; arguments that other functions share sit in cells (word 7 has a bit for the first 32). */
function bindArguments(
  { frame, instruction, count, index, value }: HookLocals,
  runtime: Runtime,
  word: (index: number) => I32,
): readonly Code[] {
  const mayBeCell = less(get(index), constant(32));
  const isCell = and(shiftRight(word(7), get(index)), constant(1));
  return [
    set(count, choose(less(word(6), constant(MAX_ARGUMENTS)), word(6), constant(MAX_ARGUMENTS))),
    set(index, constant(0)),
    repeat((leaveIf) => [
      leaveIf(atLeast(get(index), get(count))),
      set(value, fastLocal(runtime, frame, get(index))),
      when(and(mayBeCell, isCell), [readThroughCell(runtime, value)]),
      call(runtime.functions.bind, get(index), get(frame), get(instruction), get(value)),
      set(index, add(get(index), constant(1))),
    ]),
  ];
}
