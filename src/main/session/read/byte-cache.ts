// Owns a cache bounded by bytes that several parts of a reader share, each with keys of its own.
// Invariant: what it holds takes no more than the budget, but for one entry that alone is larger; what was used longest ago goes first.

interface Entry {
  readonly value: unknown;
  readonly bytes: number;
}

/** The entries of one part. */
export interface CacheSpace<Value> {
  /** The cached value, or what `make` returns, which is then kept. `bytes` is its size. */
  get(key: number, make: () => Value, bytes: (value: Value) => number): Value;
  clear(): void;
}

/** Keys of a space are below this. */
const SPACE = 2 ** 32;

export class ByteCache {
  readonly #budget: number;
  readonly #entries = new Map<number, Entry>();
  #bytes = 0;
  #spaces = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  space<Value>(): CacheSpace<Value> {
    const base = this.#spaces++ * SPACE;
    return {
      get: (key, make, bytes) => {
        const known = this.#entries.get(base + key);
        if (known !== undefined) {
          this.#entries.delete(base + key);
          this.#entries.set(base + key, known);
          // Only this space writes these keys.
          return known.value as Value;
        }
        const value = make();
        this.#add(base + key, { value, bytes: bytes(value) });
        return value;
      },
      clear: () => {
        for (const [key, entry] of this.#entries) {
          if (key < base || key >= base + SPACE) continue;
          this.#entries.delete(key);
          this.#bytes -= entry.bytes;
        }
      },
    };
  }

  #add(key: number, entry: Entry): void {
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    for (const [oldest, { bytes }] of this.#entries) {
      if (this.#bytes <= this.#budget || oldest === key) return;
      this.#entries.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}

/** Bytes of the typed arrays among the values of an object; text counts as two bytes a character. */
export function columnBytes(columns: object): number {
  let bytes = 0;
  for (const value of Object.values(columns) as unknown[]) {
    if (ArrayBuffer.isView(value)) bytes += value.byteLength;
    else if (Array.isArray(value))
      for (const text of value) bytes += typeof text === 'string' ? 16 + 2 * text.length : 8;
  }
  return bytes;
}
