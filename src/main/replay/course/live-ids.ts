// Owns which recorded object stands at an address at a moment: of those that had an event by then, the one with the highest number, as
// objects are numbered in the order in which they are met. Must not read the heap.
// Invariant: an object that no event tells of is there from the start, unless another had its address.

import type { ObjectReader } from '../../session/read/object-reader.ts';

const PAGE_SHIFT = 16;
/** Objects start at multiples of 8. */
const PAGE_IDS = 2 ** PAGE_SHIFT / 8;

export class LiveIds {
  /** Index = address / 64 KiB. */
  readonly pages: Uint32Array[];
  /** Up to this one they are in. */
  #last: number;

  constructor(pages: Uint32Array[] = [], last = 0) {
    this.pages = pages;
    this.#last = last;
  }

  /** As it is now. Pages that did not change since `before` are shared with it; none is written to. */
  copy(before: LiveIds | null): LiveIds {
    const pages = this.pages.map((page, i) => {
      const old = before?.pages[i];
      return old && isSame(old, page) ? old : page.slice();
    });
    return new LiveIds(pages, this.#last);
  }

  /** One that can be advanced, of one that others share. */
  own(): LiveIds {
    const pages = this.pages.map((page) => (page.length === 0 ? NO_IDS : page.slice()));
    return new LiveIds(pages, this.#last);
  }

  /** Of a recording: objects that no event tells of, such as those known only through a name, are there from the start. */
  static before(objects: ObjectReader): LiveIds {
    const ids = new LiveIds();
    for (const id of objects.unborn().ids) {
      const address = objects.address(id);
      if (ids.at(address) === 0) ids.#note(address, id);
    }
    return ids;
  }

  /** @param addresses by id */
  advance(last: number, addresses: Uint32Array): void {
    for (let id = this.#last + 1; id <= last; id++) this.#note(addresses[id] as number, id);
    this.#last = Math.max(last, this.#last);
  }

  /** Id of the object at an address; 0: none that was recorded. */
  at(address: number): number {
    return this.pages[address >>> PAGE_SHIFT]?.[(address >>> 3) & (PAGE_IDS - 1)] ?? 0;
  }

  #note(address: number, id: number): void {
    let page = this.pages[address >>> PAGE_SHIFT];
    if (page === undefined || page.length === 0) page = this.#add(address >>> PAGE_SHIFT);
    page[(address >>> 3) & (PAGE_IDS - 1)] = id;
  }

  #add(index: number): Uint32Array {
    for (let i = this.pages.length; i <= index; i++) this.pages.push(NO_IDS);
    const page = new Uint32Array(PAGE_IDS);
    this.pages[index] = page;
    return page;
  }
}

const NO_IDS = new Uint32Array();

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const isSame = (a: Uint32Array, b: Uint32Array): boolean =>
  Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
