// Owns the inner loop: records -> columns of events, and what each event does to its object's slot. Everything rare leaves the
// loop. Must not know frames, names or marks. Invariant: the count of an object's event follows from its event before, or there
// is a gap row.

import { FIRST_ADDRESS, wordsAfterEnd } from '../../shared/model/ring.ts';
import { OBJECT_FLAG } from '../../shared/model/session.ts';
import type { Site } from '../../shared/model/site.ts';
import { HELD_EVENTS } from './end-queue.ts';
import type { EventBlock } from './event-block.ts';
import type { InstructionMap, CodeRange } from './instruction-map.ts';
import { CACHE, cacheEntry } from './instruction-map.ts';
import type { ObjectLog, Shutdown } from './object-log.ts';
import { RECORD_WORDS } from './payload.ts';
import { cellOf, PEAK_IMMORTAL, SLOT, STATE } from './slot-table.ts';
import type { TypeTable } from './type-table.ts';

export interface EventLogParts {
  readonly sites: readonly Site[];
  readonly immortalRefcount: number;
  readonly block: EventBlock;
  readonly objects: ObjectLog;
  readonly types: TypeTable;
  readonly instructions: InstructionMap<CodeRange>;
  /** A record that is not an event, at word `i`. Returns the index of the next item. */
  onRecord(words: Int32Array, i: number): number;
  onGap(seq: number, object: number, expected: number, found: number): void;
  /** The count of the object in a slot is 0. */
  onZero(slot: number, seq: number): void;
  shutdown(): Shutdown;
}

const [MIN_DELTA, MAX_DELTA] = [-0x8000, 0x7fff];

export class EventLog {
  readonly #parts: EventLogParts;
  /** Index = site. */
  readonly #isBirth = new Uint8Array(0x1_0000);

  constructor(parts: EventLogParts) {
    this.#parts = parts;
    parts.sites.forEach((site, i) => (this.#isBirth[i] = site.kind === 'birth' ? 1 : 0));
  }

  /**
   * Takes records until `words` end or the limit of events is reached. What it calls may move the slots and the rows of the block,
   * so both are read again after each call.
   */
  take(words: Int32Array): void {
    const { block, objects, instructions, immortalRefcount } = this.#parts;
    const { object, refcount, delta, site, instruction } = block;
    const { cache } = instructions;
    const table = objects.slots;
    const isBirth = this.#isBirth;
    const end = words.length;
    let { words: slots, cells } = table;
    let row = block.count;
    let { room } = block;
    let i = 0;
    while (i < end) {
      const address = words[i] as number;
      // Tags are below FIRST_ADDRESS, but for a BIND's, whose upper bits are in use: it is odd, addresses are not.
      if (address < FIRST_ADDRESS || (address & 1) !== 0) {
        block.count = row;
        i = this.#parts.onRecord(words, i);
        ({ words: slots, cells } = table);
        ({ count: row, room } = block);
        continue;
      }
      if (row === room) {
        block.count = row;
        if (!this.#makeRoom()) return;
        ({ count: row, room } = block);
      }
      const value = words[i + 1] as number;
      const kind = words[i + 2] as number;
      const at = words[i + 3] as number;
      i += RECORD_WORDS;
      const entry = cacheEntry(at);
      if (cache[entry] !== at) instructions.resolve(at);
      const siteId = kind & 0xffff;
      site[row] = siteId;
      instruction[row] = cache[entry + CACHE.instruction] as number;
      if (isBirth[siteId] === 1) {
        block.count = row + 1;
        const slot = this.#birth(address, value, entry);
        ({ words: slots, cells } = table);
        object[row] = slots[slot + SLOT.object] as number;
        refcount[row] = 1;
        delta[row] = 1;
        row++;
        continue;
      }
      let change = kind >> 16;
      const cell = cellOf(address);
      let slot = cell < cells.length ? (cells[cell] as number) : 0;
      if (slot === 0 || slots[slot + SLOT.refcount] === 0) {
        block.count = row + 1;
        slot = this.#wake(address, slot, value - change);
        ({ words: slots, cells } = table);
      }
      const before = slots[slot + SLOT.refcount] as number;
      if (((before + change) | 0) !== value) {
        block.count = row + 1;
        change = this.#reconcile(slot, change, value >>> 0);
      }
      slots[slot + SLOT.refcount] = value;
      let shown = value;
      if (value >>> 0 >= immortalRefcount) {
        // Immortal before and after: 3.14 gives back a reference from before. No number that is shown changes.
        if (before >>> 0 >= immortalRefcount) continue;
        shown = -1;
        change = 0;
        slots[slot + SLOT.peak] = PEAK_IMMORTAL;
        objects.becomeImmortal(slot);
      }
      slots[slot + SLOT.events] = ((slots[slot + SLOT.events] as number) + 1) | 0;
      if (shown > (slots[slot + SLOT.peak] as number)) slots[slot + SLOT.peak] = shown;
      object[row] = slots[slot + SLOT.object] as number;
      refcount[row] = shown;
      delta[row] = change;
      row++;
      if (value === 0) {
        block.count = row;
        this.#reachZero(slot, words, i, instruction[row - 1] as number);
        i += wordsAfterEnd(words[i] as number);
      }
    }
    block.count = row;
  }

  /** Hands the block on, and with it the ends that are sure by now. */
  flush(): void {
    const { block, objects } = this.#parts;
    objects.ends.releaseThrough(block.seq - HELD_EVENTS);
    block.flush();
  }

  /** False: the limit of events is reached. */
  #makeRoom(): boolean {
    this.flush();
    return this.#parts.block.room > 0;
  }

  #birth(address: number, typeAddress: number, entry: number): number {
    const { types, block, instructions, objects } = this.#parts;
    const type = types.idAt(typeAddress);
    const instruction = instructions.cache[entry + CACHE.instruction] as number;
    const isYours = instructions.cache[entry + CACHE.yours] === 1;
    return objects.birth(address, type, block.seq, instruction, isYours);
  }

  /** The slot of an address at which no live object is known, for an event that is not a birth. */
  #wake(address: number, slot: number, before: number): number {
    const { objects, block } = this.#parts;
    const state = objects.slots.words[slot + SLOT.state] as number;
    if (slot === 0 || (state & STATE.gone) !== 0)
      return objects.firstSight(
        { address, type: 0, refcount: before >>> 0, flags: OBJECT_FLAG.beforeRecording },
        block.seq,
      );
    if ((state & STATE.ended) !== 0) objects.revive(slot);
    // A name showed it first: its count was not known.
    else objects.slots.words[slot + SLOT.refcount] = before;
    return slot;
  }

  /** The change of an event that does not fit the count recorded before: saturated, or a gap. */
  #reconcile(slot: number, delta: number, value: number): number {
    const { words } = this.#parts.objects.slots;
    const before = (words[slot + SLOT.refcount] as number) >>> 0;
    const change = value - before;
    if (delta === MAX_DELTA && change > delta) return change;
    if (delta === MIN_DELTA && change < delta) return change;
    const object = words[slot + SLOT.object] as number;
    this.#parts.onGap(this.#parts.block.seq, object, before, (value - delta) >>> 0);
    return delta;
  }

  #reachZero(slot: number, words: Int32Array, at: number, instruction: number): void {
    const { objects, block } = this.#parts;
    const { seq } = block;
    objects.reachZero({ slot, seq, instruction, shutdown: this.#parts.shutdown() }, words, at);
    this.#parts.onZero(slot, seq);
  }
}
