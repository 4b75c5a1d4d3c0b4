// Owns copying the first bytes of an object into the ring (layout: shared/model/ring.ts, PAYLOAD). Must not follow a pointer but
// those of a str to its text and of a range to its bounds. Invariant: only ints, str and bytes of more than 64 bytes cost more than the 64 bytes of any other object.

import { VALUE_TYPE_FLAG } from '../../../shared/model/instrumented.ts';
import { MAX_PAYLOAD_BYTES, PAYLOAD_BYTES, RECORD_BYTES } from '../../../shared/model/ring.ts';
import {
  add,
  and,
  callValue,
  choose,
  constant,
  copyEightBytes,
  copyOut,
  equal,
  get,
  getGlobal,
  greater,
  isZero,
  less,
  load,
  memoryPages,
  multiply,
  returnValueIf,
  set,
  setGlobal,
  shiftLeft,
  shiftRight,
  store,
  subtract,
  when,
  zeroEightBytes,
  type I32,
} from '../assembler.ts';
import { define, type Runtime } from './runtime.ts';

const { longSubclass: LONG, bytesSubclass: BYTES, strSubclass: UNICODE } = VALUE_TYPE_FLAG;
const BYTES_PER_DIGIT = 4;

/** Bits of a str's state: width of a character, then two flags. */
const characterBytes = (state: I32): I32 => and(shiftRight(state, constant(2)), constant(7));
const isCompact = (state: I32): I32 => and(shiftRight(state, constant(5)), constant(1));
const isAscii = (state: I32): I32 => and(shiftRight(state, constant(6)), constant(1));

const isRange = ({ globals, options: { layout } }: Runtime, object: I32): I32 =>
  choose(
    getGlobal(globals.rangeType),
    equal(load({ address: object, offset: layout.objectType }), getGlobal(globals.rangeType)),
    constant(0),
  );

/** From the length of an int on, 16 bytes; any bytes where no int can be. */
const startOfInt = ({ options: { layout } }: Runtime, object: I32): I32 =>
  add(
    choose(less(object, subtract(memoryEnd(), constant(PAYLOAD_BYTES))), object, constant(0)),
    constant(layout.length),
  );

const memoryEnd = (): I32 => shiftLeft(memoryPages(), constant(16));

/** No length that is cut here fits, and none beyond it overflows when it is multiplied. */
const bounded = (length: I32): I32 =>
  choose(less(length, constant(MAX_PAYLOAD_BYTES)), length, constant(MAX_PAYLOAD_BYTES));

/** Where the text of a str starts that lies elsewhere, else 0. */
const textElsewhere = ({ options: { layout } }: Runtime, object: I32): I32 =>
  choose(
    isCompact(load({ address: object, offset: layout.strState })),
    constant(0),
    load({ address: object, offset: layout.strCompactData }),
  );

/** moreRecords(address): how many records its payload has beyond the first 64 bytes. */
export const moreRecords = define({
  params: ['address'],
  locals: ['flags', 'length', 'size', 'from'],
  body: ({ address, flags, length, size, from }, runtime) => {
    const { functions, options } = runtime;
    const { layout } = options;
    const field = (offset: number): I32 => load({ address: get(address), offset });
    const state = field(layout.strState);
    const has = (flag: number): I32 => and(get(flags), constant(flag));
    const sizeOf = (start: I32, width: I32): I32 =>
      add(start, multiply(bounded(get(length)), width));
    const isNear = greater(get(address), subtract(memoryEnd(), constant(PAYLOAD_BYTES)));
    return [
      returnValueIf(isNear, constant(0)),
      set(flags, callValue(functions.typeFlags, get(address))),
      returnValueIf(
        isZero(has(LONG | BYTES | UNICODE)),
        choose(isRange(runtime, get(address)), constant(layout.rangeBounds.length), constant(0)),
      ),
      set(length, field(layout.length)),
      set(from, get(address)),
      when(has(LONG), [
        set(length, shiftRight(get(length), constant(3))),
        set(size, sizeOf(constant(layout.intDigits), constant(BYTES_PER_DIGIT))),
      ]),
      when(has(BYTES), [set(size, sizeOf(constant(layout.bytesData), constant(1)))]),
      when(has(UNICODE), [
        set(
          size,
          sizeOf(
            choose(
              and(isAscii(state), isCompact(state)),
              constant(layout.strAsciiData),
              constant(layout.strCompactData),
            ),
            choose(isAscii(state), constant(1), characterBytes(state)),
          ),
        ),
        when(isZero(isCompact(state)), [
          returnValueIf(isZero(textElsewhere(runtime, get(address))), constant(0)),
          set(
            from,
            subtract(textElsewhere(runtime, get(address)), constant(layout.strCompactData)),
          ),
          // The address stands where the text begins: any text takes the longer way.
          when(less(get(size), constant(PAYLOAD_BYTES + 1)), [
            set(size, constant(PAYLOAD_BYTES + 1)),
          ]),
        ]),
      ]),
      returnValueIf(less(get(size), constant(PAYLOAD_BYTES + 1)), constant(0)),
      when(greater(get(size), constant(MAX_PAYLOAD_BYTES)), [
        set(size, constant(MAX_PAYLOAD_BYTES)),
      ]),
      set(
        size,
        shiftRight(
          add(get(size), constant(RECORD_BYTES - 1 - PAYLOAD_BYTES)),
          constant(Math.log2(RECORD_BYTES)),
        ),
      ),
      returnValueIf(
        greater(
          get(from),
          subtract(
            memoryEnd(),
            add(constant(PAYLOAD_BYTES), multiply(get(size), constant(RECORD_BYTES))),
          ),
        ),
        constant(0),
      ),
    ];
  },
  result: ({ size }) => get(size),
});

/** payload(address, first, more): the first bytes of the object, zeros where memory ends, with `first` as the first word. */
export const payload = define({
  params: ['address', 'first', 'more'],
  locals: ['size', 'text'],
  body: ({ address, first, more, size, text }, runtime) => {
    const { globals, memory, options } = runtime;
    const { rangeBounds, strCompactData } = options.layout;
    const ptr = getGlobal(globals.ptr);
    const words = Array.from({ length: PAYLOAD_BYTES / 8 }, (_, i) => 8 * i);
    const target = (offset: number) => ({ address: ptr, memory, offset });
    const start = words.map((offset) =>
      copyEightBytes(target(offset), { address: get(address), offset }),
    );
    const isStr = and(callValue(runtime.functions.typeFlags, get(address)), constant(UNICODE));
    return [
      set(size, add(constant(PAYLOAD_BYTES), multiply(get(more), constant(RECORD_BYTES)))),
      when(
        get(more),
        [
          set(text, choose(isStr, textElsewhere(runtime, get(address)), constant(0))),
          when(
            get(text),
            [
              ...start,
              copyOut(
                memory,
                add(ptr, constant(strCompactData)),
                get(text),
                subtract(get(size), constant(strCompactData)),
              ),
            ],
            [
              when(
                isRange(runtime, get(address)),
                [
                  ...start,
                  ...rangeBounds.map((offset, i) =>
                    copyOut(
                      memory,
                      add(ptr, constant(PAYLOAD_BYTES + i * RECORD_BYTES)),
                      startOfInt(runtime, load({ address: get(address), offset })),
                      constant(RECORD_BYTES),
                    ),
                  ),
                ],
                [copyOut(memory, ptr, get(address), get(size))],
              ),
            ],
          ),
        ],
        [
          when(
            greater(get(address), subtract(memoryEnd(), constant(PAYLOAD_BYTES))),
            words.map((offset) => zeroEightBytes(target(offset))),
            start,
          ),
        ],
      ),
      store(target(0), get(first)),
      setGlobal(globals.ptr, add(ptr, get(size))),
    ];
  },
});
