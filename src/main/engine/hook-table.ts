// Owns writing hooks into the second memory, where injected code looks them up: the bitmap of watched instructions and the
// hash table (layout: shared/model/ring.ts). Invariant: a bit is set only after its slot is complete.

import type { Restore } from './rewind/savable.ts';
import { CELLS_PER_SLOT, HOOK_BYTES, HOOK_SLOT_BITS, MEMORY } from '../../shared/model/ring.ts';

const SLOTS = 2 ** HOOK_SLOT_BITS;
const WORDS = HOOK_BYTES / 4;
/** Linear probing stays short below this load. */
const MAX_HOOKS = SLOTS * 0.7;

/** The eight words of a slot, without the address. */
export interface HookWords {
  readonly flags: number;
  readonly stores: readonly { readonly kind: number; readonly operand: number }[];
  readonly argumentCount: number;
  /** Bit i: argument i sits in a cell. */
  readonly cellArguments: number;
}

export class HookTable {
  readonly #slots: Uint32Array;
  readonly #watched: Uint8Array;
  /** Where slots are in use, in the order in which they came to be. */
  readonly #used: number[] = [];

  constructor(memory: SharedArrayBuffer) {
    this.#slots = new Uint32Array(memory, MEMORY.hooks, SLOTS * WORDS);
    this.#watched = new Uint8Array(memory, MEMORY.watched, MEMORY.hooks - MEMORY.watched);
  }

  /** Places or replaces the hook of an instruction; false when the table is full. */
  set(address: number, hook: HookWords): boolean {
    const slot = this.#slotOf(address);
    if (!this.#use(slot)) return false;
    const [first, second] = hook.stores;
    this.#slots.set(
      [
        address,
        hook.flags,
        first?.kind ?? 0,
        first?.operand ?? 0,
        second?.kind ?? 0,
        second?.operand ?? 0,
        hook.argumentCount,
        hook.cellArguments,
      ],
      slot,
    );
    const bit = address >>> 1;
    this.#watched[bit >>> 3] = (this.#watched[bit >>> 3] ?? 0) | (1 << (bit & 7));
    return true;
  }

  /** Says which cells a frame has that enters at an instruction, by their indices in localsplus; false when the table is full. */
  setCells(address: number, cells: readonly number[]): boolean {
    for (let from = 0, key = address + 1; ; from += CELLS_PER_SLOT, key += 2) {
      const slot = this.#slotOf(key);
      if (!this.#use(slot)) return false;
      const part = cells.slice(from, from + CELLS_PER_SLOT);
      const words = Array.from(
        { length: CELLS_PER_SLOT / 2 },
        (_, i) => (part[2 * i] ?? 0) | ((part[2 * i + 1] ?? 0) << 16),
      );
      this.#slots.set([key, part.length, ...words], slot);
      if (part.length < CELLS_PER_SLOT) return true;
    }
  }

  /** The slots; the bitmap is part of what is copied of the memory. */
  save(): Restore {
    const used = this.#used.length;
    const words = new Uint32Array(used * WORDS);
    this.#used.forEach((slot, i) => {
      words.set(this.#slots.subarray(slot, slot + WORDS), i * WORDS);
    });
    return () => {
      for (const slot of this.#used.splice(used)) this.#slots.fill(0, slot, slot + WORDS);
      this.#used.forEach((slot, i) => {
        this.#slots.set(words.subarray(i * WORDS, (i + 1) * WORDS), slot);
      });
    };
  }

  /** False: there is no more room. */
  #use(slot: number): boolean {
    if (this.#slots[slot] !== 0) return true;
    return this.#used.push(slot) <= MAX_HOOKS;
  }

  /** Stops watching a range of addresses (a code object's units that now belong to another). The slots stay, to be reused. */
  unwatch(from: number, to: number): void {
    for (let address = from; address < to; address += 2) {
      const bit = address >>> 1;
      this.#watched[bit >>> 3] = (this.#watched[bit >>> 3] ?? 0) & ~(1 << (bit & 7));
    }
  }

  /** Word index of the slot that holds `address`, or of the free one where it belongs. */
  #slotOf(address: number): number {
    let slot = Math.imul(address >>> 1, 0x9e37_79b1) >>> (32 - HOOK_SLOT_BITS);
    for (;;) {
      const held = this.#slots[slot * WORDS];
      if (held === 0 || held === address) return slot * WORDS;
      slot = (slot + 1) % SLOTS;
    }
  }
}
