// Owns the loops that turn a column into byte planes, as WebAssembly: sixteen bytes at a time, and as fast in the first block of a
// recording as in the last (V8 takes a second to compile the same loops in JavaScript, and those take four times as long).
// Must not know headers or compression. Invariant: as in numeric.ts, whose words and planes these are.
// All take byte offsets; counts are rounded up to whole vectors, so the memory behind a column may be read and written.

import type { Code, WasmFunction } from './wasm-code.ts';
import { advance, before, code, constant, get, lane, loadVector, loop, op } from './wasm-code.ts';
import { set, store, storeHalf, storeVector, VECTOR_BYTES, wasmModule } from './wasm-code.ts';

/** Vectors of words that make one vector of bytes. */
const WORDS_PER_BYTE = 4;

/** The four lanes of vector local `from` folded into one word by `fold`, left on the stack. */
const across = (from: number, fold: 'i32x4.min_s' | 'i32x4.max_s' | 'v128.or'): Code =>
  code(
    [1, 2, 3].flatMap((shift) =>
      code(
        get(from),
        // Lane `shift` in all lanes.
        get(from),
        lane(shift),
        op('i32x4.splat'),
        op(fold),
        set(from),
      ),
    ),
    get(from),
    lane(0),
  );

/** range(at, end, to): least and greatest signed word of [at, end), stored at `to` and behind it. */
function range(): WasmFunction {
  const [at, end, to, least, greatest, words] = [0, 1, 2, 3, 4, 5];
  const fold = (into: number, with_: 'i32x4.min_s' | 'i32x4.max_s'): Code =>
    code(get(into), get(words), op(with_), set(into));
  return {
    name: 'range',
    params: ['i32', 'i32', 'i32'],
    result: null,
    locals: ['v128', 'v128', 'v128'],
    code: [
      code(get(at), loadVector(), set(least)),
      code(get(least), set(greatest)),
      loop(
        before(at, end),
        code(
          code(get(at), loadVector(), set(words)),
          fold(least, 'i32x4.min_s'),
          fold(greatest, 'i32x4.max_s'),
          advance(at, VECTOR_BYTES),
        ),
      ),
      code(get(to), across(least, 'i32x4.min_s'), store()),
      code(get(to), across(greatest, 'i32x4.max_s'), store(4)),
    ],
  };
}

/** Zigzag of the vector on the stack: the sign moves to the lowest bit. `words` is a local for it. */
const zigzag = (words: number): Code =>
  code(
    set(words),
    code(get(words), constant(1), op('i32x4.shl')),
    code(get(words), constant(31), op('i32x4.shr_s')),
    op('v128.xor'),
  );

/**
 * deltas(at, end, to): zigzag of each word's distance from the word before it, which for the first stands before `at`.
 * @returns all bits that any of them has
 */
function deltas(): WasmFunction {
  const [at, end, to, words, used] = [0, 1, 2, 3, 4];
  return {
    name: 'deltas',
    params: ['i32', 'i32', 'i32'],
    result: 'i32',
    locals: ['v128', 'v128'],
    code: [
      loop(
        before(at, end),
        code(
          code(get(at), loadVector()),
          code(get(at), constant(4), op('i32.sub'), loadVector()),
          op('i32x4.sub'),
          zigzag(words),
          set(words),
          code(get(to), get(words), storeVector()),
          code(get(used), get(words), op('v128.or'), set(used)),
          advance(at, VECTOR_BYTES),
          advance(to, VECTOR_BYTES),
        ),
      ),
      across(used, 'v128.or'),
    ],
  };
}

/**
 * doubles(at, end, to, bits): the same of doubles, whose distances become words; stores at `bits` all bits that any word has.
 * @returns 0 when each distance is a whole number of 32 bits
 */
function doubles(): WasmFunction {
  const [at, end, to, bits, distance, words, used, wrong] = [0, 1, 2, 3, 4, 5, 6, 7];
  return {
    name: 'doubles',
    params: ['i32', 'i32', 'i32', 'i32'],
    result: 'i32',
    locals: ['v128', 'v128', 'v128', 'v128'],
    code: [
      loop(
        before(at, end),
        code(
          code(get(at), loadVector()),
          code(get(at), constant(8), op('i32.sub'), loadVector()),
          code(op('f64x2.sub'), set(distance)),
          code(get(distance), op('i32x4.trunc_sat_f64x2_s_zero'), set(words)),
          code(get(words), op('f64x2.convert_low_i32x4_s'), get(distance)),
          code(op('f64x2.ne'), get(wrong), op('v128.or'), set(wrong)),
          code(get(words), zigzag(words), set(words)),
          code(get(to), get(words), storeHalf()),
          code(get(used), get(words), op('v128.or'), set(used)),
          advance(at, VECTOR_BYTES),
          advance(to, VECTOR_BYTES / 2),
        ),
      ),
      code(get(bits), across(used, 'v128.or'), store()),
      code(get(wrong), op('v128.any_true')),
    ],
  };
}

/** plane(at, end, base, shift, to): byte `shift` / 8 of each word's distance from `base`. */
function plane(): WasmFunction {
  const [at, end, base, shift, to] = [0, 1, 2, 3, 4];
  const bytes = (vector: number): Code =>
    code(
      code(get(at), loadVector(vector * VECTOR_BYTES)),
      code(get(base), op('i32x4.splat'), op('i32x4.sub')),
      code(get(shift), op('i32x4.shr_u')),
      code(constant(0xff), op('i32x4.splat'), op('v128.and')),
    );
  return {
    name: 'plane',
    params: ['i32', 'i32', 'i32', 'i32', 'i32'],
    result: null,
    locals: [],
    code: [
      loop(
        before(at, end),
        code(
          get(to),
          code(bytes(0), bytes(1), op('i16x8.narrow_i32x4_s')),
          code(bytes(2), bytes(3), op('i16x8.narrow_i32x4_s')),
          op('i8x16.narrow_i16x8_u'),
          storeVector(),
          advance(at, WORDS_PER_BYTE * VECTOR_BYTES),
          advance(to, VECTOR_BYTES),
        ),
      ),
    ],
  };
}

export interface PackCode {
  range(at: number, end: number, to: number): void;
  deltas(at: number, end: number, to: number): number;
  doubles(at: number, end: number, to: number, bits: number): number;
  plane(at: number, end: number, base: number, shift: number, to: number): void;
}

let module: WebAssembly.Module | undefined;

/** The loops over a memory. */
export function packCode(memory: WebAssembly.Memory): PackCode {
  module ??= new WebAssembly.Module(wasmModule([range(), deltas(), doubles(), plane()]));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as PackCode;
}
