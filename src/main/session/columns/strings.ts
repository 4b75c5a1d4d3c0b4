// Owns how a column of strings becomes bytes and back: each distinct string once, then an index per row.
// Must not compress. Layout (little-endian): u32 number of distinct strings D; D times u32 length in bytes; the strings in UTF-8;
// the indices as byte planes of `width` bytes, see numeric.ts.

import { isAscii } from 'node:buffer';
import type { TextColumn, Texts } from '../../../shared/model/session.ts';
import { packNumbers } from './numeric.ts';
import { unpackNumbers } from './unpack.ts';

const encoder = new TextEncoder();
/** Fatal, so that damaged text is an error and never a silent replacement character. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface PackedStrings {
  readonly width: number;
  readonly bytes: Uint8Array;
}

export function packTexts(values: Texts, count: number): TextColumn {
  if ('indices' in values) return values;
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
  return { ...encodeAll(distinct), indices };
}

/** 1 where a text is not empty: a reader finds an object's value without decoding any. */
export function presence({ lengths, indices }: TextColumn): Uint8Array {
  const present = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) present[i] = lengths[indices[i] as number] === 0 ? 0 : 1;
  return present;
}

export function packStrings(values: Texts, count: number): PackedStrings {
  const { lengths, texts, indices } = packTexts(values, count);
  // The least index is 0 (the first row's), so `plain` leaves indices as they are.
  const packed = packNumbers(indices, indices.length, 'plain');
  const distinct = lengths.length;
  const textAt = 4 + 4 * distinct;
  const bytes = new Uint8Array(textAt + texts.length + packed.bytes.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, distinct, true);
  for (let i = 0; i < distinct; i++) view.setUint32(4 + 4 * i, lengths[i] as number, true);
  bytes.set(texts, textAt);
  bytes.set(packed.bytes, textAt + texts.length);
  return { width: packed.width, bytes };
}

/** One call for all of them where they are ASCII, as nearly all are: then a string's length is that of its bytes. */
function encodeAll(strings: readonly string[]): Pick<TextColumn, 'lengths' | 'texts'> {
  const joined = strings.join('');
  const texts = encoder.encode(joined);
  if (texts.length === joined.length) {
    return { lengths: Uint32Array.from(strings, (text) => text.length), texts };
  }
  const each = strings.map((text) => encoder.encode(text));
  const lengths = Uint32Array.from(each, (text) => text.length);
  return { lengths, texts: Uint8Array.from(Buffer.concat(each)) };
}

/** The inverse of packStrings; null when the bytes do not hold together. */
export function unpackStrings(bytes: Uint8Array, count: number, width: number): string[] | null {
  const texts = readTexts(bytes, count * width);
  const distinct = texts && decodeTexts(texts);
  if (distinct === null) return null;
  const indices = readIndices(bytes, count, width);
  const values = new Array<string>(count);
  for (let i = 0; i < count; i++) {
    const value = distinct[indices[i] as number];
    if (value === undefined) return null;
    values[i] = value;
  }
  return values;
}

/** Which of `count` packed strings hold a text (in lower case; case does not count); null as above. None is made into a string. */
export function findInStrings(
  bytes: Uint8Array,
  { count, width, text }: { readonly count: number; readonly width: number; readonly text: string },
): ((i: number) => boolean) | null {
  const texts = readTexts(bytes, count * width);
  const holding = texts && textsHolding(texts, text);
  if (holding === null) return null;
  const indices = readIndices(bytes, count, width);
  for (let i = 0; i < count; i++) if ((indices[i] as number) >= holding.length) return null;
  return (i) => holding[indices[i] as number] === 1;
}

const readIndices = (bytes: Uint8Array, count: number, width: number): Uint32Array =>
  unpackNumbers('u32', count, {
    encoding: 'plain',
    width,
    base: 0,
    bytes: bytes.subarray(bytes.length - count * width),
  }) as Uint32Array;

/** Distinct strings: string i is bytes ends[i - 1] … ends[i] - 1 (from 0 for the first). */
interface PackedTexts {
  readonly ends: Uint32Array;
  readonly bytes: Buffer;
}

function readTexts(bytes: Uint8Array, indexBytes: number): PackedTexts | null {
  if (bytes.length < 4) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const total = view.getUint32(0, true);
  const start = 4 + 4 * total;
  const length = bytes.length - indexBytes - start;
  if (length < 0) return null;
  const ends = new Uint32Array(total);
  let end = 0;
  for (let i = 0; i < total; i++) {
    end += view.getUint32(4 + 4 * i, true);
    if (end > length) return null;
    ends[i] = end;
  }
  const texts = Buffer.from(bytes.buffer, bytes.byteOffset + start, length);
  return end === length ? { ends, bytes: texts } : null;
}

/** Text that is ASCII, as nearly all is, is made one string and cut. */
function decodeTexts({ ends, bytes }: PackedTexts): string[] | null {
  const whole = isAscii(bytes) ? bytes.toString('latin1') : null;
  const distinct = new Array<string>(ends.length);
  let start = 0;
  try {
    for (let i = 0; i < ends.length; i++) {
      const end = ends[i] as number;
      distinct[i] = whole?.slice(start, end) ?? decoder.decode(bytes.subarray(start, end));
      start = end;
    }
  } catch {
    return null;
  }
  return distinct;
}

/** 1 per distinct string that holds `text`. */
function textsHolding(texts: PackedTexts, text: string): Uint8Array | null {
  const { ends, bytes } = texts;
  const holding = new Uint8Array(ends.length);
  if (!isAscii(bytes)) {
    const distinct = decodeTexts(texts);
    distinct?.forEach((value, i) => (holding[i] = Number(value.toLowerCase().includes(text))));
    return distinct === null ? null : holding;
  }
  // Lower case of ASCII is as long as it was, so a place in the whole tells which string it is in.
  const whole = bytes.toString('latin1').toLowerCase();
  let i = 0;
  for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) {
    while ((ends[i] as number) <= at) i++;
    if (at + text.length <= (ends[i] as number)) holding[i] = 1;
  }
  return holding;
}
