// Owns the index over event blocks: which blocks touch an object and what its counts were there (track), level of detail of many
// blocks in one piece (lodRun), events per instruction (heat), and how far object numbers go (reach). It is fed block by block,
// while a program is recorded or when a file is read that lacks it. Must not read or write files.
// Invariant: the summary row of object x in block b is in a track if and only if x <= reach of block b - OWN_BLOCKS (none: 0); so all
// others of x lie in the OWN_BLOCKS blocks from the first one whose reach is at least x. Tracks rise by object, then by block.

import { columnTypes, LOD_SCHEMA } from '../format/blocks.ts';
import { LOD_BUCKETS } from '../format/blocks.ts';
import type { ColumnsOf } from '../columns/schema.ts';
import { GrowingColumns } from '../read/growing.ts';
import type { BlockSummary } from '../read/session-file.ts';
import type { IndexSink } from './index-sink.ts';
import { MOST_ROWS, OWN_BLOCKS, PORTION_BLOCKS, SHARD_ROWS } from './index-sink.ts';
import { reordered, risingOrder } from './sort-rows.ts';

type LodColumns = ColumnsOf<typeof LOD_SCHEMA>;

const TRACK_COLUMNS = {
  object: 'u32',
  block: 'u32',
  events: 'u32',
  min: 'u32',
  max: 'u32',
  last: 'u32',
} as const;
const LOD_TYPES = columnTypes(LOD_SCHEMA);
const LOD_NAMES = Object.keys(LOD_TYPES) as (keyof typeof LOD_TYPES)[];

/** What is known of one event block. */
export interface IndexedEventBlock {
  /** Rows rise by object; columns may be longer than `rows`. */
  readonly rows: number;
  readonly summary: BlockSummary;
  readonly buckets: number;
  readonly lod: LodColumns;
}

export class EventIndexer {
  readonly #sink: IndexSink;
  readonly #rows = new GrowingColumns(TRACK_COLUMNS);
  readonly #lod = new GrowingColumns(LOD_TYPES);
  readonly #reach = new Uint32Array(PORTION_BLOCKS);
  #count = 0;
  #lodCount = 0;
  #firstBlock: number;
  #block: number;
  /** Reach of the last OWN_BLOCKS blocks, oldest first. */
  readonly #recent: number[];
  #heat = new Int32Array(1024);

  /** Starts behind the first `blocks` blocks; `reach` are those of the last of them, oldest first. */
  constructor(sink: IndexSink, blocks = 0, reach: readonly number[] = []) {
    this.#sink = sink;
    this.#firstBlock = blocks;
    this.#block = blocks;
    this.#recent = [...new Array<number>(OWN_BLOCKS).fill(0), ...reach].slice(-OWN_BLOCKS);
  }

  /** Blocks indexed, those before the start included. */
  get blocks(): number {
    return this.#block;
  }

  add({ rows, summary, buckets, lod }: IndexedEventBlock): void {
    this.#addTracks(rows, summary);
    this.#addLod(buckets, lod);
    const before = this.#recent.at(-1) ?? 0;
    const reach = Math.max(before, rows > 0 ? (summary.object[rows - 1] as number) : 0);
    this.#recent.shift();
    this.#recent.push(reach);
    this.#reach[this.#block - this.#firstBlock] = reach;
    this.#block++;
    if (this.#block - this.#firstBlock === PORTION_BLOCKS || this.#count >= MOST_ROWS) this.flush();
  }

  /** Counts the instructions of a block that is added next. */
  addHeat(instruction: Uint32Array, count: number): void {
    const ids = new Int32Array(instruction.buffer, instruction.byteOffset, count);
    let heat = this.#heat;
    for (let i = 0; i < count; i++) {
      const id = ids[i] as number;
      if (id >= heat.length) heat = this.#growHeat(id);
      heat[id] = ((heat[id] as number) + 1) | 0;
    }
  }

  /** Hands on what was added since. */
  flush(): void {
    const blocks = this.#block - this.#firstBlock;
    if (blocks === 0) return;
    const span = { from: this.#firstBlock + 1, to: this.#block };
    this.#putTracks();
    this.#putHeat(span);
    this.#sink.put('lodRun', this.#lodCount, span, this.#lod.views(this.#lodCount));
    this.#sink.put('eventReach', blocks, span, { object: this.#reach.subarray(0, blocks) });
    this.#lodCount = 0;
    this.#firstBlock = this.#block;
  }

  #addTracks(rows: number, summary: BlockSummary): void {
    const own = this.#recent[0] ?? 0;
    this.#rows.ensure(this.#count + rows);
    const to = this.#rows.arrays;
    const { object, events, min, max, last } = summary;
    let at = this.#count;
    for (let row = 0; row < rows && (object[row] as number) <= own; row++, at++) {
      to.object[at] = object[row] as number;
      to.block[at] = this.#block;
      to.events[at] = events[row] as number;
      to.min[at] = min[row] as number;
      to.max[at] = max[row] as number;
      to.last[at] = last[row] as number;
    }
    this.#count = at;
  }

  #addLod(buckets: number, lod: LodColumns): void {
    this.#lod.ensure(Math.max(this.#lodCount + buckets, PORTION_BLOCKS * LOD_BUCKETS));
    for (const name of LOD_NAMES) {
      this.#lod.arrays[name].set(lod[name].subarray(0, buckets), this.#lodCount);
    }
    this.#lodCount += buckets;
  }

  #putTracks(): void {
    const from = this.#rows.arrays;
    const order = risingOrder(from.object, this.#count);
    for (let start = 0; start < order.length; start += SHARD_ROWS) {
      const rows = order.subarray(start, start + SHARD_ROWS);
      const object = reordered(from.object, rows);
      const span = { from: object[0] ?? 0, to: object[object.length - 1] ?? 0 };
      this.#sink.put('track', rows.length, span, {
        object,
        block: reordered(from.block, rows),
        events: reordered(from.events, rows),
        min: reordered(from.min, rows),
        max: reordered(from.max, rows),
        last: reordered(from.last, rows),
      });
    }
    this.#count = 0;
  }

  #putHeat(span: { from: number; to: number }): void {
    const instruction: number[] = [];
    const events: number[] = [];
    this.#heat.forEach((count, id) => {
      if (count === 0) return;
      instruction.push(id);
      events.push(count);
    });
    this.#heat.fill(0);
    if (instruction.length === 0) return;
    this.#sink.put('heat', instruction.length, span, {
      instruction: Uint32Array.from(instruction),
      events: Uint32Array.from(events),
    });
  }

  #growHeat(instruction: number): Int32Array<ArrayBuffer> {
    const grown = new Int32Array(Math.max(2 * instruction, 1024));
    grown.set(this.#heat);
    this.#heat = grown;
    return grown;
  }
}
