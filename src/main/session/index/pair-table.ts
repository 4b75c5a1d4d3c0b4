// Owns a hash table from pairs of 32-bit numbers to one number, in typed arrays: a row of the log of names is looked up in a few
// nanoseconds. Invariant: at most half full; clear() costs nothing per entry.

export class PairTable {
  #mask: number;
  #first: Uint32Array;
  #second: Uint32Array;
  #value: Float64Array;
  /** An entry counts when it carries the current generation. */
  #generation: Uint32Array;
  #current = 1;
  #size = 0;

  constructor(least = 1024) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(2, least)));
    this.#mask = capacity - 1;
    this.#first = new Uint32Array(capacity);
    this.#second = new Uint32Array(capacity);
    this.#value = new Float64Array(capacity);
    this.#generation = new Uint32Array(capacity);
  }

  clear(): void {
    this.#current++;
    this.#size = 0;
  }

  /** Adds the pair with `value`; false, and nothing changes, when it is there. */
  add(first: number, second: number, value: number): boolean {
    const at = this.#find(first, second);
    if (this.#generation[at] === this.#current) return false;
    this.#first[at] = first;
    this.#second[at] = second;
    this.#value[at] = value;
    this.#generation[at] = this.#current;
    this.#size++;
    if (2 * this.#size > this.#mask) this.#grow();
    return true;
  }

  /** undefined when it is not there. */
  get(first: number, second: number): number | undefined {
    const at = this.#find(first, second);
    return this.#generation[at] === this.#current ? this.#value[at] : undefined;
  }

  /** Sets the value of a pair; returns the one it had. */
  set(first: number, second: number, value: number): number | undefined {
    const at = this.#find(first, second);
    if (this.#generation[at] !== this.#current) {
      this.add(first, second, value);
      return undefined;
    }
    const before = this.#value[at];
    this.#value[at] = value;
    return before;
  }

  #find(first: number, second: number): number {
    let at = pairHash(first, second) & this.#mask;
    while (
      this.#generation[at] === this.#current &&
      (this.#first[at] !== first || this.#second[at] !== second)
    )
      at = (at + 1) & this.#mask;
    return at;
  }

  #grow(): void {
    const old = new PairTable(2);
    [old.#first, old.#second, old.#value, old.#generation, old.#current] = [
      this.#first,
      this.#second,
      this.#value,
      this.#generation,
      this.#current,
    ];
    const capacity = 2 * (this.#mask + 1);
    this.#mask = capacity - 1;
    this.#first = new Uint32Array(capacity);
    this.#second = new Uint32Array(capacity);
    this.#value = new Float64Array(capacity);
    this.#generation = new Uint32Array(capacity);
    this.#size = 0;
    this.#current = 1;
    for (let at = 0; at < capacity / 2; at++) {
      if (old.#generation[at] !== old.#current) continue;
      this.add(old.#first[at] as number, old.#second[at] as number, old.#value[at] as number);
    }
  }
}

/** Multiplicative hash of both, the high bits mixed into the low ones. */
export function pairHash(first: number, second: number): number {
  const mixed = Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca77);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
