// Owns what is derived from event blocks while they are written: the summary (which objects, with least, greatest and last
// counts) and the level-of-detail rows. Must not know files or compression.
// Invariant: the sum of live references is the sum of the last counts of live objects that are not immortal, exactly; an object
// counts as live while its count is above 0 (again after a resurrection) and it was not freed without reaching 0 (`moved`).
// `yours` counts an object from when the writer knew it to be so; blocks wait for the rows that come with them (see the writer).

import { BLOCK_EVENTS, END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../../shared/model/session.ts';
import type { EndColumns } from '../../../shared/model/session.ts';
import { BUCKET_EVENTS } from '../format/blocks.ts';
import { addCrossing, LodRows, removeLive } from './lod-rows.ts';
import type { ObjectStates } from './object-states.ts';
import { PAGE_MASK, STATE } from './object-states.ts';

const MOVED = END_CAUSES.indexOf('moved');
const ALIVE_AT_END = END_CAUSES.indexOf('alive');

/** What the index needs to know of ends. */
export type EndedObjects = Pick<
  EndColumns,
  'count' | 'object' | 'endSeq' | 'cause' | 'finalRefcount'
>;

/** The rows of one block; arrays are reused by the next, `rows` and `buckets` say how much of them counts. */
export interface IndexedBlock {
  readonly rows: number;
  readonly buckets: number;
}

// What one object did in the current block, as 8 words in a row of one array: one cache line per event instead of six.
const ROW_WORDS = 8;
const OBJECT = 0;
const EVENTS = 1;
const MIN = 2;
const MAX = 3;
const LAST = 4;
const BITS = 5;

const isCollected = (cause: number): boolean => {
  const name = END_CAUSES[cause];
  return name === 'refcount' || name === 'gc' || name === 'exit';
};
/** As words here are signed: IMMORTAL, and above all counts. */
const ABOVE_ALL = 0x7fff_ffff;
const countable = (count: number): number => (count === ABOVE_ALL ? 0 : count);
const shown = (count: number): number => (count === ABOVE_ALL ? IMMORTAL : count);
/** Rows of the objects that were seen last are found here, by the lower bits of their id, most of the time. */
const GUESSES = 1 << 13;

export class BlockIndex {
  readonly summary = {
    object: new Uint32Array(BLOCK_EVENTS),
    events: new Uint32Array(BLOCK_EVENTS),
    min: new Uint32Array(BLOCK_EVENTS),
    max: new Uint32Array(BLOCK_EVENTS),
    last: new Uint32Array(BLOCK_EVENTS),
  };
  readonly #lod = new LodRows();
  /** Objects known to be immortal so far. */
  immortal = 0;
  /** Objects whose last end so far says refcount, gc or exit. */
  collected = 0;

  readonly #states: ObjectStates;
  readonly #ends: { columns: EndedObjects; next: number }[] = [];
  /** Signed: V8 (2026) makes three times faster loops of it. */
  readonly #rows = new Int32Array(ROW_WORDS * BLOCK_EVENTS);
  readonly #guesses = new Int32Array(GUESSES);
  #rowCount = 0;

  /** The rows that the last block made; valid until the next. */
  get lod(): LodRows['columns'] {
    return this.#lod.columns;
  }

  constructor(states: ObjectStates) {
    this.#states = states;
  }

  /** OBJECT_FLAG bits learned about an object, at its first sight or later. */
  addFlags(object: number, flags: number): void {
    const page = this.#states.page(object);
    const entry = object & PAGE_MASK;
    const bits = page.bits[entry] as number;
    if ((flags & OBJECT_FLAG.immortal) !== 0) this.#markImmortal(object);
    if ((flags & OBJECT_FLAG.yours) === 0 || (bits & STATE.yours) !== 0) return;
    page.bits[entry] = (page.bits[entry] as number) | STATE.yours;
    const refcount = page.refcount[entry] as number;
    if (refcount === 0) return;
    this.#lod.yours.liveObjects++;
    this.#lod.yours.liveReferences += countable(refcount);
  }

  /**
   * Ends in time order; they take effect when the block that holds their seq is indexed. The columns are kept.
   * An object may get a second end when it was resurrected late: the last one counts.
   */
  addEnds(columns: EndedObjects): void {
    for (let i = 0; i < columns.count; i++) {
      const object = columns.object[i] as number;
      if (columns.finalRefcount[i] === IMMORTAL) this.#markImmortal(object);
      this.#setCollected(object, isCollected(columns.cause[i] as number));
    }
    this.#ends.push({ columns, next: 0 });
  }

  /** Fills `summary` and `lod` for a block. */
  index(
    firstSeq: number,
    count: number,
    object: Uint32Array,
    refcount: Uint32Array,
    delta: Int32Array,
  ): IndexedBlock {
    this.#rowCount = 0;
    let buckets = 0;
    for (let from = 0; from < count; from += BUCKET_EVENTS) {
      const to = Math.min(from + BUCKET_EVENTS, count);
      this.#takeEvents(from, to, object, refcount, delta);
      this.#applyEnds(firstSeq + to - 1);
      this.#lod.write(buckets++, firstSeq + to - 1);
    }
    this.#writeSummary();
    this.#states.dropEnded();
    return { rows: this.#rowCount, buckets };
  }

  /** The one loop that sees every event (about 3 ns each): everything rare is elsewhere. */
  #takeEvents(
    from: number,
    to: number,
    object: Uint32Array,
    refcount: Uint32Array,
    delta: Int32Array,
  ): void {
    const ids = new Int32Array(object.buffer, object.byteOffset, object.length);
    const counts = new Int32Array(refcount.buffer, refcount.byteOffset, refcount.length);
    const rows = this.#rows;
    const guesses = this.#guesses;
    const yours = this.#lod.yours;
    let references = 0;
    let yoursReferences = 0;
    let yoursEvents = 0;
    let used = this.#rowCount * ROW_WORDS;
    for (let i = from; i < to; i++) {
      const id = ids[i] as number;
      const count = counts[i] as number;
      let row = guesses[id & (GUESSES - 1)] as number;
      if (row >= used || rows[row] !== id) {
        row = this.#rowOf(id);
        used = this.#rowCount * ROW_WORDS;
      }
      const before = rows[row + LAST] as number;
      const after = count === -1 ? ABOVE_ALL : count;
      rows[row + EVENTS] = ((rows[row + EVENTS] as number) + 1) | 0;
      if (after < (rows[row + MIN] as number)) rows[row + MIN] = after;
      if (after > (rows[row + MAX] as number)) rows[row + MAX] = after;
      rows[row + LAST] = after;
      const change = countable(after) - countable(before);
      references += change;
      if (((rows[row + BITS] as number) & STATE.yours) !== 0) {
        yoursEvents++;
        yoursReferences += change;
      }
      if (before === 0 || after === 0) this.#crossZero(row, before, after, delta[i] as number);
      if (after === ABOVE_ALL) this.#becomeImmortal(row);
    }
    this.#lod.all.liveReferences += references;
    yours.liveReferences += yoursReferences;
    yours.events += yoursEvents;
  }

  /** Offset of an object's row. A row belongs to an object when it names it, so page entries need no clearing between blocks. */
  #rowOf(object: number): number {
    const page = this.#states.page(object);
    const entry = object & PAGE_MASK;
    const known = page.row[entry] as number;
    if (known < this.#rowCount && this.#rows[known * ROW_WORDS] === object)
      return (this.#guesses[object & (GUESSES - 1)] = known * ROW_WORDS);
    const added = this.#rowCount++;
    page.row[entry] = added;
    const row = added * ROW_WORDS;
    this.#guesses[object & (GUESSES - 1)] = row;
    this.#rows[row + OBJECT] = object;
    this.#rows[row + EVENTS] = 0;
    this.#rows[row + MIN] = ABOVE_ALL;
    this.#rows[row + MAX] = 0;
    this.#rows[row + LAST] = page.refcount[entry] as number;
    this.#rows[row + BITS] = page.bits[entry] as number;
    return row;
  }

  /** A count came from 0 or went to it: birth, first sight, resurrection, collection. */
  #crossZero(row: number, before: number, after: number, delta: number): void {
    const bits = this.#rows[row + BITS] as number;
    const isFirst = (bits & STATE.seen) === 0;
    const births = Number(isFirst && after === 1 && delta === 1);
    const change = Number(after !== 0) - Number(before !== 0);
    // Reaching 0 is a collection; coming back from it takes that back.
    const collections = Number(after === 0 && before !== 0) - Number(before === 0 && !isFirst);
    this.#rows[row + BITS] = bits | STATE.seen;
    addCrossing(this.#lod.all, change, births, collections);
    if ((bits & STATE.yours) !== 0) addCrossing(this.#lod.yours, change, births, collections);
  }

  #becomeImmortal(row: number): void {
    const bits = this.#rows[row + BITS] as number;
    if ((bits & STATE.immortal) !== 0) return;
    this.#rows[row + BITS] = bits | STATE.immortal;
    this.immortal++;
  }

  #applyEnds(throughSeq: number): void {
    for (let head = this.#ends[0]; head !== undefined; head = this.#ends[0]) {
      const { columns } = head;
      while (head.next < columns.count && (columns.endSeq[head.next] as number) <= throughSeq) {
        this.#applyEnd(columns.object[head.next] as number, columns.cause[head.next] as number);
        head.next++;
      }
      if (head.next < columns.count) return;
      this.#ends.shift();
    }
  }

  #applyEnd(object: number, cause: number): void {
    if (cause === ALIVE_AT_END) return;
    const row = this.#currentRow(object);
    const page = this.#states.page(object);
    const entry = object & PAGE_MASK;
    const bits = row < 0 ? (page.bits[entry] as number) : (this.#rows[row + BITS] as number);
    const isYours = (bits & STATE.yours) !== 0;
    if (cause === MOVED) {
      const refcount =
        row < 0 ? (page.refcount[entry] as number) : (this.#rows[row + LAST] as number);
      if (refcount !== 0) removeLive(this.#lod.all, countable(refcount));
      if (refcount !== 0 && isYours) removeLive(this.#lod.yours, countable(refcount));
      page.refcount[entry] = 0;
      if (row >= 0) this.#rows[row + BITS] = bits | STATE.moved;
    }
    this.#states.end(object);
  }

  /** Offset of the object's row in the current block, -1 when it has none. */
  #currentRow(object: number): number {
    const row = this.#states.page(object).row[object & PAGE_MASK] as number;
    const isKnown = row < this.#rowCount && this.#rows[row * ROW_WORDS] === object;
    return isKnown ? row * ROW_WORDS : -1;
  }

  #setCollected(object: number, isNow: boolean): void {
    const page = this.#states.page(object);
    const entry = object & PAGE_MASK;
    const bits = page.bits[entry] as number;
    const wasBefore = (bits & STATE.collected) !== 0;
    if (wasBefore === isNow) return;
    page.bits[entry] = bits ^ STATE.collected;
    this.collected += isNow ? 1 : -1;
  }

  #markImmortal(object: number): void {
    const page = this.#states.page(object);
    const entry = object & PAGE_MASK;
    const bits = page.bits[entry] as number;
    if ((bits & STATE.immortal) !== 0) return;
    page.bits[entry] = bits | STATE.immortal;
    this.immortal++;
  }

  /** Puts the rows in order of object id, and what they say of each object back into its state. */
  #writeSummary(): void {
    const { summary } = this;
    const rows = this.#rows;
    for (let i = 0; i < this.#rowCount; i++) {
      summary.object[i] = rows[i * ROW_WORDS + OBJECT] as number;
    }
    const sorted = summary.object.subarray(0, this.#rowCount).sort();
    for (let i = 0; i < sorted.length; i++) {
      const object = sorted[i] as number;
      const page = this.#states.page(object);
      const entry = object & PAGE_MASK;
      const row = (page.row[entry] as number) * ROW_WORDS;
      const last = rows[row + LAST] as number;
      const bits = rows[row + BITS] as number;
      summary.events[i] = rows[row + EVENTS] as number;
      summary.min[i] = shown(rows[row + MIN] as number);
      summary.max[i] = shown(rows[row + MAX] as number);
      summary.last[i] = shown(last);
      page.refcount[entry] = (bits & STATE.moved) === 0 ? last : 0;
      page.bits[entry] = bits | ((page.bits[entry] as number) & STATE.ended);
    }
  }
}
