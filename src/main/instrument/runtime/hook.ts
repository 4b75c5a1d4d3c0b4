// Owns what happens when the eval loop is about to run a watched instruction: names bound by the instruction before, entry
// to a frame, arrival at a line, exit. Invariant: one arrival is logged once, in the order that ring.ts states.

import { NAMESPACE_ENTERED } from '../../../shared/model/instrumented.ts';
import { HOOK_FLAG, HOOK_STORE, MEMORY, MORE_SHIFT, TAG } from '../../../shared/model/ring.ts';
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
  or,
  repeat,
  returnIf,
  set,
  setGlobal,
  shiftLeft,
  shiftRight,
  subtract,
  when,
  type Code,
  type I32,
  type Local,
} from '../assembler.ts';
import { findSlot } from './hook-slot.ts';
import { contentsOf, fastLocal, isCell } from './locals.ts';
import { append, handOver, isLiveObject, recording, showProgress } from './record.ts';
import { define, type Runtime } from './runtime.ts';

/** tp_flags: the type is dict or derives from it. */
const DICT_SUBCLASS = 1 << 29;
/** An ordinal has 8 bits. */
const MAX_ARGUMENTS = 250;

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
          when(is(HOOK_STORE.cell), [
            set(
              value,
              callValue(functions.cell, get(frame), get(instruction), get(ordinal), get(value)),
            ),
          ]),
          log(frame),
        ],
      ),
    ];
  },
});

const readThroughCell = (runtime: Runtime, value: Local): Code =>
  when(isCell(runtime, value), [set(value, contentsOf(runtime, value))]);

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
    const isSameDispatch = and(
      equal(get(instruction), getGlobal(globals.previous)),
      equal(get(frame), getGlobal(globals.watchedFrame)),
    );
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
      // An instruction that specialises itself is dispatched a second time: that is no second arrival. In another frame it is one: what a
      // function returns or yields first, its caller, the same function, may return or yield next.
      when(isSameDispatch, [returnIf(isZero(has(HOOK_FLAG.selfJump)))]),
      setGlobal(globals.watchedFrame, get(frame)),
      bindStoreAt(0),
      bindStoreAt(1),
      set(
        depth,
        subtract(thread(options.layout.recursionLimit), thread(options.layout.recursionRemaining)),
      ),
      when(has(HOOK_FLAG.enter), [...step(TAG.enter), ...bindArguments(locals, runtime, word)]),
      when(has(HOOK_FLAG.namespace), [
        call(
          runtime.functions.watch,
          constant(NAMESPACE_ENTERED),
          constant(0),
          get(frame),
          constant(0),
        ),
      ]),
      when(has(HOOK_FLAG.cells), [
        call(runtime.functions.entryCells, get(frame), get(instruction)),
      ]),
      when(has(HOOK_FLAG.line), [...step(TAG.line), showProgress(runtime)]),
      when(has(HOOK_FLAG.leave), step(TAG.leave)),
      when(has(HOOK_FLAG.suspend), step(TAG.suspend)),
    ];
  },
});

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
