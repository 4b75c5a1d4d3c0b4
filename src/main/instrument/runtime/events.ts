// Owns what replaces a store to a reference count. Invariant: the store always happens, whatever is recorded; a birth
// marks its address as live even while nothing is recorded.

import { UNSEEN_TYPE } from '../../../shared/model/instrumented.ts';
import { MEMORY, MORE_SHIFT, TAG } from '../../../shared/model/ring.ts';
import {
  add,
  and,
  call,
  callValue,
  choose,
  constant,
  equal,
  get,
  greater,
  isZero,
  lessSigned,
  load,
  loadByte,
  or,
  returnIf,
  set,
  shiftLeft,
  shiftRight,
  store,
  storeByte,
  subtract,
  when,
  type Code,
  type I32,
  type Local,
} from '../assembler.ts';
import {
  append,
  currentInstruction,
  handOver,
  hasBit,
  inCollector,
  isAlive,
  isImmortal,
  isLiveObject,
  recording,
  WILD_CHANGE,
} from './record.ts';
import { define, type Runtime } from './runtime.ts';

type EventLocals = Readonly<Record<'address' | 'value' | 'site' | 'old' | 'change', Local>>;

/** The change in the high half of w2 beside the site, saturated to i16. */
const clampChange = (change: Local): Code =>
  when(greater(add(get(change), constant(0x8000)), constant(0xffff)), [
    set(change, choose(lessSigned(get(change), constant(0)), constant(-0x8000), constant(0x7fff))),
  ]);

/** Beside a site's number: the store is certainly one of a count, however far it jumps (`[x] * 2_000_000`). */
export const CERTAIN = 1 << 16;

const siteAndChange = (site: Local, change: I32): I32 =>
  or(and(get(site), constant(0xffff)), shiftLeft(change, constant(16)));

/** What is done about a change from `old` to `value`: nothing, or an event. Ends the function where it is none. */
export function noteBody(locals: EventLocals, runtime: Runtime, instruction: I32): readonly Code[] {
  const { address, value, site, old, change } = locals;
  const isEvent = or(
    and(get(site), constant(CERTAIN)),
    or(isImmortal(runtime, get(value)), isImmortal(runtime, get(old))),
  );
  return [
    returnIf(isZero(recording(runtime))),
    returnIf(isZero(isLiveObject(runtime, get(address)))),
    set(change, subtract(get(value), get(old))),
    returnIf(isZero(get(change))),
    when(greater(add(get(change), constant(WILD_CHANGE)), constant(2 * WILD_CHANGE)), [
      returnIf(isZero(isEvent)),
    ]),
    clampChange(change),
    ...append(runtime, [get(address), get(value), siteAndChange(site, get(change)), instruction]),
    when(isZero(get(value)), [
      // The change is written; its place now holds the length of the payload.
      set(change, callValue(runtime.functions.moreRecords, get(address))),
      call(
        runtime.functions.payload,
        get(address),
        or(inCollector(runtime), shiftLeft(get(change), constant(MORE_SHIFT.end))),
        get(change),
      ),
    ]),
    handOver(runtime),
  ];
}

const logBody = (locals: EventLocals, runtime: Runtime, instruction: I32): readonly Code[] => [
  set(locals.old, load({ address: get(locals.address) })),
  store({ address: get(locals.address) }, get(locals.value)),
  ...noteBody(locals, runtime, instruction),
];

/** log(address, value, site or site | CERTAIN): outside the eval loop the frame knows its instruction. */
export const log = define({
  params: ['address', 'value', 'site'],
  locals: ['old', 'change'],
  body: (locals, runtime) => logBody(locals, runtime, currentInstruction(runtime)),
});

/**
 * logAt(address, value, site, instruction): the same inside it the frame's copy may be stale. 0: nothing was dispatched yet by this
 * activation of the loop, so the copy is right.
 */
export const logAt = define({
  params: ['address', 'value', 'site', 'instruction'],
  locals: ['old', 'change'],
  body: (locals, runtime) => [
    when(isZero(get(locals.instruction)), [set(locals.instruction, currentInstruction(runtime))]),
    ...logBody(locals, runtime, get(locals.instruction)),
  ],
});

/** birth(address, value, site) */
export const birth = define({
  params: ['address', 'value', 'site'],
  locals: ['old', 'byteAt', 'bits', 'bit', 'type'],
  body: ({ address, value, site, old, byteAt, bits, bit, type }, runtime) => {
    const objects = { address: get(byteAt), memory: runtime.memory, offset: MEMORY.objects };
    const words = [constant(TAG.freed), get(address), get(old), constant(0)] as const;
    return [
      set(old, load({ address: get(address) })),
      store({ address: get(address) }, get(value)),
      set(byteAt, shiftRight(get(address), constant(6))),
      set(bit, shiftLeft(constant(1), and(shiftRight(get(address), constant(3)), constant(7)))),
      set(bits, loadByte(objects)),
      when(
        and(get(bits), get(bit)),
        [
          // Grown or shrunk in place: the same object goes on.
          returnIf(equal(get(old), constant(1))),
          when(isAlive(runtime, get(old)), [when(recording(runtime), append(runtime, words))]),
        ],
        [storeByte(objects, or(get(bits), get(bit)))],
      ),
      returnIf(isZero(recording(runtime))),
      set(type, load({ address: get(address), offset: runtime.options.layout.objectType })),
      when(isZero(hasBit(runtime, get(type), MEMORY.types)), [
        call(runtime.functions.watch, constant(UNSEEN_TYPE), constant(0), get(type), constant(0)),
      ]),
      ...append(runtime, [
        get(address),
        get(type),
        siteAndChange(site, get(value)),
        currentInstruction(runtime),
      ]),
      handOver(runtime),
    ];
  },
});
