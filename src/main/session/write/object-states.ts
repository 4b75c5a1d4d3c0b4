// Owns what the writer remembers of each object while it records: its count, a few bits, and its row in the summary of the
// current block. Pages of objects that have all ended are dropped, so memory follows the live objects, not the run's length.
// Must not know files. Invariant: a page exists for every object that was seen and whose page has not ended completely.

export const STATE = {
  seen: 1,
  yours: 2,
  immortal: 4,
  ended: 8,
  collected: 16,
  moved: 32,
} as const;

const PAGE_BITS = 13;
export const PAGE_OBJECTS = 1 << PAGE_BITS;
export const PAGE_MASK = PAGE_OBJECTS - 1;

export interface StatePage {
  /** Count after the object's last event; 0 before its first. An immortal's as in block-index.ts. */
  readonly refcount: Int32Array;
  readonly bits: Uint8Array;
  /** Row in the summary of the current block; meaningful only when that row names this object. */
  readonly row: Int32Array;
  ended: number;
}

const newPage = (): StatePage => ({
  refcount: new Int32Array(PAGE_OBJECTS),
  bits: new Uint8Array(PAGE_OBJECTS),
  row: new Int32Array(PAGE_OBJECTS),
  ended: 0,
});

export class ObjectStates {
  readonly #pages: (StatePage | undefined)[] = [];
  readonly #full: number[] = [];

  /** The page of an object; its entry in the page is `object & PAGE_MASK`. */
  page(object: number): StatePage {
    const index = object >>> PAGE_BITS;
    return this.#pages[index] ?? this.#addPage(index);
  }

  /** Marks an object ended. Its page stays until dropEnded(). */
  end(object: number): void {
    const page = this.page(object);
    const entry = object & PAGE_MASK;
    const bits = page.bits[entry] as number;
    if ((bits & STATE.ended) !== 0) return;
    page.bits[entry] = bits | STATE.ended;
    page.ended++;
    if (page.ended === PAGE_OBJECTS) this.#full.push(object >>> PAGE_BITS);
  }

  dropEnded(): void {
    for (const index of this.#full) this.#pages[index] = undefined;
    this.#full.length = 0;
  }

  #addPage(index: number): StatePage {
    while (this.#pages.length < index) this.#pages.push(undefined);
    const page = newPage();
    this.#pages[index] = page;
    return page;
  }
}
