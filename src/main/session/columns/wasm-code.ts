// Owns writing a small WebAssembly module by hand: instructions by their names in the specification, functions over one memory.
// Must not know what the code is for. Invariant: the bytes are those of the binary format 1.0 with fixed-width SIMD (2.0).

/** One instruction, or several in a row. */
export type Code = readonly number[];

/** One behind the other. */
export const code = (...parts: readonly Code[]): Code => parts.flat();

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    const isLast = rest === ((byte & 0x40) === 0 ? 0 : -1);
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}

const TYPE = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof TYPE;

const plain = {
  'i32.eqz': [0x45],
  'i32.lt_u': [0x49],
  'i32.ge_u': [0x4f],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.mul': [0x6c],
  'i32.and': [0x71],
  'i32.or': [0x72],
  'i32.xor': [0x73],
  'i32.shl': [0x74],
  'i32.shr_s': [0x75],
  'i32.shr_u': [0x76],
  drop: [0x1a],
  return: [0x0f],
} as const satisfies Record<string, Code>;

/** Numbers behind the prefix 0xfd. */
const simd = {
  'v128.and': 78,
  'v128.or': 80,
  'v128.xor': 81,
  'v128.any_true': 83,
  'i32x4.splat': 17,
  'f64x2.splat': 20,
  'i8x16.narrow_i16x8_u': 102,
  'i16x8.narrow_i32x4_s': 133,
  'i32x4.all_true': 163,
  'i32x4.shl': 171,
  'i32x4.shr_s': 172,
  'i32x4.shr_u': 173,
  'i32x4.add': 174,
  'i32x4.sub': 177,
  'i32x4.min_s': 182,
  'i32x4.max_s': 184,
  'f64x2.ne': 72,
  'f64x2.add': 240,
  'f64x2.sub': 241,
  'i32x4.trunc_sat_f64x2_s_zero': 252,
  'f64x2.convert_low_i32x4_s': 254,
} as const;

/** An instruction without operands of its own. */
export const op = (name: keyof typeof plain | keyof typeof simd): Code =>
  name in plain
    ? plain[name as keyof typeof plain]
    : [0xfd, ...unsigned(simd[name as keyof typeof simd])];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const constant = (value: number): Code => [0x41, ...signed(value)];

const access =
  (alignLog2: number, ...opcode: readonly number[]) =>
  (offset = 0): Code => [...opcode, alignLog2, ...unsigned(offset)];
export const load = access(2, 0x28);
export const store = access(2, 0x36);
export const loadVector = access(2, 0xfd, 0);
export const storeVector = access(0, 0xfd, 11);
/** The lower eight bytes of a vector. */
export const storeHalf = (offset = 0): Code => [0xfd, 91, 3, ...unsigned(offset), 0];
export const lane = (index: number): Code => [0xfd, 27, index];
/** Bytes of the two vectors on the stack by their places: 0 to 15 are of the first, 16 to 31 of the second. */
export const shuffle = (places: readonly number[]): Code => [0xfd, 13, ...places];
export const VECTOR_BYTES = 16;

export const advance = (local: number, bytes: number): Code =>
  code(get(local), constant(bytes), op('i32.add'), set(local));
export const before = (local: number, end: number): Code =>
  code(get(local), get(end), op('i32.lt_u'));

/** Runs `body` while `condition` leaves something other than 0. */
export const loop = (condition: Code, body: Code): Code =>
  code([0x02, 0x40, 0x03, 0x40], condition, op('i32.eqz'), [0x0d, 1], body, [0x0c, 0, 0x0b, 0x0b]);

export interface WasmFunction {
  readonly name: string;
  readonly params: readonly ValueType[];
  readonly result: ValueType | null;
  /** Locals behind the parameters. */
  readonly locals: readonly ValueType[];
  readonly code: readonly Code[];
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const text = (name: string): Code => [
  ...unsigned(name.length),
  ...Array.from(name, (character) => character.charCodeAt(0)),
];

/** A module that imports its memory as `env.memory` and exports all functions. */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params, result }): Code => [
    0x60,
    ...vector(params.map((type) => [TYPE[type]])),
    ...vector(result === null ? [] : [[TYPE[result]]]),
  ]);
  const bodies = functions.map(({ locals, code }): Code => {
    const body = [...vector(locals.map((type) => [1, TYPE[type]])), ...code.flat(), 0x0b];
    return [...unsigned(body.length), ...body];
  });
  return Uint8Array.from(
    code(
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, vector(types)),
      section(2, vector([[...text('env'), ...text('memory'), 2, 0, 1]])),
      section(3, vector(functions.map((_, i) => unsigned(i)))),
      section(7, vector(functions.map(({ name }, i) => [...text(name), 0, ...unsigned(i)]))),
      section(10, vector(bodies)),
    ),
  );
}
