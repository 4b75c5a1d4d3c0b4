// Owns the index over the log of names: which of its blocks bind an object to which variable (bindTrack), every pair of object and
// variable (name), checkpoints of what is in force (open), and how far object numbers go (reach). It is fed block by block, while a
// program is recorded or when a file is read that lacks it. Must not read or write files.
// Invariant: as in event-index.ts, a row of object x in block b is in a track if and only if x <= reach of block b - OWN_BLOCKS.
// Tracks rise by object, then by block; variables of one block stand in the order in which they first bound it there.

import type { BindColumns } from '../../../shared/model/session.ts';
import { GrowingColumns } from '../read/growing.ts';
import type { IndexSink } from './index-sink.ts';
import { MOST_ROWS, OWN_BLOCKS, PORTION_BLOCKS, SHARD_ROWS } from './index-sink.ts';
import type { OpenRows } from './open-names.ts';
import { OpenNames } from './open-names.ts';
import { pairHash, PairTable } from './pair-table.ts';
import { reordered, risingOrder } from './sort-rows.ts';

/** A checkpoint is written after so many blocks, if it is not longer than what came since. */
const CHECKPOINT_BLOCKS = 16;
const NAME_ROWS = 32_768;
const RECENT_PAIRS = 1 << 15;

export type BindBlock = Pick<BindColumns, 'count' | 'afterSeq' | 'variable' | 'frame' | 'object'>;

/** Where an index goes on: behind `blocks` blocks of `rows` rows. */
export interface BindIndexStart {
  readonly blocks: number;
  readonly rows: number;
  /** Of the last blocks before, oldest first. */
  readonly reach: readonly number[];
  /** In force there. */
  readonly open: OpenRows | null;
}

export class BindIndexer {
  readonly #sink: IndexSink;
  readonly #open = new OpenNames();
  readonly #tracks = new GrowingColumns({ object: 'u32', block: 'u32', variable: 'u32' });
  readonly #reach = new Uint32Array(PORTION_BLOCKS);
  readonly #names = { object: new Uint32Array(NAME_ROWS), variable: new Uint32Array(NAME_ROWS) };
  readonly #recentObject = new Uint32Array(RECENT_PAIRS);
  readonly #recentVariable = new Uint32Array(RECENT_PAIRS);
  readonly #seen = new PairTable(32_768);
  readonly #recent: number[];
  #count = 0;
  #nameCount = 0;
  #firstBlock: number;
  #block: number;
  #rows: number;
  #checkpointBlock: number;
  #checkpointRows: number;

  constructor(sink: IndexSink, start: BindIndexStart | null = null) {
    this.#sink = sink;
    this.#firstBlock = this.#block = this.#checkpointBlock = start?.blocks ?? 0;
    this.#rows = this.#checkpointRows = start?.rows ?? 0;
    this.#recent = [...new Array<number>(OWN_BLOCKS).fill(0), ...(start?.reach ?? [])].slice(
      -OWN_BLOCKS,
    );
    if (start?.open) this.#open.load(start.open);
  }

  get blocks(): number {
    return this.#block;
  }

  add(block: BindBlock): void {
    this.#maybeCheckpoint();
    this.#addTracks(block);
    this.#open.follow(block, this.#rows);
    this.#rows += block.count;
    this.#block++;
    if (this.#block - this.#firstBlock === PORTION_BLOCKS || this.#count >= MOST_ROWS) this.flush();
  }

  /** Hands on what was added since. */
  flush(): void {
    const blocks = this.#block - this.#firstBlock;
    if (blocks === 0) return;
    const span = { from: this.#firstBlock + 1, to: this.#block };
    this.#putTracks();
    this.#putNames();
    this.#sink.put('bindReach', blocks, span, { object: this.#reach.subarray(0, blocks) });
    this.#firstBlock = this.#block;
  }

  #maybeCheckpoint(): void {
    const isDue = this.#block - this.#checkpointBlock >= CHECKPOINT_BLOCKS;
    const size = this.#open.size;
    if (!isDue || size === 0 || size > this.#rows - this.#checkpointRows) return;
    this.#sink.put('open', size, { from: this.#rows, to: this.#rows }, this.#open.rows());
    this.#checkpointBlock = this.#block;
    this.#checkpointRows = this.#rows;
  }

  #addTracks({ count, object, variable }: BindBlock): void {
    const own = this.#recent[0] ?? 0;
    let reach = this.#recent.at(-1) ?? 0;
    this.#tracks.ensure(this.#count + count);
    const to = this.#tracks.arrays;
    this.#seen.clear();
    for (let i = 0; i < count; i++) {
      const id = object[i] as number;
      if (id === 0) continue;
      const name = variable[i] as number;
      this.#addName(id, name);
      if (id > reach) reach = id;
      if (id > own || !this.#seen.add(id, name, 0)) continue;
      to.object[this.#count] = id;
      to.block[this.#count] = this.#block;
      to.variable[this.#count] = name;
      this.#count++;
    }
    this.#recent.shift();
    this.#recent.push(reach);
    this.#reach[this.#block - this.#firstBlock] = reach;
  }

  /** Of the pairs that keep coming back most are caught here; one that comes twice does no harm. */
  #addName(object: number, variable: number): void {
    const at = pairHash(object, variable) & (RECENT_PAIRS - 1);
    if (this.#recentObject[at] === object && this.#recentVariable[at] === variable) return;
    this.#recentObject[at] = object;
    this.#recentVariable[at] = variable;
    this.#names.object[this.#nameCount] = object;
    this.#names.variable[this.#nameCount] = variable;
    if (++this.#nameCount === NAME_ROWS) this.#putNames();
  }

  #putNames(): void {
    const count = this.#nameCount;
    if (count === 0) return;
    this.#nameCount = 0;
    this.#sink.put('name', count, { from: this.#firstBlock + 1, to: this.#block + 1 }, this.#names);
  }

  #putTracks(): void {
    const from = this.#tracks.arrays;
    const order = risingOrder(from.object, this.#count);
    for (let start = 0; start < order.length; start += SHARD_ROWS) {
      const rows = order.subarray(start, start + SHARD_ROWS);
      const object = reordered(from.object, rows);
      const span = { from: object[0] ?? 0, to: object[object.length - 1] ?? 0 };
      this.#sink.put('bindTrack', rows.length, span, {
        object,
        block: reordered(from.block, rows),
        variable: reordered(from.variable, rows),
      });
    }
    this.#count = 0;
  }
}
