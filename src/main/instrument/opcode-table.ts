// Owns what every opcode looks like: which immediates follow it and what it does to the stack, where that is fixed.
// Must not interpret anything. Invariant: an opcode that is not in the tables has class `unknown`, never a guessed length.

import type { ByteReader } from '../../shared/base/bytes.ts';

/** What follows an opcode in the byte stream. */
export const IMMEDIATE = {
  none: 0,
  leb: 1,
  memarg: 2,
  byte: 3,
  fourBytes: 4,
  eightBytes: 5,
} as const;

/** Kinds of opcodes for the symbolic machine. `fixed`: pops and pushes plain values, nothing else matters. */
export const CLASS = {
  unknown: 0,
  fixed: 1,
  block: 2,
  boundary: 3,
  branch: 4,
  call: 5,
  local: 6,
  constant: 7,
  load: 8,
  store: 9,
  compare: 10,
  arithmetic: 11,
  select: 12,
  prefixed: 13,
  globalGet: 14,
  wideStore: 15,
} as const;

export const OPCODE_CLASS = new Uint8Array(256);
export const OPCODE_IMMEDIATE = new Uint8Array(256);
export const OPCODE_POPS = new Uint8Array(256);
export const OPCODE_PUSHES = new Uint8Array(256);

type Range = readonly [first: number, last: number];
type Fixed = readonly [...Range, pops: number, pushes: number, immediate: number];

const { none, leb, memarg, byte, fourBytes, eightBytes } = IMMEDIATE;

/** Opcodes of which only lengths and arities matter (core spec 5.4 and appendix "Index of Instructions"). */
const FIXED: readonly Fixed[] = [
  [0x01, 0x01, 0, 0, none], // nop
  [0x1a, 0x1a, 1, 0, none], // drop
  [0x24, 0x24, 1, 0, leb], // global.set
  [0x25, 0x25, 1, 1, leb], // table.get
  [0x26, 0x26, 2, 0, leb], // table.set
  [0x29, 0x35, 1, 1, memarg], // loads but i32.load
  [0x37, 0x3e, 2, 0, memarg], // stores but i32.store
  [0x3f, 0x3f, 0, 1, leb], // memory.size
  [0x40, 0x40, 1, 1, leb], // memory.grow
  [0x42, 0x42, 0, 1, leb], // i64.const
  [0x43, 0x43, 0, 1, fourBytes], // f32.const
  [0x44, 0x44, 0, 1, eightBytes], // f64.const
  [0x45, 0x45, 1, 1, none], // i32.eqz
  [0x50, 0x50, 1, 1, none], // i64.eqz
  [0x51, 0x66, 2, 1, none], // i64, f32, f64 comparisons
  [0x67, 0x69, 1, 1, none], // i32.clz, ctz, popcnt
  [0x6c, 0x78, 2, 1, none], // i32.mul to i32.rotr
  [0x79, 0x7b, 1, 1, none],
  [0x7c, 0x8a, 2, 1, none],
  [0x8b, 0x91, 1, 1, none],
  [0x92, 0x98, 2, 1, none],
  [0x99, 0x9f, 1, 1, none],
  [0xa0, 0xa6, 2, 1, none],
  [0xa7, 0xc4, 1, 1, none], // conversions, sign extensions
  [0xd0, 0xd0, 0, 1, byte], // ref.null
  [0xd1, 0xd1, 1, 1, none], // ref.is_null
  [0xd2, 0xd2, 0, 1, leb], // ref.func
];

const CLASSES: readonly (readonly [...Range, number])[] = [
  [0x02, 0x04, CLASS.block],
  [0x06, 0x06, CLASS.block],
  [0x1f, 0x1f, CLASS.block],
  [0x05, 0x05, CLASS.boundary],
  [0x07, 0x07, CLASS.boundary],
  [0x0b, 0x0b, CLASS.boundary],
  [0x18, 0x19, CLASS.boundary],
  [0x00, 0x00, CLASS.branch],
  [0x08, 0x0a, CLASS.branch],
  [0x0c, 0x0f, CLASS.branch],
  [0x10, 0x13, CLASS.call],
  [0x1b, 0x1c, CLASS.select],
  [0x20, 0x22, CLASS.local],
  [0x23, 0x23, CLASS.globalGet],
  [0x28, 0x28, CLASS.load],
  [0x36, 0x36, CLASS.store],
  [0x37, 0x37, CLASS.wideStore],
  [0x41, 0x41, CLASS.constant],
  [0x46, 0x4f, CLASS.compare],
  [0x6a, 0x6b, CLASS.arithmetic],
  [0xfc, 0xfc, CLASS.prefixed],
];

for (const [first, last, pops, pushes, immediate] of FIXED) {
  OPCODE_CLASS.fill(CLASS.fixed, first, last + 1);
  OPCODE_POPS.fill(pops, first, last + 1);
  OPCODE_PUSHES.fill(pushes, first, last + 1);
  OPCODE_IMMEDIATE.fill(immediate, first, last + 1);
}
for (const [first, last, kind] of CLASSES) OPCODE_CLASS.fill(kind, first, last + 1);

/** Sub-opcodes of 0xFC: pops, pushes, LEB immediates. 0 to 7 are saturating conversions. */
export const PREFIXED: readonly (readonly [pops: number, pushes: number, lebs: number])[] = [
  ...Array.from({ length: 8 }, () => [1, 1, 0] as const),
  [3, 0, 2], // memory.init
  [0, 0, 1], // data.drop
  [3, 0, 2], // memory.copy
  [3, 0, 1], // memory.fill
  [3, 0, 2], // table.init
  [0, 0, 1], // elem.drop
  [3, 0, 2], // table.copy
  [2, 1, 1], // table.grow
  [0, 1, 1], // table.size
  [3, 0, 1], // table.fill
];

const SKIP: readonly ((reader: ByteReader) => void)[] = [
  () => {},
  (reader) => reader.skipLeb(),
  (reader) => {
    const flags = reader.u32();
    if (flags & 0x40) reader.skipLeb();
    reader.skipLeb();
  },
  (reader) => reader.skip(1),
  (reader) => reader.skip(4),
  (reader) => reader.skip(8),
];

/** Steps over the immediates of an opcode of class `fixed`. */
export function skipImmediate(opcode: number, reader: ByteReader): void {
  SKIP[OPCODE_IMMEDIATE[opcode] ?? 0]?.(reader);
}
