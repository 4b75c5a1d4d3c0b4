// Owns a table from object ids to row numbers: a hash map while few objects have a row, an array when many do.
// Invariant: 0 means none.

const FEW = 50_000;

export class IdRows {
  #few: Map<number, number> | null = new Map();
  #many = new Uint32Array(0);

  get(id: number): number {
    return (this.#few ? this.#few.get(id) : this.#many[id]) ?? 0;
  }

  /** `ids` is how many objects there are at least. */
  set(id: number, row: number, ids: number): void {
    if (this.#few) {
      this.#few.set(id, row);
      if (this.#few.size > FEW) this.#spread(ids);
      return;
    }
    if (id >= this.#many.length) this.#grow(Math.max(id, ids));
    this.#many[id] = row;
  }

  each(take: (id: number, row: number) => void): void {
    if (this.#few) this.#few.forEach((row, id) => take(id, row));
    else this.#many.forEach((row, id) => row !== 0 && take(id, row));
  }

  #spread(ids: number): void {
    const few = this.#few ?? new Map<number, number>();
    this.#few = null;
    this.#grow(ids);
    for (const [id, row] of few) this.set(id, row, ids);
  }

  #grow(ids: number): void {
    const grown = new Uint32Array(Math.max(ids + 1, Math.ceil(1.5 * this.#many.length)));
    grown.set(this.#many);
    this.#many = grown;
  }
}
