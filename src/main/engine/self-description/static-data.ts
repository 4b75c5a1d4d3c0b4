// Owns the static data of a WebAssembly binary: what its memory holds before anything has run. Must not know CPython. Addresses count from
// where the data begins: some binaries are told only when they start where that is.
// Invariant: bytes that no segment sets are 0, as they are in memory.

import fs from 'node:fs';

const DATA_SECTION = 11;
const HEADER_BYTES = 8;
/** Id of a section and its size. */
const MOST_HEADER = 6;
const I32_CONST = 0x41;
const GLOBAL_GET = 0x23;
const END = 0x0b;
const ACTIVE = 0;

interface Segment {
  /** In the section. */
  readonly start: number;
  readonly address: number;
  readonly length: number;
}

export class StaticData {
  readonly #section: Buffer;
  readonly #segments: readonly Segment[];

  /** @param section contents of the data section */
  constructor(section: Buffer) {
    this.#section = section;
    this.#segments = segmentsOf(section);
  }

  /** null: the text is not there. */
  find(text: string): number | null {
    const at = this.#section.indexOf(text);
    const segment = this.#segments.find(({ start, length }) => at >= start && at < start + length);
    return at < 0 || !segment ? null : segment.address + at - segment.start;
  }

  /** @param length in bytes */
  read(address: number, length: number): DataView {
    const found = Buffer.alloc(length);
    for (const segment of this.#segments) {
      const from = Math.max(address, segment.address);
      const to = Math.min(address + length, segment.address + segment.length);
      const inSection = segment.start - segment.address;
      if (from < to) this.#section.copy(found, from - address, from + inSection, to + inSection);
    }
    return new DataView(found.buffer, found.byteOffset, length);
  }
}

/** Of a file; reads little else of it. null: it has no data. */
export function readStaticData(file: string): StaticData | null {
  const descriptor = fs.openSync(file, 'r');
  try {
    const size = fs.fstatSync(descriptor).size;
    const header = Buffer.alloc(MOST_HEADER);
    for (let at = HEADER_BYTES; at < size;) {
      fs.readSync(descriptor, header, 0, MOST_HEADER, at);
      const length = readUnsigned(header, 1);
      const start = at + length.next;
      if (header[0] === DATA_SECTION) {
        const section = Buffer.alloc(length.value);
        fs.readSync(descriptor, section, 0, length.value, start);
        return new StaticData(section);
      }
      at = start + length.value;
    }
    return null;
  } finally {
    fs.closeSync(descriptor);
  }
}

/** As far as their places are plain: constants, or one variable for all. */
function segmentsOf(section: Buffer): Segment[] {
  const segments: Segment[] = [];
  let { value: count, next } = readUnsigned(section, 0);
  for (; count > 0 && section[next++] === ACTIVE; count--) {
    const operation = section[next++];
    const operand = readSigned(section, next);
    if (section[operand.next] !== END) break;
    if (operation !== I32_CONST && operation !== GLOBAL_GET) break;
    const address = operation === I32_CONST ? operand.value >>> 0 : 0;
    const length = readUnsigned(section, operand.next + 1);
    next = length.next + length.value;
    segments.push({ start: length.next, address, length: length.value });
  }
  return segments;
}

interface Read {
  readonly value: number;
  readonly next: number;
}

function readUnsigned(bytes: Buffer, at: number): Read {
  let [value, next, shift] = [0, at, 0];
  for (;;) {
    const byte = bytes[next++] ?? 0;
    value |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte < 0x80 || shift > 28) return { value: value >>> 0, next };
  }
}

function readSigned(bytes: Buffer, at: number): Read {
  const { value, next } = readUnsigned(bytes, at);
  const bits = 7 * (next - at);
  return { value: bits < 32 ? (value << (32 - bits)) >> (32 - bits) : value | 0, next };
}
