// Owns the loops that turn byte planes into a column again, as WebAssembly: sixteen rows at a time (see pack-code.ts for why).
// Must not know headers or compression. Invariant: as in numeric.ts, whose words and planes these are.
// All take byte offsets; counts are rounded up to whole vectors, so the memory behind a column may be read and written.

import type { Code, ValueType, WasmFunction } from './wasm-code.ts';
import { advance, before, code, constant, get, loadVector, loop, op } from './wasm-code.ts';
import { set, shuffle, storeVector, VECTOR_BYTES, wasmModule } from './wasm-code.ts';

const WORD_BYTES = 4;
const DOUBLE_BYTES = 8;

/** Units of `size` bytes, `from` the first and `from` the second vector in turn, until the result is full. */
const interleaved = (size: number, from: 0 | 8): Code =>
  shuffle(
    Array.from({ length: VECTOR_BYTES }, (_, i) => {
      const unit = Math.floor(i / (2 * size));
      const isSecond = Math.floor(i / size) % 2;
      return from + unit * size + (i % size) + VECTOR_BYTES * isSecond;
    }),
  );
/** The bytes of the second vector on the stack, moved up by `bytes`; the first has those that come before. */
const movedUp = (bytes: number): Code =>
  shuffle(
    Array.from({ length: VECTOR_BYTES }, (_, i) => (i < bytes ? i : VECTOR_BYTES + i - bytes)),
  );
/** The last unit of `size` bytes of the first vector on the stack, everywhere. */
const lastEverywhere = (size: number): Code =>
  shuffle(Array.from({ length: VECTOR_BYTES }, (_, i) => VECTOR_BYTES - size + (i % size)));

const zero: Code = code(constant(0), op('i32x4.splat'));

/**
 * wordsN(at, end, to, stride, base): words of N bytes, whose planes start `stride` bytes behind each other, and `base` more;
 * `at` to `end` is the first plane.
 */
function words(width: number): WasmFunction {
  const [at, end, to, stride, base, low, high] = [0, 1, 2, 3, 4, 5, 6];
  /** Sixteen bytes of a plane. */
  const bytes = (plane: number): Code =>
    plane >= width
      ? zero
      : code(get(at), get(stride), constant(plane), op('i32.mul'), op('i32.add'), loadVector());
  const halves = (plane: number, from: 0 | 8): Code =>
    code(bytes(plane), bytes(plane + 1), interleaved(1, from));
  const stored = (from: 0 | 8, vector: number): Code =>
    code(
      code(get(to), get(low), get(high), interleaved(2, from)),
      code(get(base), op('i32x4.splat'), op('i32x4.add')),
      storeVector(vector * VECTOR_BYTES),
    );
  return {
    name: `words${width}`,
    params: ['i32', 'i32', 'i32', 'i32', 'i32'],
    result: null,
    locals: ['v128', 'v128'],
    code: [
      loop(
        before(at, end),
        code(
          code(halves(0, 0), set(low), halves(2, 0), set(high), stored(0, 0), stored(8, 1)),
          code(halves(0, 8), set(low), halves(2, 8), set(high), stored(0, 2), stored(8, 3)),
          advance(at, VECTOR_BYTES),
          advance(to, WORD_BYTES * VECTOR_BYTES),
        ),
      ),
    ],
  };
}

/** The inverse of zigzag, of a vector in a local. */
const unzigzag = (local: number): Code =>
  code(
    code(get(local), constant(1), op('i32x4.shr_u')),
    code(zero, get(local), constant(1), op('i32x4.splat'), op('v128.and'), op('i32x4.sub')),
    op('v128.xor'),
  );

/** sums(at, end, value): each zigzag word becomes the sum of `value` and all words up to it. */
function sums(): WasmFunction {
  const [at, end, value, carry, sum] = [0, 1, 2, 3, 4];
  const plusMoved = (bytes: number): Code =>
    code(get(sum), zero, get(sum), movedUp(bytes), op('i32x4.add'), set(sum));
  return {
    name: 'sums',
    params: ['i32', 'i32', 'i32'],
    result: null,
    locals: ['v128', 'v128'],
    code: [
      code(get(value), op('i32x4.splat'), set(carry)),
      loop(
        before(at, end),
        code(
          code(get(at), loadVector(), set(sum), unzigzag(sum), set(sum)),
          code(plusMoved(WORD_BYTES), plusMoved(2 * WORD_BYTES)),
          code(get(sum), get(carry), op('i32x4.add'), set(sum)),
          code(get(at), get(sum), storeVector()),
          code(get(sum), get(sum), lastEverywhere(WORD_BYTES), set(carry)),
          advance(at, VECTOR_BYTES),
        ),
      ),
    ],
  };
}

/** doubles(at, end, to, value): the same, with the sums as doubles. */
function doubles(): WasmFunction {
  const [at, end, to, value, carry, sum, distances] = [0, 1, 2, 3, 4, 5, 6];
  const pair = (distancesOfPair: Code, vector: number): Code =>
    code(
      code(distancesOfPair, op('f64x2.convert_low_i32x4_s'), set(sum)),
      code(get(sum), zero, get(sum), movedUp(DOUBLE_BYTES), op('f64x2.add')),
      code(get(carry), op('f64x2.add'), set(sum)),
      code(get(to), get(sum), storeVector(vector * VECTOR_BYTES)),
      code(get(sum), get(sum), lastEverywhere(DOUBLE_BYTES), set(carry)),
    );
  const params: readonly ValueType[] = ['i32', 'i32', 'i32', 'f64'];
  return {
    name: 'doubles',
    params,
    result: null,
    locals: ['v128', 'v128', 'v128'],
    code: [
      code(get(value), op('f64x2.splat'), set(carry)),
      loop(
        before(at, end),
        code(
          code(get(at), loadVector(), set(distances), unzigzag(distances), set(distances)),
          pair(get(distances), 0),
          pair(code(get(distances), get(distances), lastEverywhere(DOUBLE_BYTES)), 1),
          advance(at, VECTOR_BYTES),
          advance(to, 2 * VECTOR_BYTES),
        ),
      ),
    ],
  };
}

type Words = (at: number, end: number, to: number, stride: number, base: number) => void;

export interface UnpackCode {
  readonly words1: Words;
  readonly words2: Words;
  readonly words3: Words;
  readonly words4: Words;
  sums(at: number, end: number, value: number): void;
  doubles(at: number, end: number, to: number, value: number): void;
}

let module: WebAssembly.Module | undefined;

/** The loops over a memory. */
export function unpackCode(memory: WebAssembly.Memory): UnpackCode {
  const functions = [words(1), words(2), words(3), words(4), sums(), doubles()];
  module ??= new WebAssembly.Module(wasmModule(functions));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as UnpackCode;
}
