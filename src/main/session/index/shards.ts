// Owns looking objects up in a track kind: the shards of the file that may have an object, and those made in memory.
// Must not know what a row says beyond its object and its block. Invariant: rows of an object come in the order of its blocks.

import type { BlockDirectory } from '../read/block-directory.ts';
import type { ByteCache } from '../read/byte-cache.ts';
import { damaged } from '../columns/decode.ts';
import { PagedRows } from '../read/paged-rows.ts';
import type { IndexColumns } from './index-sink.ts';
import type { MemoryIndex } from './memory-index.ts';

type TrackKind = 'track' | 'bindTrack';

export class Shards<Kind extends TrackKind> {
  readonly #directory: BlockDirectory;
  readonly #kind: Kind;
  readonly #of: 'event' | 'bind';
  readonly #pages: PagedRows<Kind, keyof IndexColumns<Kind> & string>;

  constructor(directory: BlockDirectory, cache: ByteCache, kind: Kind, names: readonly string[]) {
    this.#directory = directory;
    this.#kind = kind;
    this.#of = kind === 'track' ? 'event' : 'bind';
    this.#pages = new PagedRows(directory, cache, kind, names as never);
  }

  /** Calls `take` with each run of rows from … to - 1 of `columns` that are about the object. */
  each(
    object: number,
    memory: MemoryIndex,
    take: (columns: IndexColumns<Kind>, from: number, to: number) => void,
  ): void {
    let previous = -1;
    const visit = (columns: IndexColumns<Kind>): void => {
      const { object: objects, block } = columns as { object: Uint32Array; block: Uint32Array };
      const from = firstAtLeast(objects, object);
      let to = from;
      for (; objects[to] === object; to++) {
        const at = block[to] as number;
        if (at < previous || at >= this.#directory.entries(this.#of).length)
          throw damaged('an index', 'names blocks out of order');
        previous = at;
      }
      if (to > from) take(columns, from, to);
    };
    this.#directory.entries(this.#kind).forEach(({ seqFrom, seqTo }, index) => {
      if (object < seqFrom || object > seqTo) return;
      visit(this.#pages.block(index).columns as unknown as IndexColumns<Kind>);
    });
    for (const { from, to, columns } of memory.pieces(this.#kind)) {
      if (object >= from && object <= to) visit(columns);
    }
  }
}

/** Index of the first value of a rising column that is at least `value`. */
export function firstAtLeast(values: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The reach of every block that the file has an index of. */
export function readReach(
  directory: BlockDirectory,
  kind: 'eventReach' | 'bindReach',
  blocks: number,
): Uint32Array {
  const covered = Math.min(directory.rows(kind), blocks);
  const reach = new Uint32Array(directory.rows(kind));
  directory.entries(kind).forEach(({ first }, index) => {
    reach.set(directory.columns(kind, index, ['object']).object, first - 1);
  });
  for (let i = 1; i < reach.length; i++)
    if ((reach[i] as number) < (reach[i - 1] as number))
      throw damaged('an index', 'has object numbers that fall');
  return reach.subarray(0, covered);
}
