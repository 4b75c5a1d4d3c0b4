// Owns reading and writing little-endian bytes with LEB128 integers (as WebAssembly and others encode them).
// Must not know any format. Invariant: a read outside [start, end) throws MalformedBytes; it never makes a value up.

/** Thrown for bytes that end too early or an integer that is too long; `at` is the offset in the whole array. */
export class MalformedBytes extends Error {
  override readonly name = 'MalformedBytes';
  readonly at: number;
  constructor(what: string, at: number) {
    super(what);
    this.at = at;
  }
}

const MAX_LEB32 = 5;
const MAX_LEB64 = 10;

export class ByteReader {
  readonly bytes: Uint8Array;
  /** Offset of the next byte in the whole array. */
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    if (start < 0 || end > bytes.length || start > end)
      throw new MalformedBytes('a part reaches beyond the end', Math.min(start, bytes.length));
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  u8(): number {
    if (this.at >= this.end) throw new MalformedBytes('the bytes end too early', this.at);
    return this.bytes[this.at++] ?? 0;
  }

  u32(): number {
    const first = this.u8();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    for (let i = 1; i < MAX_LEB32; i++) {
      const byte = this.u8();
      value |= (byte & 0x7f) << (7 * i);
      if (byte < 0x80) return value >>> 0;
    }
    throw new MalformedBytes('an integer is too long', this.at);
  }

  s32(): number {
    let value = 0;
    for (let i = 0; i < MAX_LEB32; i++) {
      const byte = this.u8();
      const shift = 7 * i;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return shift < 25 && byte & 0x40 ? value | (-1 << (shift + 7)) : value;
    }
    throw new MalformedBytes('an integer is too long', this.at);
  }

  /** Steps over a LEB128 integer of up to 64 bits. */
  skipLeb(): void {
    for (let i = 0; i < MAX_LEB64; i++) if (this.u8() < 0x80) return;
    throw new MalformedBytes('an integer is too long', this.at);
  }

  skip(count: number): void {
    if (count > this.end - this.at) throw new MalformedBytes('the bytes end too early', this.at);
    this.at += count;
  }

  /** A view of the next `count` bytes, not a copy. */
  take(count: number): Uint8Array {
    const start = this.at;
    this.skip(count);
    return this.bytes.subarray(start, this.at);
  }

  /** A reader of the next `count` bytes; this one steps over them. Offsets stay those of the whole array. */
  part(count: number): ByteReader {
    const start = this.at;
    this.skip(count);
    return new ByteReader(this.bytes, start, this.at);
  }
}

export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(Math.max(16, capacity));
  }

  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  u32(value: number): this {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.u8((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.u8(rest);
  }

  s32(value: number): this {
    let rest = value | 0;
    for (;;) {
      const low = rest & 0x7f;
      rest >>= 7;
      if ((rest === 0 && low < 0x40) || (rest === -1 && low >= 0x40)) return this.u8(low);
      this.u8(low | 0x80);
    }
  }

  raw(bytes: ArrayLike<number>): this {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** A count in front, then the bytes. */
  sized(bytes: Uint8Array): this {
    return this.u32(bytes.length).raw(bytes);
  }

  /** A view of what was written; later writes may or may not show in it. */
  view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Forgets what was written and keeps the room. */
  clear(): void {
    this.#length = 0;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.view());
    this.#bytes = grown;
  }
}
