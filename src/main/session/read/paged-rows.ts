// Owns access to single rows of a kind by their number: the block of a row is decoded when it is asked for and kept for a while.
// Must not know what the columns mean. Invariant: memory is bounded by the cache, whatever the length of the file.

import type { BlockDirectory, BlockEntry } from './block-directory.ts';
import type { BlockKind, BlockOf } from '../format/blocks.ts';
import type { ByteCache, CacheSpace } from './byte-cache.ts';
import { columnBytes } from './byte-cache.ts';

/** Some columns of rows first … end - 1; row r is entry r - first. */
export interface Page<Columns> {
  readonly index: number;
  readonly first: number;
  readonly end: number;
  readonly columns: Columns;
}

export class PagedRows<Kind extends BlockKind, Name extends keyof BlockOf<Kind> & string> {
  readonly #directory: BlockDirectory;
  readonly #kind: Kind;
  readonly #names: readonly Exclude<Name, 'count'>[];
  readonly #space: CacheSpace<Page<Pick<BlockOf<Kind>, Name | 'count'>>>;
  readonly #check: (columns: Pick<BlockOf<Kind>, Name | 'count'>, entry: BlockEntry) => void;
  #current: Page<Pick<BlockOf<Kind>, Name | 'count'>> | undefined;

  /** `check` throws Failure('damaged') for columns that cannot be. */
  constructor(
    directory: BlockDirectory,
    cache: ByteCache,
    kind: Kind,
    names: readonly Exclude<Name, 'count'>[],
    check: (columns: Pick<BlockOf<Kind>, Name | 'count'>, entry: BlockEntry) => void = () =>
      undefined,
  ) {
    this.#directory = directory;
    this.#kind = kind;
    this.#names = names;
    this.#space = cache.space();
    this.#check = check;
  }

  /** The page of a row, which must exist. */
  page(row: number): Page<Pick<BlockOf<Kind>, Name | 'count'>> {
    const current = this.#current;
    if (current !== undefined && row >= current.first && row < current.end) return current;
    const index = this.#directory.indexOfRow(this.#kind, row);
    if (index < 0) throw new RangeError(`no row ${row} of ${this.#kind}`);
    return this.block(index);
  }

  /** The page of block `index`. */
  block(index: number): Page<Pick<BlockOf<Kind>, Name | 'count'>> {
    const page = this.#space.get(
      index,
      () => this.read(index),
      (made) => columnBytes(made.columns),
    );
    this.#current = page;
    return page;
  }

  /** The page of block `index`, decoded anew and not kept: for passes over all blocks. */
  read(index: number): Page<Pick<BlockOf<Kind>, Name | 'count'>> {
    const entry = this.#directory.entries(this.#kind)[index];
    if (entry === undefined) throw new RangeError(`no ${this.#kind} block ${index}`);
    const columns = this.#directory.columns<Kind, Name>(this.#kind, index, this.#names);
    this.#check(columns, entry);
    return { index, first: entry.first, end: entry.first + entry.count, columns };
  }
}
