// Owns how the bytes of a numeric column become its values again; see numeric.ts for how they were made. Must not decompress.
// Invariant: memory does not follow what a header claims: parts of the column pass through a memory of fixed size.

import type { NumericArray, NumericType } from './schema.ts';
import { newNumericArray } from './schema.ts';
import type { PackedNumbers } from './numeric.ts';
import { unpackCode } from './unpack-code.ts';

/** Rows that are unpacked at once. */
const PART = 65_536;
const PLANES = 4;
const WORDS_AT = PLANES * PART;
const DOUBLES_AT = WORDS_AT + 4 * PART;
const BYTES = DOUBLES_AT + 8 * PART;
const PAGE_BYTES = 65_536;

class UnpackMemory {
  readonly #memory = new WebAssembly.Memory({ initial: BYTES / PAGE_BYTES });
  readonly code = unpackCode(this.#memory);
  /** By the number of planes. */
  readonly ofPlanes = [
    undefined,
    this.code.words1,
    this.code.words2,
    this.code.words3,
    this.code.words4,
  ] as const;
  readonly bytes = new Uint8Array(this.#memory.buffer);
  readonly words = new Int32Array(this.#memory.buffer, WORDS_AT, PART);
  readonly doubles = new Float64Array(this.#memory.buffer, DOUBLES_AT, PART);
}

let shared: UnpackMemory | undefined;
const unpackMemory = (): UnpackMemory => (shared ??= new UnpackMemory());

/** The inverse of packNumbers. `bytes` must hold exactly count * width bytes. */
export function unpackNumbers(
  type: NumericType,
  count: number,
  packed: PackedNumbers,
): NumericArray {
  const values = newNumericArray(type, count);
  if (packed.encoding === 'raw') new Uint8Array(values.buffer).set(packed.bytes);
  else if (packed.width === 0) values.fill(packed.base);
  else if (values instanceof Float64Array) unpackDoubles(values, packed);
  else unpackWords(values, packed);
  return values;
}

function unpackWords(values: Exclude<NumericArray, Float64Array>, packed: PackedNumbers): void {
  const { code, words } = unpackMemory();
  const isDelta = packed.encoding === 'delta';
  let base = packed.base | 0;
  for (let from = 0; from < values.length; from += PART) {
    const rows = Math.min(PART, values.length - from);
    loadWords(packed, { from, rows, count: values.length, base: isDelta ? 0 : base });
    if (isDelta) {
      code.sums(WORDS_AT, WORDS_AT + 4 * rows, base);
      base = words[rows - 1] as number;
    }
    values.set(words.subarray(0, rows), from);
  }
}

function unpackDoubles(values: Float64Array, packed: PackedNumbers): void {
  const { code, doubles } = unpackMemory();
  let { base } = packed;
  for (let from = 0; from < values.length; from += PART) {
    const rows = Math.min(PART, values.length - from);
    loadWords(packed, { from, rows, count: values.length, base: 0 });
    code.doubles(WORDS_AT, WORDS_AT + 4 * rows, DOUBLES_AT, base);
    base = doubles[rows - 1] as number;
    values.set(doubles.subarray(0, rows), from);
  }
}

/** Rows of a column of `count`, as words in the memory; `base` is added to each. */
function loadWords(
  { bytes, width }: PackedNumbers,
  at: {
    readonly from: number;
    readonly rows: number;
    readonly count: number;
    readonly base: number;
  },
): void {
  const { from, rows, count, base } = at;
  const memory = unpackMemory();
  for (let plane = 0; plane < width; plane++) {
    const start = plane * count + from;
    memory.bytes.set(bytes.subarray(start, start + rows), plane * PART);
  }
  memory.ofPlanes[width]?.(0, rows, WORDS_AT, PART, base);
}
