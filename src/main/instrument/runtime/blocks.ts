// Owns noticing that the memory of an object is given back. Invariant: giving a block back clears at most one object's bit,
// that of the object which lives in this very block.

import { MEMORY, TAG } from '../../../shared/model/ring.ts';
import {
  add,
  and,
  call,
  callValue,
  choose,
  constant,
  get,
  isZero,
  less,
  load,
  loadByte,
  loadTwoBytes,
  memoryPages,
  returnIf,
  returnValueIf,
  set,
  shiftLeft,
  shiftRight,
  storeByte,
  subtract,
  when,
  xor,
  type I32,
  type Local,
} from '../assembler.ts';
import { append, handOver, isAlive, isLiveObject, recording } from './record.ts';
import { define, type Runtime } from './runtime.ts';

/** tp_flags (Include/object.h): the collector's header stands before the object. */
const HAVE_GC = 1 << 14;
/** Py_TPFLAGS_MANAGED_WEAKREF and _DICT: two more words stand before that header. */
const MANAGED = (1 << 3) | (1 << 4);
const GC_HEADER_BYTES = 8;
const MANAGED_BYTES = 8;

/** typeFlags(object): tp_flags of its type, 0 when the type word cannot be a type's address. */
export const typeFlags = define({
  params: ['object'],
  locals: ['type'],
  body: ({ object, type }, { options: { layout } }) => [
    set(type, load({ address: get(object), offset: layout.objectType })),
  ],
  result: ({ type }, { options: { layout } }) => {
    const end = shiftLeft(memoryPages(), constant(16));
    return choose(
      less(get(type), subtract(end, constant(layout.typeFlags + 4))),
      load({ address: get(type), offset: layout.typeFlags }),
      constant(0),
    );
  },
});

/** Returns block + distance if an object lives there whose type has one of each set of flags. */
const residentBehind = (
  { functions }: Runtime,
  { block, bits, distance, flags }: ResidentCheck,
) => {
  const object = add(get(block), constant(distance));
  const typeHas = flags.map((mask) =>
    isZero(isZero(and(callValue(functions.typeFlags, object), constant(mask)))),
  );
  return when(and(get(bits), constant(1 << (distance / 8))), [
    returnValueIf(
      typeHas.reduce((a, b): I32 => and(a, b)),
      object,
    ),
  ]);
};

interface ResidentCheck {
  readonly block: Local;
  readonly bits: Local;
  readonly distance: number;
  readonly flags: readonly number[];
}

/** resident(block): address of the live object whose memory this block is, or 0. An object of 8 bytes may have a neighbour. */
export const resident = define({
  params: ['block'],
  locals: ['bits'],
  body: ({ block, bits }, runtime) => [
    set(
      bits,
      shiftRight(
        loadTwoBytes({
          address: shiftRight(get(block), constant(6)),
          memory: runtime.memory,
          offset: MEMORY.objects,
        }),
        and(shiftRight(get(block), constant(3)), constant(7)),
      ),
    ),
    returnValueIf(isZero(and(get(bits), constant(7))), constant(0)),
    returnValueIf(and(get(bits), constant(1)), get(block)),
    residentBehind(runtime, { block, bits, distance: GC_HEADER_BYTES, flags: [HAVE_GC] }),
    residentBehind(runtime, {
      block,
      bits,
      distance: GC_HEADER_BYTES + MANAGED_BYTES,
      flags: [HAVE_GC, MANAGED],
    }),
  ],
  result: () => constant(0),
});

/** release(object, count): the object, whose last count this was, is no more. */
export const release = define({
  params: ['object', 'count'],
  locals: ['byteAt'],
  body: ({ object, count, byteAt }, runtime) => {
    const objects = { address: get(byteAt), memory: runtime.memory, offset: MEMORY.objects };
    const types = { ...objects, offset: MEMORY.types };
    const bit = shiftLeft(constant(1), and(shiftRight(get(object), constant(3)), constant(7)));
    return [
      returnIf(isZero(isLiveObject(runtime, get(object)))),
      set(byteAt, shiftRight(get(object), constant(6))),
      storeByte(objects, xor(loadByte(objects), bit)),
      // Another type may be made here.
      when(and(loadByte(types), bit), [storeByte(types, xor(loadByte(types), bit))]),
      returnIf(isZero(isAlive(runtime, get(count)))),
      returnIf(isZero(recording(runtime))),
      ...append(runtime, [constant(TAG.freed), get(object), get(count), constant(0)]),
      handOver(runtime),
    ];
  },
});

/** freed(block): the block is about to be given back. */
export const freed = define({
  params: ['block'],
  locals: ['object'],
  body: ({ block, object }, { functions }) => [
    set(object, callValue(functions.resident, get(block))),
    when(get(object), [call(functions.release, get(object), load({ address: get(object) }))]),
  ],
});
