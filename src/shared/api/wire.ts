// Owns how requests, replies and events cross a byte stream: JSON with its typed arrays beside it, so that columns are neither
// copied nor turned to text. Must not know what is sent. Invariant: decode(encode(x)) equals x, and decoding bytes of a stranger
// gives a value or throws Failure, never reads outside them.
//
//   u32 length of the JSON | JSON (UTF-8) | zeros up to a multiple of 8 | the arrays, each padded to a multiple of 8
//
// In the JSON, an array is {"$array": [type, byte offset after the JSON's padding, element count]}, a number that JSON has no
// word for is {"$number": "Infinity"}.

import { Failure } from '../base/failure.ts';

declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
declare const TextDecoder: new (
  encoding: string,
  options: { fatal: boolean },
) => { decode(bytes: Uint8Array): string };

/** Index = type number in a frame. */
const ARRAYS = [
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
] as const;
type TypedArray = InstanceType<(typeof ARRAYS)[number]>;

const ALIGN = 8;
const HEADER_BYTES = 4;
const padded = (length: number): number => Math.ceil(length / ALIGN) * ALIGN;

export function encodeFrame(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: TypedArray[] = [];
  let arrayBytes = 0;
  const json = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) return { $number: String(part) };
    if (!ArrayBuffer.isView(part)) return part;
    const type = ARRAYS.findIndex((one) => part instanceof one);
    if (type < 0) throw new Error('Internal error: this kind of array has no number in a frame');
    const array = part as TypedArray;
    const reference = { $array: [type, arrayBytes, array.length] };
    arrays.push(array);
    arrayBytes += padded(array.byteLength);
    return reference;
  });
  const text = new TextEncoder().encode(json);
  const body = padded(HEADER_BYTES + text.length);
  const frame = new Uint8Array(body + arrayBytes);
  new DataView(frame.buffer).setUint32(0, text.length, true);
  frame.set(text, HEADER_BYTES);
  let at = body;
  for (const array of arrays) {
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += padded(array.byteLength);
  }
  return frame;
}

/** The arrays of the value are views of `bytes`, which must start at a multiple of 8 in its buffer. */
export function decodeFrame(bytes: Uint8Array): unknown {
  try {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const body = padded(HEADER_BYTES + length);
    if (body > bytes.length) throw new RangeError('text outside the frame');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      bytes.subarray(HEADER_BYTES, HEADER_BYTES + length),
    );
    return JSON.parse(text, (_key, part: unknown) => restore(part, bytes, body)) as unknown;
  } catch {
    throw new Failure('bad-request', 'The message is not one of Refscope; reload the window.');
  }
}

function restore(part: unknown, bytes: Uint8Array, body: number): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if ('$number' in part) return Number(part.$number);
  if (!('$array' in part)) return part;
  const [type, offset, count] = part.$array as [number, number, number];
  const array = ARRAYS[type];
  const start = bytes.byteOffset + body + offset;
  if (
    !array ||
    offset < 0 ||
    start + count * array.BYTES_PER_ELEMENT > bytes.byteOffset + bytes.byteLength
  )
    throw new RangeError('an array outside the frame');
  return new array(bytes.buffer as ArrayBuffer, start, count);
}
