// Owns how numeric columns become bytes (unpack.ts: and back): a transform to small unsigned words, then byte planes (all lowest bytes,
// then all second bytes, …) of as few bytes as the greatest word needs. zstd finds far more in planes than in words: object
// ids of real runs take 0.6 bytes per event as zigzag planes, 1.2 as they are.
// Must not compress or know headers. Invariant: unpack(pack(values)) equals values, except that -0 becomes 0.

import type { NumericArray, Transform } from './schema.ts';
import { packCode } from './pack-code.ts';

export interface PackedNumbers {
  readonly encoding: 'plain' | 'delta' | 'raw';
  /** Bytes per value: 0 (all equal) to 4, or 8 for raw doubles. */
  readonly width: number;
  /** plain: least value (as a signed word); delta: first value. */
  readonly base: number;
  /** Valid until the next call of packNumbers. */
  readonly bytes: Uint8Array;
}

/** The loops work on a memory of their own: a column as it came, as words, and as planes. */
const SCRATCH_BYTES = 64;
/** Read and written behind the last row of a part: loops take up to 16 words at once. */
const SPARE_BYTES = 64;
const PAGE_BYTES = 65_536;

class PackMemory {
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  readonly code = packCode(this.#memory);
  readonly columnAt = SCRATCH_BYTES;
  wordsAt = 0;
  planesAt = 0;
  ints = new Int32Array();
  doubles = new Float64Array();
  bytes = new Uint8Array();
  #rows = 0;

  /** Makes room for a column of that many rows, with a value before the first and some behind the last. */
  ensure(rows: number): this {
    if (rows <= this.#rows) return this;
    this.#rows = Math.max(65_536, Math.ceil(rows / 16) * 16);
    this.wordsAt = this.columnAt + 8 * this.#rows + SPARE_BYTES;
    this.planesAt = this.wordsAt + 4 * this.#rows + SPARE_BYTES;
    const bytes = this.planesAt + 4 * this.#rows + SPARE_BYTES;
    const pages = Math.ceil(bytes / PAGE_BYTES) - this.#memory.buffer.byteLength / PAGE_BYTES;
    if (pages > 0) this.#memory.grow(pages);
    this.ints = new Int32Array(this.#memory.buffer);
    this.doubles = new Float64Array(this.#memory.buffer);
    this.bytes = new Uint8Array(this.#memory.buffer);
    return this;
  }
}

let shared: PackMemory | undefined;
const memory = (rows: number): PackMemory => (shared ??= new PackMemory()).ensure(rows);

/** The first `count` values as bytes. The result's bytes live in a buffer that the next call reuses. */
export function packNumbers(
  values: NumericArray,
  count: number,
  transform: Transform,
): PackedNumbers {
  const into = memory(count);
  if (count === 0) return { encoding: 'plain', width: 0, base: 0, bytes: new Uint8Array() };
  const rows = values.length === count ? values : values.subarray(0, count);
  if (rows instanceof Float64Array) return packDoubles(into, rows);
  const first = into.columnAt / 4;
  into.ints.set(rows, first);
  return transform === 'plain' ? packOffsets(into, count) : packDeltas(into, count);
}

/** Words wrap at 2^32, so the signed minimum serves unsigned columns too: IMMORTAL is -1 and costs one value, not four bytes. */
function packOffsets(into: PackMemory, count: number): PackedNumbers {
  const { code, columnAt, ints } = into;
  const first = columnAt / 4;
  ints.fill(ints[first] as number, first + count, first + count + 3);
  code.range(columnAt, columnAt + 4 * count, 0);
  const [least, greatest] = [ints[0] as number, ints[1] as number];
  const width = widthOf(greatest - least);
  return {
    encoding: 'plain',
    width,
    base: least,
    bytes: planes(into, columnAt, width, least, count),
  };
}

function packDeltas(into: PackMemory, count: number): PackedNumbers {
  const { code, columnAt, wordsAt, ints } = into;
  const first = columnAt / 4;
  const base = ints[first] as number;
  ints[first - 1] = base;
  ints.fill(ints[first + count - 1] as number, first + count, first + count + 3);
  const width = widthOf(code.deltas(columnAt, columnAt + 4 * count, wordsAt));
  return { encoding: 'delta', width, base, bytes: planes(into, wordsAt, width, 0, count) };
}

/** With a first value below this, no row of the longest block is beyond the safe integers, if all distances have 32 bits. */
const MOST_FIRST = 2 ** 51;

function packDoubles(into: PackMemory, values: Float64Array): PackedNumbers {
  const { code, columnAt, wordsAt, ints, doubles } = into;
  const base = values[0] ?? 0;
  const count = values.length;
  if (!Number.isInteger(base) || Math.abs(base) > MOST_FIRST) return rawDoubles(values);
  const first = columnAt / 8;
  doubles.set(values, first);
  doubles[first - 1] = base;
  doubles[first + count] = values[count - 1] as number;
  if (code.doubles(columnAt, columnAt + 8 * count, wordsAt, 0) !== 0) return rawDoubles(values);
  const width = widthOf(ints[0] as number);
  return { encoding: 'delta', width, base, bytes: planes(into, wordsAt, width, 0, count) };
}

const rawDoubles = (values: Float64Array): PackedNumbers => ({
  encoding: 'raw',
  width: 8,
  base: 0,
  bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
});

/** Bytes that hold all bits of `used`. */
const widthOf = (used: number): number => (32 - Math.clz32(used) + 7) >>> 3;

/** The distance of each word from `base`, in planes one behind the other: each overwrites what the one before wrote too much. */
function planes(
  { code, planesAt, bytes }: PackMemory,
  at: number,
  width: number,
  base: number,
  count: number,
): Uint8Array {
  for (let i = 0; i < width; i++) code.plane(at, at + 4 * count, base, 8 * i, planesAt + i * count);
  return bytes.subarray(planesAt, planesAt + width * count);
}
