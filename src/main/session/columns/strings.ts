// Owns how a column of strings becomes bytes and back: each distinct string once, then an index per row.
// Must not compress. Layout (little-endian): u32 number of distinct strings D; D times u32 length in bytes; the strings in UTF-8;
// the indices as byte planes of `width` bytes, see numeric.ts.

import { packNumbers, unpackNumbers } from './numeric.ts';

const encoder = new TextEncoder();
/** Fatal, so that damaged text is an error and never a silent replacement character. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface PackedStrings {
  readonly width: number;
  readonly bytes: Uint8Array;
}

export function packStrings(values: readonly string[], count: number): PackedStrings {
  const known = new Map<string, number>();
  const distinct: string[] = [];
  const indices = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? '';
    let index = known.get(value);
    if (index === undefined) {
      index = distinct.push(value) - 1;
      known.set(value, index);
    }
    indices[i] = index;
  }
  return assemble(encodeAll(distinct), indices);
}

interface EncodedTexts {
  readonly lengths: Uint32Array;
  readonly bytes: Uint8Array;
}

/** One call for all of them where they are ASCII, as nearly all are: then a string's length is that of its bytes. */
function encodeAll(texts: readonly string[]): EncodedTexts {
  const joined = texts.join('');
  const bytes = encoder.encode(joined);
  if (bytes.length === joined.length) {
    return { lengths: Uint32Array.from(texts, (text) => text.length), bytes };
  }
  const each = texts.map((text) => encoder.encode(text));
  return { lengths: Uint32Array.from(each, (text) => text.length), bytes: Buffer.concat(each) };
}

function assemble(texts: EncodedTexts, indices: Uint32Array): PackedStrings {
  // The least index is 0 (the first row's), so `plain` leaves indices as they are.
  const packed = packNumbers(indices, indices.length, 'plain');
  const distinct = texts.lengths.length;
  const textAt = 4 + 4 * distinct;
  const bytes = new Uint8Array(textAt + texts.bytes.length + packed.bytes.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, distinct, true);
  texts.lengths.forEach((length, i) => view.setUint32(4 + 4 * i, length, true));
  bytes.set(texts.bytes, textAt);
  bytes.set(packed.bytes, textAt + texts.bytes.length);
  return { width: packed.width, bytes };
}

/** The inverse of packStrings; null when the bytes do not hold together. */
export function unpackStrings(bytes: Uint8Array, count: number, width: number): string[] | null {
  const distinct = readDistinct(bytes, count * width);
  if (distinct === null) return null;
  const indices = unpackNumbers('u32', count, {
    encoding: 'plain',
    width,
    base: 0,
    bytes: bytes.subarray(bytes.length - count * width),
  });
  const values = new Array<string>(count);
  for (let i = 0; i < count; i++) {
    const value = distinct[indices[i] as number];
    if (value === undefined) return null;
    values[i] = value;
  }
  return values;
}

function readDistinct(bytes: Uint8Array, indexBytes: number): string[] | null {
  if (bytes.length < 4) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const total = view.getUint32(0, true);
  let at = 4 + 4 * total;
  const end = bytes.length - indexBytes;
  if (at > end) return null;
  const distinct: string[] = [];
  for (let i = 0; i < total; i++) {
    const length = view.getUint32(4 + 4 * i, true);
    if (at + length > end) return null;
    try {
      distinct.push(decoder.decode(bytes.subarray(at, at + length)));
    } catch {
      return null;
    }
    at += length;
  }
  return at === end ? distinct : null;
}
