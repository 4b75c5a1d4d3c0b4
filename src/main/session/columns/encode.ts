// Owns the byte layout of a column block, with decode.ts. Must not know what the columns mean.
//
//   0   u32  CRC-32 of everything behind this word
//   4   u32  BLOCK_MAGIC
//   8   u32  number of rows
//   12  u16  number of columns, u16 0
//   16  per column: u8 length of its name, the name (ASCII), then
//         u8 type (COLUMN_TYPES), u8 encoding (ENCODINGS), u8 width (bytes per value), u8 1 = zstd, 0 = as is
//         f64 base, u32 raw length, u32 stored length
//   …   the stored bytes of each column, in the same order
//
// All little-endian. Each column is compressed on its own, so a reader can decode only what it needs.

import { crc32 } from 'node:zlib';
import { assert } from '../../../shared/base/assert.ts';
import type { Texts } from '../../../shared/model/session.ts';
import type { BlockSchema, ColumnsOf, ColumnSpec, NumericArray } from './schema.ts';
import {
  BLOCK_HEADER_BYTES,
  BLOCK_MAGIC,
  COLUMN_HEADER_BYTES,
  COLUMN_TYPES,
  ENCODINGS,
  MAX_BLOCK_ROWS,
} from './schema.ts';
import { packNumbers } from './numeric.ts';
import { packStrings } from './strings.ts';
import { zstdFrame } from './zstd.ts';

interface EncodedColumn {
  readonly name: string;
  readonly type: number;
  readonly encoding: number;
  readonly width: number;
  readonly base: number;
  readonly rawLength: number;
  readonly compressed: boolean;
  readonly stored: Uint8Array;
}

/** As ColumnsOf; texts may come packed. */
export type ColumnsToWrite<Schema extends BlockSchema> = {
  readonly [Name in keyof ColumnsOf<Schema>]: ColumnsOf<Schema>[Name] extends readonly string[]
    ? Texts
    : ColumnsOf<Schema>[Name];
};

/** Below this many bytes compressing costs more time than the few bytes it saves are worth. */
const LEAST_COMPRESSED = 256;

/** The first `count` rows of the columns as one block. The columns may be longer than `count`; they are not kept. */
export function encodeColumns<Schema extends BlockSchema>(
  schema: Schema,
  count: number,
  columns: ColumnsToWrite<Schema>,
): Buffer {
  assert(count <= MAX_BLOCK_ROWS, `a block of ${count} rows is too long`);
  const encoded = Object.entries(schema).map(([name, spec]) =>
    encodeColumn(name, spec, columns[name] as NumericArray | Texts, count),
  );
  return layOut(encoded, count);
}

function encodeColumn(
  name: string,
  spec: ColumnSpec,
  values: NumericArray | Texts,
  count: number,
): EncodedColumn {
  const isText = spec.type === 'str';
  const rows = 'indices' in values ? values.indices.length : values.length;
  assert(rows >= count, `column ${name} is shorter than its block`);
  const packed = isText
    ? { ...packStrings(values as Texts, count), encoding: 'strings' as const, base: 0 }
    : packNumbers(values as NumericArray, count, spec.transform ?? 'plain');
  const { stored, compressed } = compress(packed.bytes);
  return {
    name,
    type: COLUMN_TYPES.indexOf(spec.type),
    encoding: ENCODINGS.indexOf(packed.encoding),
    width: packed.width,
    base: packed.base,
    rawLength: packed.bytes.length,
    compressed,
    stored,
  };
}

/** The packed bytes live in a shared buffer, so what is kept as is must be copied. */
function compress(bytes: Uint8Array): { stored: Uint8Array; compressed: boolean } {
  if (bytes.length >= LEAST_COMPRESSED) {
    const stored = zstdFrame(bytes);
    if (stored.length < bytes.length) return { stored, compressed: true };
  }
  return { stored: bytes.slice(), compressed: false };
}

function layOut(columns: readonly EncodedColumn[], count: number): Buffer {
  const headers = columns.reduce((sum, c) => sum + 1 + c.name.length + COLUMN_HEADER_BYTES, 0);
  const stored = columns.reduce((sum, c) => sum + c.stored.length, 0);
  const block = Buffer.allocUnsafe(BLOCK_HEADER_BYTES + headers + stored);
  block.writeUInt32LE(BLOCK_MAGIC, 4);
  block.writeUInt32LE(count, 8);
  block.writeUInt16LE(columns.length, 12);
  block.writeUInt16LE(0, 14);
  let at = BLOCK_HEADER_BYTES;
  for (const column of columns) at = writeColumnHeader(block, at, column);
  for (const column of columns) {
    block.set(column.stored, at);
    at += column.stored.length;
  }
  block.writeUInt32LE(crc32(block.subarray(4)), 0);
  return block;
}

function writeColumnHeader(block: Buffer, start: number, column: EncodedColumn): number {
  let at = block.writeUInt8(column.name.length, start);
  at += block.write(column.name, at, 'latin1');
  at = block.writeUInt8(column.type, at);
  at = block.writeUInt8(column.encoding, at);
  at = block.writeUInt8(column.width, at);
  at = block.writeUInt8(column.compressed ? 1 : 0, at);
  at = block.writeDoubleLE(column.base, at);
  at = block.writeUInt32LE(column.rawLength, at);
  return block.writeUInt32LE(column.stored.length, at);
}
