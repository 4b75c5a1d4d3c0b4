// Owns reading a column block (layout in encode.ts). A block comes from a file that somebody may have sent: every field is
// checked before it is used, and no more memory is taken than the row count allows.
// Invariant: the result has exactly the schema's columns with `count` entries each, or Failure('damaged') is thrown.

import { crc32 } from 'node:zlib';
import { Failure } from '../../../shared/base/failure.ts';
import type { BlockSchema, ColumnType, DecodedBlock, Encoding, NumericArray } from './schema.ts';
import {
  BLOCK_HEADER_BYTES,
  BLOCK_MAGIC,
  COLUMN_HEADER_BYTES,
  COLUMN_TYPES,
  ENCODINGS,
  MAX_BLOCK_ROWS,
  MAX_COLUMN_BYTES,
} from './schema.ts';
import { findInStrings, unpackStrings } from './strings.ts';
import { unpackNumbers } from './unpack.ts';
import { zstdBytes } from './zstd.ts';

interface ColumnHeader {
  readonly name: string;
  readonly type: ColumnType;
  readonly encoding: Encoding;
  readonly width: number;
  readonly compressed: boolean;
  readonly base: number;
  readonly rawLength: number;
  readonly storedLength: number;
}

/** `The session file is damaged: WHAT WHY; …` */
export const damaged = (what: string, why: string): Failure =>
  new Failure(
    'damaged',
    `The session file is damaged: ${what} ${why}; record the program again or use another copy.`,
  );

/**
 * The columns of a block. `what` names the block in the error sentence, for example `the events from 65537`.
 * @throws Failure('damaged')
 */
export function decodeColumns<Schema extends BlockSchema>(
  schema: Schema,
  data: Uint8Array,
  what: string,
): DecodedBlock<Schema> {
  return decodeSome(schema, Object.keys(schema), data, what) as DecodedBlock<Schema>;
}

/** Only the named columns of a block; the others are neither decompressed nor checked beyond the block's checksum. */
export function decodeSome<Schema extends BlockSchema, Name extends keyof Schema & string>(
  schema: Schema,
  names: readonly Name[],
  data: Uint8Array,
  what: string,
): Pick<DecodedBlock<Schema>, Name | 'count'> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const count = checkBlockHeader(bytes, what);
  const headers = readColumnHeaders(schema, bytes, what);
  const result: Record<string, unknown> = { count };
  const wanted = new Set<string>(names);
  let at = headers.end;
  for (const header of headers.columns) {
    const end = at + header.storedLength;
    if (end > bytes.length) throw damaged(what, 'is cut short');
    if (wanted.has(header.name))
      result[header.name] = decodeColumn(header, bytes.subarray(at, end), count, what);
    at = end;
  }
  if (at !== bytes.length) throw damaged(what, 'has bytes behind its end');
  return result as DecodedBlock<Schema>;
}

/**
 * Which rows of a column of text hold `text`, which is in lower case; case does not count.
 * @throws Failure('damaged')
 */
export function searchText(
  schema: BlockSchema,
  name: string,
  { data, what, text }: { readonly data: Uint8Array; readonly what: string; readonly text: string },
): (row: number) => boolean {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const count = checkBlockHeader(bytes, what);
  const headers = readColumnHeaders(schema, bytes, what);
  let at = headers.end;
  for (const header of headers.columns) {
    const end = at + header.storedLength;
    if (end > bytes.length) throw damaged(what, 'is cut short');
    if (header.name === name) {
      checkColumn(header, count, what);
      const raw = decompress(header, bytes.subarray(at, end), what);
      const found = findInStrings(raw, { count, width: header.width, text });
      if (found === null) throw damaged(what, `has unreadable text in column ${name}`);
      return found;
    }
    at = end;
  }
  throw new RangeError(`no column ${name}`);
}

function readColumnHeaders(
  schema: BlockSchema,
  bytes: Buffer,
  what: string,
): { columns: readonly ColumnHeader[]; end: number } {
  const specs = Object.entries(schema);
  if (bytes.readUInt16LE(12) !== specs.length) throw damaged(what, 'has unexpected columns');
  const columns: ColumnHeader[] = [];
  let end = BLOCK_HEADER_BYTES;
  for (const [name, { type }] of specs) {
    const header = readColumnHeader(bytes, end, what);
    if (header.name !== name || header.type !== type) throw damaged(what, 'has unexpected columns');
    end += 1 + name.length + COLUMN_HEADER_BYTES;
    columns.push(header);
  }
  return { columns, end };
}

function checkBlockHeader(bytes: Buffer, what: string): number {
  if (bytes.length < BLOCK_HEADER_BYTES) throw damaged(what, 'is cut short');
  if (bytes.readUInt32LE(0) !== crc32(bytes.subarray(4))) throw damaged(what, 'fails its checksum');
  if (bytes.readUInt32LE(4) !== BLOCK_MAGIC) throw damaged(what, 'is not a column block');
  const count = bytes.readUInt32LE(8);
  if (count > MAX_BLOCK_ROWS) throw damaged(what, 'claims too many rows');
  return count;
}

function readColumnHeader(bytes: Buffer, start: number, what: string): ColumnHeader {
  const nameLength = start < bytes.length ? bytes.readUInt8(start) : 0;
  const at = start + 1 + nameLength;
  if (at + COLUMN_HEADER_BYTES > bytes.length) throw damaged(what, 'is cut short');
  const type = COLUMN_TYPES[bytes.readUInt8(at)];
  const encoding = ENCODINGS[bytes.readUInt8(at + 1)];
  if (type === undefined || encoding === undefined) throw damaged(what, 'has an unknown encoding');
  return {
    name: bytes.toString('latin1', start + 1, at),
    type,
    encoding,
    width: bytes.readUInt8(at + 2),
    compressed: bytes.readUInt8(at + 3) === 1,
    base: bytes.readDoubleLE(at + 4),
    rawLength: bytes.readUInt32LE(at + 12),
    storedLength: bytes.readUInt32LE(at + 16),
  };
}

function decodeColumn(
  header: ColumnHeader,
  stored: Uint8Array,
  count: number,
  what: string,
): NumericArray | string[] {
  const { type, encoding, width, base } = header;
  checkColumn(header, count, what);
  const bytes = decompress(header, stored, what);
  if (type !== 'str' && encoding !== 'strings')
    return unpackNumbers(type, count, { encoding, width, base, bytes });
  const values = unpackStrings(bytes, count, width);
  if (values === null) throw damaged(what, `has unreadable text in column ${header.name}`);
  return values;
}

function checkColumn(header: ColumnHeader, count: number, what: string): void {
  const { name, type, encoding, width, rawLength } = header;
  if ((type === 'str') !== (encoding === 'strings') || !widthFits(header))
    throw damaged(what, `has an impossible column ${name}`);
  if (type !== 'str' && rawLength !== count * width)
    throw damaged(what, `has a column ${name} of the wrong length`);
}

function widthFits({ type, encoding, width, base }: ColumnHeader): boolean {
  if (!Number.isSafeInteger(base)) return false;
  return encoding === 'raw' ? type === 'f64' && width === 8 : width <= 4;
}

function decompress(header: ColumnHeader, stored: Uint8Array, what: string): Uint8Array {
  const { rawLength, compressed, name } = header;
  if (rawLength > MAX_COLUMN_BYTES) throw damaged(what, `has a column ${name} that is too large`);
  let bytes = stored;
  if (compressed) {
    try {
      bytes = zstdBytes(stored, rawLength);
    } catch {
      throw damaged(what, `has a column ${name} that does not decompress`);
    }
  }
  if (bytes.length !== rawLength) throw damaged(what, `has a column ${name} of the wrong length`);
  return bytes;
}
