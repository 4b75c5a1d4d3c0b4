// Owns which objects have more than one row of ends, in a bit per object. Must not know what a row says.
// Invariant: asked once for each row, in order, isLast is true exactly once per object.

export class RepeatedIds {
  /** Rows that are still to come before the last, of the few objects that have several. */
  readonly #before = new Map<number, number>();

  /** @param objects ids go from 1 to this; others are left alone */
  constructor(objects: number, blocks: Iterable<{ readonly object: Uint32Array }>) {
    const seen = new Uint8Array((objects >>> 3) + 1);
    for (const { object } of blocks) {
      for (const id of object) {
        const byte = seen[id >>> 3] ?? 0;
        const bit = 1 << (id & 7);
        if ((byte & bit) !== 0) this.#before.set(id, (this.#before.get(id) ?? 0) + 1);
        seen[id >>> 3] = byte | bit;
      }
    }
  }

  isLast(id: number): boolean {
    const before = this.#before.get(id) ?? 0;
    if (before === 0) return true;
    this.#before.set(id, before - 1);
    return false;
  }
}
