// Owns decoded event blocks, their summaries and the level-of-detail table, with bounded caches.
// Must not know objects beyond their ids. Invariant: what it hands out is checked: as long as the directory says, in order.

import type { EventColumns } from '../../../shared/model/session.ts';
import type { BlockDirectory, BlockEntry } from './block-directory.ts';
import { columnTypes, LOD_SCHEMA, type BlockOf } from '../format/blocks.ts';
import { damaged } from '../columns/decode.ts';
import { GrowingColumns } from './growing.ts';
import { LazyEvents, LazySummary } from './lazy-columns.ts';
import { LeastRecentlyUsed } from './least-recently-used.ts';
import type { BlockSummary, EventBlockRef, LodTable } from './session-file.ts';

/** About 1.2 MB each. */
const EVENT_BLOCKS_KEPT = 32;
const SUMMARIES_KEPT = 64;

/** More than any program has; a forged number must not ask for memory. */
const MOST_INSTRUCTIONS = 1 << 26;

const LOD_COLUMNS = columnTypes(LOD_SCHEMA);

export class EventStore {
  readonly #directory: BlockDirectory;
  readonly #blocks = new LeastRecentlyUsed<number, EventColumns>(EVENT_BLOCKS_KEPT);
  readonly #summaries = new LeastRecentlyUsed<number, BlockSummary>(SUMMARIES_KEPT);
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
    return this.#blocks.get(index, () => new LazyEvents(this.#directory, index));
  }

  summary(index: number): BlockSummary {
    return this.#summaries.get(index, () => new LazySummary(this.#directory, index));
  }

  /** Decoded anew and not kept: for passes over many blocks. */
  summaryApart(index: number): BlockSummary {
    return new LazySummary(this.#directory, index);
  }

  /** Events per instruction, of the blocks for which the file has them counted. */
  heat(): { readonly blocks: number; readonly events: Float64Array } {
    let blocks = 0;
    let total = 0;
    let events = new Float64Array(1024);
    const known = this.#directory.entries('event').length;
    this.#directory.entries('heat').forEach(({ seqFrom, seqTo }, index) => {
      if (seqFrom !== blocks + 1 || seqTo > known) return;
      blocks = seqTo;
      const heat = this.#directory.columns('heat', index, ['instruction', 'events']);
      heat.instruction.forEach((id, i) => {
        if (id >= MOST_INSTRUCTIONS) throw damaged('the count of events', 'names no instruction');
        if (id >= events.length) events = grown(events, id);
        events[id] = (events[id] as number) + (heat.events[i] as number);
        total += heat.events[i] as number;
      });
    });
    const last = blocks > 0 ? this.#entry(blocks - 1) : undefined;
    if (total !== (last ? last.first + last.count - 1 : 0))
      throw damaged('the count of events per instruction', 'is not that of its events');
    return { blocks, events };
  }

  lod(): LodTable {
    const blocks = this.#directory.entries('lod').length;
    if (this.#lod === undefined || this.#lodBlocks < blocks) {
      this.#addLodRuns();
      while (this.#lodBlocks < blocks)
        this.#addLod(this.#directory.block('lod', this.#lodBlocks++));
      this.#lod = { count: this.#lodCount, ...this.#lodColumns.views(this.#lodCount) };
    }
    return this.#lod;
  }

  /** Rows of many blocks in one piece, where the file has them. */
  #addLodRuns(): void {
    this.#directory.entries('lodRun').forEach(({ seqFrom, seqTo }, index) => {
      if (seqFrom !== this.#lodBlocks + 1 || seqTo > this.#directory.entries('lod').length) return;
      this.#addLod(this.#directory.block('lodRun', index));
      this.#lodBlocks = seqTo;
      const last = this.#entry(seqTo - 1);
      if (this.#lodColumns.arrays.toSeq[this.#lodCount - 1] !== last.first + last.count - 1)
        throw damaged('the level of detail', 'ends elsewhere than its events');
    });
  }

  #addLod(block: BlockOf<'lod'>): void {
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

const grown = (events: Float64Array, index: number): Float64Array<ArrayBuffer> => {
  const larger = new Float64Array(2 * index + 1);
  larger.set(events);
  return larger;
};
