// Owns what verification remembers of each object while it may still change: pages of them, dropped once all of a page have ended. Must
// not judge. Invariant: an object of a dropped page that comes up again has no events, but it has ended.

const PAGE_BITS = 13;
const PAGE_OBJECTS = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_OBJECTS - 1;

export interface CountPage {
  /** Count after the last event, how many events, the greatest count, seq of the last. */
  readonly last: Uint32Array;
  readonly events: Uint32Array;
  readonly peak: Uint32Array;
  readonly lastSeq: Float64Array;
  /** 1 for those that have ended. */
  readonly ended: Uint8Array;
  left: number;
}

export class CountStates {
  readonly #objects: number;
  readonly #pages: (CountPage | undefined)[] = [];
  readonly #dropped = new Set<number>();

  constructor(objects: number) {
    this.#objects = objects;
  }

  page(object: number): CountPage {
    const index = object >>> PAGE_BITS;
    return (this.#pages[index] ??= this.#newPage(index));
  }

  placeOf(object: number): number {
    return object & PAGE_MASK;
  }

  end(object: number): void {
    const page = this.page(object);
    const at = object & PAGE_MASK;
    if (page.ended[at] === 1) return;
    page.ended[at] = 1;
    if (--page.left > 0) return;
    this.#pages[object >>> PAGE_BITS] = undefined;
    this.#dropped.add(object >>> PAGE_BITS);
  }

  #newPage(index: number): CountPage {
    const first = Math.max(1, index << PAGE_BITS);
    const last = Math.min(this.#objects, (index << PAGE_BITS) + PAGE_MASK);
    return {
      last: new Uint32Array(PAGE_OBJECTS),
      events: new Uint32Array(PAGE_OBJECTS),
      peak: new Uint32Array(PAGE_OBJECTS),
      lastSeq: new Float64Array(PAGE_OBJECTS),
      ended: new Uint8Array(PAGE_OBJECTS).fill(this.#dropped.has(index) ? 1 : 0),
      left: last - first + 1,
    };
  }
}
