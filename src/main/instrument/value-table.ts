// Owns value numbering: equal symbolic values of one function body have equal ids (hash-consing), and constant adds are
// folded. Must not know stacks, locals or refcounts. Loads are numbered as if memory never changed: two loads of one
// address are "the same value" even across stores. That is right for recognising the shape of an incref, and only for that.

export const VALUE = {
  unknown: 0,
  /** left = the constant */
  constant: 1,
  /** i32.load; left = address, right = offset */
  load: 2,
  /** left + right, right being the constant itself */
  addConstant: 3,
  add: 4,
  subtract: 5,
  /** One of left and right, depending on the path taken. Never shared: two merges are two values. */
  phi: 6,
  /** left = index of a global */
  global: 7,
} as const;

const START_NODES = 1 << 12;

export class ValueTable {
  kind = new Uint8Array(START_NODES);
  left = new Int32Array(START_NODES);
  right = new Int32Array(START_NODES);
  #count = 1;
  #slots = new Int32Array(START_NODES * 2);
  /** A slot counts only if its stamp is that of the present function: clearing costs nothing. */
  #stamps = new Int32Array(START_NODES * 2);
  #stamp = 1;

  /** Forgets everything: ids of the function before mean nothing any more. */
  reset(): void {
    this.#count = 1;
    this.#stamp++;
  }

  /** A value of which nothing is known. */
  fresh(): number {
    return this.#node(VALUE.unknown, 0, 0);
  }

  constant(value: number): number {
    return this.#interned(VALUE.constant, value, 0);
  }

  global(index: number): number {
    return this.#interned(VALUE.global, index, 0);
  }

  load(address: number, offset: number): number {
    return this.#interned(VALUE.load, address, offset);
  }

  phi(a: number, b: number): number {
    return a === b ? a : this.#node(VALUE.phi, a, b);
  }

  add(x: number, y: number): number {
    if (this.kind[y] === VALUE.constant) return this.#addConstant(x, this.left[y] ?? 0);
    if (this.kind[x] === VALUE.constant) return this.#addConstant(y, this.left[x] ?? 0);
    return this.#interned(VALUE.add, x, y);
  }

  subtract(x: number, y: number): number {
    if (this.kind[y] === VALUE.constant) return this.#addConstant(x, -(this.left[y] ?? 0));
    return this.#interned(VALUE.subtract, x, y);
  }

  #addConstant(x: number, constant: number): number {
    if (this.kind[x] === VALUE.constant) return this.constant(((this.left[x] ?? 0) + constant) | 0);
    const nested = this.kind[x] === VALUE.addConstant;
    const base = nested ? (this.left[x] ?? 0) : x;
    const sum = (constant + (nested ? (this.right[x] ?? 0) : 0)) | 0;
    return sum === 0 ? base : this.#interned(VALUE.addConstant, base, sum);
  }

  #interned(kind: number, left: number, right: number): number {
    if (this.#count * 2 > this.#slots.length) this.#growSlots();
    const slot = this.#slotOf(kind, left, right);
    if (this.#stamps[slot] === this.#stamp) return this.#slots[slot] ?? 0;
    const id = this.#node(kind, left, right);
    this.#slots[slot] = id;
    this.#stamps[slot] = this.#stamp;
    return id;
  }

  /** The slot that holds this node, or the free one where it belongs. */
  #slotOf(kind: number, left: number, right: number): number {
    const mask = this.#slots.length - 1;
    let hash = Math.imul(left, 0x9e37_79b1) ^ Math.imul(right + kind * 0x1_0001, 0x85eb_ca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      if (this.#stamps[slot] !== this.#stamp) return slot;
      const id = this.#slots[slot] ?? 0;
      if (this.kind[id] === kind && this.left[id] === left && this.right[id] === right) return slot;
    }
  }

  #node(kind: number, left: number, right: number): number {
    const id = this.#count++;
    if (id >= this.kind.length) this.#growNodes();
    this.kind[id] = kind;
    this.left[id] = left;
    this.right[id] = right;
    return id;
  }

  #growNodes(): void {
    const length = this.kind.length * 2;
    const grown = { kind: this.kind, left: this.left, right: this.right };
    this.kind = new Uint8Array(length);
    this.left = new Int32Array(length);
    this.right = new Int32Array(length);
    this.kind.set(grown.kind);
    this.left.set(grown.left);
    this.right.set(grown.right);
  }

  #growSlots(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#stamps = new Int32Array(this.#slots.length);
    for (let id = 1; id < this.#count; id++) {
      const kind = this.kind[id] ?? 0;
      if (kind === VALUE.unknown || kind === VALUE.phi) continue;
      const slot = this.#slotOf(kind, this.left[id] ?? 0, this.right[id] ?? 0);
      this.#slots[slot] = id;
      this.#stamps[slot] = this.#stamp;
    }
  }
}
