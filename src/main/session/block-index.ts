// Owns what is derived from event blocks while they are written: the summary (which objects, with least, greatest and last
// counts) and the level-of-detail rows. Must not know files or compression.
// Invariant: the sum of live references is the sum of the last counts of live objects that are not immortal, exactly; an object
// counts as live from its first event above 0 until an event to 0 (again after a resurrection) or an end without one (`moved`).
// `yours` counts an object from when the writer knew it to be so; blocks wait for the rows that come with them (see the writer).

import { BLOCK_EVENTS, END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../shared/model/session.ts';
import type { EndColumns } from '../../shared/model/session.ts';
import { LOD_BUCKETS } from './blocks.ts';
import type { ObjectStates } from './object-states.ts';
import { PAGE_MASK, STATE } from './object-states.ts';

export const BUCKET_EVENTS = BLOCK_EVENTS / LOD_BUCKETS;
const MOVED = END_CAUSES.indexOf('moved');
const ALIVE_AT_END = END_CAUSES.indexOf('alive');

/** Totals of one scope (all, or yours). */
interface Totals {
  events: number;
  liveObjects: number;
  liveReferences: number;
  births: number;
  collections: number;
}
const noTotals = (): Totals => ({
  events: 0,
  liveObjects: 0,
  liveReferences: 0,
  births: 0,
  collections: 0,
});

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

const countable = (refcount: number): number => (refcount === IMMORTAL ? 0 : refcount);

export class BlockIndex {
  readonly summary = {
    object: new Uint32Array(BLOCK_EVENTS),
    events: new Uint32Array(BLOCK_EVENTS),
    min: new Uint32Array(BLOCK_EVENTS),
    max: new Uint32Array(BLOCK_EVENTS),
    last: new Uint32Array(BLOCK_EVENTS),
  };
  readonly lod = {
    toSeq: new Float64Array(LOD_BUCKETS),
    liveObjects: new Float64Array(LOD_BUCKETS),
    liveReferences: new Float64Array(LOD_BUCKETS),
    births: new Uint32Array(LOD_BUCKETS),
    collections: new Uint32Array(LOD_BUCKETS),
    yoursEvents: new Uint32Array(LOD_BUCKETS),
    yoursLiveObjects: new Float64Array(LOD_BUCKETS),
    yoursLiveReferences: new Float64Array(LOD_BUCKETS),
    yoursBirths: new Uint32Array(LOD_BUCKETS),
    yoursCollections: new Uint32Array(LOD_BUCKETS),
  };
  /** Objects known to be immortal so far. */
  immortal = 0;

  readonly #states: ObjectStates;
  readonly #all = noTotals();
  readonly #yours = noTotals();
  readonly #ends: { columns: EndedObjects; next: number }[] = [];
  #rows = 0;

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
    if ((bits & STATE.alive) === 0) return;
    this.#yours.liveObjects++;
    this.#yours.liveReferences += countable(page.refcount[entry] as number);
  }

  /** Ends in time order; they take effect when the block that holds their seq is indexed. The columns are kept. */
  addEnds(columns: EndedObjects): void {
    for (let i = 0; i < columns.count; i++) {
      if (columns.finalRefcount[i] === IMMORTAL) this.#markImmortal(columns.object[i] as number);
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
    this.#rows = 0;
    let buckets = 0;
    for (let from = 0; from < count; from += BUCKET_EVENTS) {
      const to = Math.min(from + BUCKET_EVENTS, count);
      for (let i = from; i < to; i++) {
        this.#take(object[i] as number, refcount[i] as number, delta[i] as number);
      }
      this.#applyEnds(firstSeq + to - 1);
      this.#writeBucket(buckets++, firstSeq + to - 1);
    }
    this.#sortSummary();
    this.#states.dropEnded();
    return { rows: this.#rows, buckets };
  }

  #take(object: number, refcount: number, delta: number): void {
    const page = this.#states.page(object);
    const entry = object & PAGE_MASK;
    this.#summarise(page.row, entry, object, refcount);
    const bits = page.bits[entry] as number;
    const change = countable(refcount) - countable(page.refcount[entry] as number);
    page.refcount[entry] = refcount;
    const wasAlive = (bits & STATE.alive) !== 0;
    const isAlive = refcount !== 0;
    const isBirth = (bits & STATE.seen) === 0 && refcount === 1 && delta === 1;
    if ((bits & STATE.yours) !== 0) addEvent(this.#yours, change, wasAlive, isAlive, isBirth);
    addEvent(this.#all, change, wasAlive, isAlive, isBirth);
    const kept = isAlive ? bits | STATE.alive : bits & ~STATE.alive;
    page.bits[entry] = kept | STATE.seen;
    if (refcount === IMMORTAL && (bits & STATE.immortal) === 0) this.#markImmortal(object);
  }

  /** A row belongs to an object when the row names it: so rows need no clearing between blocks. */
  #summarise(rowOf: Uint32Array, entry: number, object: number, refcount: number): void {
    const { summary } = this;
    const row = rowOf[entry] as number;
    if (row < this.#rows && summary.object[row] === object) {
      summary.events[row] = (summary.events[row] as number) + 1;
      if (refcount < (summary.min[row] as number)) summary.min[row] = refcount;
      if (refcount > (summary.max[row] as number)) summary.max[row] = refcount;
      summary.last[row] = refcount;
      return;
    }
    const added = this.#rows++;
    rowOf[entry] = added;
    summary.object[added] = object;
    summary.events[added] = 1;
    summary.min[added] = refcount;
    summary.max[added] = refcount;
    summary.last[added] = refcount;
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
    const page = this.#states.page(object);
    const entry = object & PAGE_MASK;
    const bits = page.bits[entry] as number;
    const isYours = (bits & STATE.yours) !== 0;
    if (cause === MOVED && (bits & STATE.alive) !== 0) {
      const references = countable(page.refcount[entry] as number);
      removeLive(this.#all, references);
      if (isYours) removeLive(this.#yours, references);
      page.bits[entry] = bits & ~STATE.alive;
      page.refcount[entry] = 0;
    }
    if (cause !== MOVED) {
      this.#all.collections++;
      if (isYours) this.#yours.collections++;
    }
    this.#states.end(object);
  }

  #markImmortal(object: number): void {
    const page = this.#states.page(object);
    const entry = object & PAGE_MASK;
    const bits = page.bits[entry] as number;
    if ((bits & STATE.immortal) !== 0) return;
    page.bits[entry] = bits | STATE.immortal;
    this.immortal++;
  }

  #writeBucket(bucket: number, toSeq: number): void {
    const { lod } = this;
    const all = this.#all;
    const yours = this.#yours;
    lod.toSeq[bucket] = toSeq;
    lod.liveObjects[bucket] = all.liveObjects;
    lod.liveReferences[bucket] = all.liveReferences;
    lod.births[bucket] = all.births;
    lod.collections[bucket] = all.collections;
    lod.yoursEvents[bucket] = yours.events;
    lod.yoursLiveObjects[bucket] = yours.liveObjects;
    lod.yoursLiveReferences[bucket] = yours.liveReferences;
    lod.yoursBirths[bucket] = yours.births;
    lod.yoursCollections[bucket] = yours.collections;
    all.events = yours.events = 0;
    all.births = yours.births = 0;
    all.collections = yours.collections = 0;
  }

  /** Puts the summary's rows in order of object id. */
  #sortSummary(): void {
    const { summary } = this;
    const sorted = summary.object.slice(0, this.#rows).sort();
    const rowOf = sorted.map(
      (object) => this.#states.page(object).row[object & PAGE_MASK] as number,
    );
    for (const column of [summary.events, summary.min, summary.max, summary.last]) {
      column.set(rowOf.map((row) => column[row] as number));
    }
    summary.object.set(sorted);
  }
}

function addEvent(
  totals: Totals,
  change: number,
  wasAlive: boolean,
  isAlive: boolean,
  isBirth: boolean,
): void {
  totals.events++;
  totals.liveReferences += change;
  if (isAlive !== wasAlive) totals.liveObjects += isAlive ? 1 : -1;
  if (isBirth) totals.births++;
}

function removeLive(totals: Totals, references: number): void {
  totals.liveObjects--;
  totals.liveReferences -= references;
}
