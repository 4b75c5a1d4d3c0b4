// Owns finding the blocks that touch an object, from the index of the file and, where that ends, from one made of the summaries.
// Must not read events. Invariant: what is found does not depend on how much of it the file has as an index.

import type { BlockDirectory } from '../read/block-directory.ts';
import type { ByteCache } from '../read/byte-cache.ts';
import type { EventStore } from '../read/event-store.ts';
import type { BlockSummary, TrackRows } from '../read/session-file.ts';
import { EventIndexer } from './event-index.ts';
import { OWN_BLOCKS } from './index-sink.ts';
import { MemoryIndex } from './memory-index.ts';
import { firstAtLeast, readReach, Shards } from './shards.ts';

/** More pieces than this are put together again: a file that grows adds a small one each time it is looked at. */
const MOST_PIECES = 64;
const NO_LOD = {
  toSeq: new Float64Array(0),
  liveObjects: new Float64Array(0),
  liveReferences: new Float64Array(0),
  births: new Uint32Array(0),
  collections: new Uint32Array(0),
  yoursEvents: new Uint32Array(0),
  yoursLiveObjects: new Float64Array(0),
  yoursLiveReferences: new Float64Array(0),
  yoursBirths: new Uint32Array(0),
  yoursCollections: new Uint32Array(0),
};
const COLUMNS = ['object', 'block', 'events', 'min', 'max', 'last'];

export class TrackReader {
  readonly #directory: BlockDirectory;
  readonly #events: EventStore;
  readonly #shards: Shards<'track'>;
  #memory = new MemoryIndex([]);
  #tail: EventIndexer | undefined;
  /** Blocks that the file's own index covers. */
  #covered = -1;
  /** Per block, as far as it is indexed. */
  #reach: number[] = [];

  constructor(directory: BlockDirectory, cache: ByteCache, events: EventStore) {
    this.#directory = directory;
    this.#events = events;
    this.#shards = new Shards(directory, cache, 'track', COLUMNS);
  }

  /** Indexes up to `blocks` of the blocks that the file has no index of; false when there is nothing left to do. */
  advance(blocks: number): boolean {
    const tail = this.#start();
    const { length } = this.#directory.entries('event');
    const until = Math.min(tail.blocks + blocks, length);
    while (tail.blocks < until) {
      const summary = this.#events.summaryApart(tail.blocks);
      const { object } = summary;
      const greatest = object[object.length - 1] ?? 0;
      this.#reach.push(Math.max(this.#reach.at(-1) ?? 0, greatest));
      tail.add({ rows: object.length, summary, buckets: 0, lod: NO_LOD });
    }
    return tail.blocks < length;
  }

  /** Its blocks in order of time. */
  rowsOf(object: number): TrackRows {
    while (this.advance(Infinity));
    this.#tail?.flush();
    const rows: Builder = { block: [], events: [], min: [], max: [], last: [] };
    const own = firstAtLeast(this.#reach, object);
    for (let block = own; block < Math.min(own + OWN_BLOCKS, this.#reach.length); block++) {
      const summary = this.#events.summary(block);
      const row = firstAtLeast(summary.object, object);
      if (summary.object[row] === object) append(rows, summary, row, block);
    }
    this.#shards.each(object, this.#memory, (columns, from, to) => {
      for (let row = from; row < to; row++)
        append(rows, columns, row, columns.block[row] as number);
    });
    return rows;
  }

  /** Also starts again when the file's own index grew, or when the part in memory became too scattered. */
  #start(): EventIndexer {
    const { length } = this.#directory.entries('event');
    const covered = Math.min(this.#directory.rows('eventReach'), length);
    const isScattered = this.#memory.pieces('track').length > MOST_PIECES + length / 16;
    if (this.#tail !== undefined && covered === this.#covered && !isScattered) return this.#tail;
    this.#covered = covered;
    this.#reach = [...readReach(this.#directory, 'eventReach', length)];
    this.#memory = new MemoryIndex(['track']);
    this.#tail = new EventIndexer(this.#memory, covered, this.#reach.slice(-OWN_BLOCKS));
    return this.#tail;
  }
}

interface Builder {
  readonly block: number[];
  readonly events: number[];
  readonly min: number[];
  readonly max: number[];
  readonly last: number[];
}

function append(
  to: Builder,
  from: Pick<BlockSummary, 'events' | 'min' | 'max' | 'last'>,
  row: number,
  block: number,
): void {
  to.block.push(block);
  to.events.push(from.events[row] as number);
  to.min.push(from.min[row] as number);
  to.max.push(from.max[row] as number);
  to.last.push(from.last[row] as number);
}
