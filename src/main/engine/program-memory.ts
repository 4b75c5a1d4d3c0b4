// Owns reading the program's memory: numbers, C strings, str and bytes objects. Must not write, and must not call into the
// program. Invariant: a read outside memory gives 0 or '', never an exception: what is read may be stale or hostile.

import type { EngineLayout } from './layout.ts';

const MAX_TEXT = 10_000;
const utf8 = new TextDecoder();

export class ProgramMemory {
  /** The view changes whenever memory grows, so it is asked for at each use. */
  readonly #bytes: () => Uint8Array;
  readonly layout: EngineLayout;
  #view: DataView = new DataView(new ArrayBuffer(0));

  constructor(bytes: () => Uint8Array, layout: EngineLayout) {
    this.#bytes = bytes;
    this.layout = layout;
  }

  bytes(address: number, length: number): Uint8Array {
    const all = this.#bytes();
    return all.slice(address, Math.min(address + Math.max(0, length), all.length));
  }

  /** All of it, as it is: it changes when the program runs on. */
  all(): Uint8Array {
    return this.#bytes();
  }

  get size(): number {
    return this.#bytes().length;
  }

  view(): DataView {
    const all = this.#bytes();
    if (this.#view.buffer !== all.buffer)
      this.#view = new DataView(all.buffer, all.byteOffset, all.length);
    return this.#view;
  }

  u32(address: number): number {
    const view = this.view();
    return address + 4 <= view.byteLength ? view.getUint32(address, true) : 0;
  }

  i32(address: number): number {
    return this.u32(address) | 0;
  }

  u8(address: number): number {
    const view = this.view();
    return address < view.byteLength ? view.getUint8(address) : 0;
  }

  typeOf(object: number): number {
    return this.u32(object + this.layout.object.type);
  }

  refcount(object: number): number {
    return this.u32(object + this.layout.object.refcount);
  }

  cString(address: number): string {
    if (address === 0) return '';
    const all = this.#bytes();
    const end = all.indexOf(0, address);
    return utf8.decode(
      all.subarray(address, Math.min(end < 0 ? all.length : end, address + MAX_TEXT)),
    );
  }

  /** Text of a str object (compact representations only), at most 10,000 characters. */
  str(object: number): string {
    if (object === 0) return '';
    const { length, state, asciiData, compactData } = this.layout.str;
    const count = Math.min(this.u32(object + length), MAX_TEXT);
    const bits = this.u32(object + state);
    const kind = (bits >>> 2) & 7;
    const ascii = ((bits >>> 6) & 1) === 1;
    return decodeCodePoints(
      this.bytes(object + (ascii ? asciiData : compactData), count * (ascii ? 1 : kind)),
      ascii ? 1 : kind,
    );
  }

  bytesObject(object: number): Uint8Array {
    if (object === 0) return new Uint8Array();
    return this.bytes(object + this.layout.bytes.data, this.u32(object + this.layout.bytes.size));
  }

  tupleItems(object: number): number[] {
    if (object === 0) return [];
    const count = Math.min(this.u32(object + this.layout.tuple.size), 1_000_000);
    const start = object + this.layout.tuple.items;
    return Array.from({ length: count }, (_, i) => this.u32(start + 4 * i));
  }
}

/** Characters stored with `width` bytes each (1, 2 or 4), as CPython's PEP 393 strings are. */
export function decodeCodePoints(bytes: Uint8Array, width: number): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: string[] = [];
  for (let at = 0; at + width <= bytes.length; at += width) {
    const point =
      width === 1
        ? view.getUint8(at)
        : width === 2
          ? view.getUint16(at, true)
          : view.getUint32(at, true);
    parts.push(String.fromCodePoint(point <= 0x10_ffff ? point : 0xfffd));
  }
  return parts.join('');
}
