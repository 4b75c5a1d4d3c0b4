// Owns what is known of the object that was last seen at each address: a table from address to slot, eight words per slot.
// Must not know records or files. Invariant: memory follows the addresses in use, not the number of events or objects: the
// next object born at an address takes over its slot.

/** Word offsets in a slot. Slots are numbered by the index of their first word; 0 is no slot. */
export const SLOT = {
  object: 0,
  /** Count as it is in memory (immortal ones too), as a signed word: see `countOf`. */
  refcount: 1,
  /** Greatest count so far; PEAK_IMMORTAL is above all. */
  peak: 2,
  events: 3,
  type: 4,
  /** Number of its row in the end queue; meaningful while STATE.ended is set. */
  end: 5,
  state: 6,
  address: 7,
} as const;
const SLOT_WORDS = 8;
/** No count that is not immortal is as great. */
export const PEAK_IMMORTAL = 0x7fff_ffff;

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

/** Cells at the start: enough for 32 MiB of addresses, as small programs use. */
const FIRST_CELLS = 1 << 22;
const CELL_SHIFT = 3;

/** The cell of an address: two objects never start in the same 8 bytes. */
export const cellOf = (address: number): number => address >>> CELL_SHIFT;

export class SlotTable {
  /**
   * Words of all slots; replaced when it grows, so do not hold on to it across `claim`. Signed, as what the decoder reads of
   * the ring: the inner loop is three times as fast as with unsigned words (V8, 2026), which are no small integers to it.
   */
  words = new Int32Array(65_536 * SLOT_WORDS);
  /** The slot of each cell (cellOf), as far as addresses went; replaced when it grows, too. */
  cells = new Int32Array(FIRST_CELLS);
  #used = SLOT_WORDS;

  /** Slot of an address, 0 when nothing was ever seen there. */
  find(address: number): number {
    const cell = cellOf(address);
    return cell < this.cells.length ? (this.cells[cell] as number) : 0;
  }

  /** Slot of the object that lives (or whose count is 0) at an address, else 0. */
  findPresent(address: number): number {
    const slot = this.find(address);
    if (slot === 0 || (this.words[slot + SLOT.address] as number) !== address) return 0;
    return ((this.words[slot + SLOT.state] as number) & STATE.gone) === 0 ? slot : 0;
  }

  /** The count of the object in a slot, as it is in memory. */
  countOf(slot: number): number {
    return (this.words[slot + SLOT.refcount] as number) >>> 0;
  }

  /** The slot of an address, made when there is none; its words are as the last object there left them. */
  claim(address: number): number {
    const found = this.find(address);
    if (found !== 0) return found;
    if (this.#used + SLOT_WORDS > this.words.length) this.#grow();
    const slot = this.#used;
    this.#used += SLOT_WORDS;
    const cell = cellOf(address);
    if (cell >= this.cells.length) this.#growCells(cell);
    this.cells[cell] = slot;
    return slot;
  }

  /** All slots ever used, in order of first use. */
  *slots(): Generator<number> {
    for (let slot = SLOT_WORDS; slot < this.#used; slot += SLOT_WORDS) yield slot;
  }

  #growCells(cell: number): void {
    const grown = new Int32Array(2 ** Math.ceil(Math.log2(cell + 1)));
    grown.set(this.cells);
    this.cells = grown;
  }

  #grow(): void {
    const grown = new Int32Array(Math.ceil(this.words.length * 1.5));
    grown.set(this.words);
    this.words = grown;
  }
}
