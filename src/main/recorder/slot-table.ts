// Owns what is known of the object that was last seen at each address: a page table from address to slot, eight words per slot.
// Must not know records or files. Invariant: memory follows the addresses in use, not the number of events or objects: the
// next object born at an address takes over its slot.

/** Word offsets in a slot. Slots are numbered by the index of their first word; 0 is no slot. */
export const SLOT = {
  object: 0,
  /** Count as it is in memory (immortal ones too). */
  refcount: 1,
  /** Greatest count so far as columns show it: IMMORTAL is above all. */
  peak: 2,
  events: 3,
  type: 4,
  /** Number of its row in the end queue; meaningful while STATE.ended is set. */
  end: 5,
  state: 6,
  address: 7,
} as const;
const SLOT_WORDS = 8;

/** Bits of the state word; the first three are OBJECT_FLAG. */
export const STATE = {
  yours: 1,
  immortal: 2,
  beforeRecording: 4,
  /** Its count reached 0; it may yet be resurrected. */
  ended: 8,
  /** Its memory was given back or moved away. */
  gone: 16,
  code: 32,
  /** A name referred to it. */
  bound: 64,
  /** A preview of its value was written. */
  valued: 128,
} as const;

const PAGE_CELLS = 8_192;
/** Nothing lives in a page that is not there. Never written to. */
const NO_PAGE = new Uint32Array(PAGE_CELLS);

export class SlotTable {
  /** Words of all slots; replaced when it grows, so do not hold on to it across `add`. */
  words = new Uint32Array(65_536 * SLOT_WORDS);
  /** Per 64 KiB of addresses, the slot of each 8-byte cell: two objects never start in the same cell. */
  readonly pages: Uint32Array[] = new Array<Uint32Array>(65_536).fill(NO_PAGE);
  #used = SLOT_WORDS;

  /** Slot of an address, 0 when nothing was ever seen there. */
  find(address: number): number {
    return (this.pages[address >>> 16] as Uint32Array)[(address >>> 3) & 8_191] as number;
  }

  /** Slot of the object that lives (or whose count is 0) at an address, else 0. */
  findPresent(address: number): number {
    const slot = this.find(address);
    if (slot === 0 || (this.words[slot + SLOT.address] as number) !== address) return 0;
    return ((this.words[slot + SLOT.state] as number) & STATE.gone) === 0 ? slot : 0;
  }

  /** The slot of an address, made when there is none; its words are as the last object there left them. */
  claim(address: number): number {
    const found = this.find(address);
    if (found !== 0) return found;
    if (this.#used + SLOT_WORDS > this.words.length) this.#grow();
    const slot = this.#used;
    this.#used += SLOT_WORDS;
    this.#pageOf(address)[(address >>> 3) & 8_191] = slot;
    return slot;
  }

  /** All slots ever used, in order of first use. */
  *slots(): Generator<number> {
    for (let slot = SLOT_WORDS; slot < this.#used; slot += SLOT_WORDS) yield slot;
  }

  #pageOf(address: number): Uint32Array {
    const index = address >>> 16;
    let page = this.pages[index] as Uint32Array;
    if (page === NO_PAGE) {
      page = new Uint32Array(PAGE_CELLS);
      this.pages[index] = page;
    }
    return page;
  }

  #grow(): void {
    const grown = new Uint32Array(Math.ceil(this.words.length * 1.5));
    grown.set(this.words);
    this.words = grown;
  }
}
