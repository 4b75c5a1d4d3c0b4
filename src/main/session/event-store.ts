// Owns decoded event blocks, their summaries and the level-of-detail table, with bounded caches.
// Must not know objects beyond their ids. Invariant: what it hands out is checked: as long as the directory says, in order.

import type { EventColumns } from '../../shared/model/session.ts';
import type { BlockDirectory, BlockEntry } from './block-directory.ts';
import { damaged } from './columns/decode.ts';
import { GrowingColumns } from './growing.ts';
import { LeastRecentlyUsed } from './least-recently-used.ts';
import type { BlockSummary, EventBlockRef, LodTable } from './session-file.ts';

/** About 1.2 MB each. */
const EVENT_BLOCKS_KEPT = 32;
const SUMMARIES_KEPT = 64;
/** Object columns of summaries, about 60 KB each: a search for an object needs no other column. */
const OBJECT_SETS_KEPT = 512;
const SEARCHES_KEPT = 512;

const LOD_COLUMNS = {
  toSeq: 'f64',
  liveObjects: 'f64',
  liveReferences: 'f64',
  births: 'u32',
  collections: 'u32',
  yoursEvents: 'u32',
  yoursLiveObjects: 'f64',
  yoursLiveReferences: 'f64',
  yoursBirths: 'u32',
  yoursCollections: 'u32',
} as const;

export class EventStore {
  readonly #directory: BlockDirectory;
  readonly #blocks = new LeastRecentlyUsed<number, EventColumns>(EVENT_BLOCKS_KEPT);
  readonly #summaries = new LeastRecentlyUsed<number, BlockSummary>(SUMMARIES_KEPT);
  readonly #objectSets = new LeastRecentlyUsed<number, Uint32Array>(OBJECT_SETS_KEPT);
  readonly #searches = new LeastRecentlyUsed<number, { through: number; found: number[] }>(
    SEARCHES_KEPT,
  );
  readonly #lodColumns = new GrowingColumns(LOD_COLUMNS);
  #lodCount = 0;
  #lodBlocks = 0;
  #lod: LodTable | undefined;
  #refs: readonly EventBlockRef[] = [];

  constructor(directory: BlockDirectory) {
    this.#directory = directory;
  }

  refs(): readonly EventBlockRef[] {
    const entries = this.#directory.entries('event');
    if (this.#refs.length !== entries.length) {
      this.#refs = entries.map(({ first, count }, index) => ({ index, firstSeq: first, count }));
    }
    return this.#refs;
  }

  block(index: number): EventColumns {
    return this.#blocks.get(index, () => {
      const block = this.#directory.block('event', index);
      return { ...block, firstSeq: this.#entry(index).first };
    });
  }

  summary(index: number): BlockSummary {
    return this.#summaries.get(index, () => {
      const summary = this.#directory.block('summary', index);
      checkRising(summary.object, `the summary at ${this.#entry(index).first}`);
      return summary;
    });
  }

  /** Blocks among those that overlap fromSeq … toSeq in which the object has events. */
  blocksOfObject(object: number, fromSeq: number, toSeq: number): readonly number[] {
    const search = this.#searches.get(object, () => ({
      through: Math.max(0, this.#directory.indexOfRow('event', Math.max(1, fromSeq))),
      found: [],
    }));
    const summaries = this.#directory.entries('summary').length;
    while (search.through < summaries && this.#entry(search.through).first <= toSeq) {
      if (indexOfSorted(this.#objectsOf(search.through), object) >= 0)
        search.found.push(search.through);
      search.through++;
    }
    return search.found;
  }

  #objectsOf(index: number): Uint32Array {
    return this.#objectSets.get(index, () => {
      const { object } = this.#directory.columns('summary', index, ['object']);
      checkRising(object, `the summary at ${this.#entry(index).first}`);
      return object;
    });
  }

  lod(): LodTable {
    const blocks = this.#directory.entries('lod').length;
    if (this.#lod === undefined || this.#lodBlocks < blocks) {
      while (this.#lodBlocks < blocks) this.#addLod();
      this.#lod = { count: this.#lodCount, ...this.#lodColumns.views(this.#lodCount) };
    }
    return this.#lod;
  }

  #addLod(): void {
    const block = this.#directory.block('lod', this.#lodBlocks++);
    this.#lodColumns.ensure(this.#lodCount + block.count);
    const to = this.#lodColumns.arrays;
    let previous = this.#lodCount === 0 ? 0 : (to.toSeq[this.#lodCount - 1] as number);
    for (const seq of block.toSeq) {
      if (!(seq > previous)) throw damaged('the level of detail', 'runs backwards');
      previous = seq;
    }
    for (const name of Object.keys(LOD_COLUMNS) as (keyof typeof LOD_COLUMNS)[]) {
      to[name].set(block[name], this.#lodCount);
    }
    this.#lodCount += block.count;
  }

  #entry(index: number): BlockEntry {
    const entry = this.#directory.entries('event')[index];
    if (entry === undefined) throw new RangeError(`no event block ${index}`);
    return entry;
  }
}

function checkRising(objects: Uint32Array, what: string): void {
  let previous = 0;
  for (const object of objects) {
    if (object <= previous) throw damaged(what, 'is not in order');
    previous = object;
  }
}

/** Position of `value` in a rising array, -1 when it is not there. */
export function indexOfSorted(values: Uint32Array, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = values[middle] as number;
    if (found < value) low = middle + 1;
    else if (found > value) high = middle - 1;
    else return middle;
  }
  return -1;
}
