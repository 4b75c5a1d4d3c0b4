// Owns the blocks of the log of names, each with what a reader wants to know of its rows: which row each one takes the place of,
// which row of the block ends it, and what was in force before the block. Must not know objects beyond their ids, nor frames' code.
// Invariant: a row that binds an object the file does not know counts as one that unbinds.

import type { BlockDirectory } from './block-directory.ts';
import type { ByteCache, CacheSpace } from './byte-cache.ts';
import { columnBytes } from './byte-cache.ts';
import { damaged } from '../columns/decode.ts';
import type { MemoryIndex } from '../index/memory-index.ts';
import type { OpenRows } from '../index/open-names.ts';
import { OpenNames } from '../index/open-names.ts';
import { PairTable } from '../index/pair-table.ts';
import { reordered } from '../index/sort-rows.ts';
import { PagedRows } from './paged-rows.ts';

const COLUMNS = ['afterSeq', 'variable', 'frame', 'object'] as const;

/** Rows first … first + count - 1 of the log (from 0). */
export interface NameBlock {
  readonly index: number;
  readonly first: number;
  readonly count: number;
  readonly afterSeq: Float64Array;
  readonly variable: Uint32Array;
  readonly frame: Uint32Array;
  /** 0: unbound. */
  readonly object: Uint32Array;
  /** What was in force before the block. */
  readonly open: OpenRows;
  /** Entry of the block that ends each row of `open`, `count` where none does. */
  readonly openEnd: Uint32Array;
  /** Entry of the block that ends each entry, `count` where none does. */
  readonly end: Uint32Array;
}

export class NameBlocks {
  readonly #directory: BlockDirectory;
  readonly #space: CacheSpace<NameBlock>;
  readonly #opens: CacheSpace<OpenRows>;
  readonly #pages: PagedRows<'bind', (typeof COLUMNS)[number]>;
  readonly #steps: PagedRows<'bindStep', 'step'>;
  readonly #checkpoints: PagedRows<'open', 'row' | 'variable' | 'frame' | 'object' | 'fromSeq'>;
  readonly #objectCount: () => number;
  #current: NameBlock | undefined;

  constructor(directory: BlockDirectory, cache: ByteCache, objectCount: () => number) {
    this.#directory = directory;
    this.#space = cache.space();
    this.#opens = cache.space();
    this.#objectCount = objectCount;
    this.#pages = new PagedRows(directory, cache, 'bind', COLUMNS, ({ afterSeq }, entry) => {
      let previous = entry.seqFrom;
      for (let i = 0; i < afterSeq.length; i++) {
        const seq = afterSeq[i] as number;
        if (!(seq >= previous)) throw damaged('the log of names', 'runs backwards');
        previous = seq;
      }
      if (previous !== entry.seqTo || afterSeq[0] !== entry.seqFrom)
        throw damaged('the log of names', 'is not where the list of blocks says');
    });
    this.#steps = new PagedRows(directory, cache, 'bindStep', ['step']);
    this.#checkpoints = new PagedRows(directory, cache, 'open', [
      'row',
      'variable',
      'frame',
      'object',
      'fromSeq',
    ]);
  }

  get length(): number {
    return this.#directory.entries('bind').length;
  }
  get rows(): number {
    return this.#directory.rows('bind');
  }

  /** To be called when the file grew: what was in force may depend on objects that are known now. */
  forget(): void {
    this.#space.clear();
    this.#opens.clear();
    this.#current = undefined;
  }

  indexOfRow(row: number): number {
    return this.#directory.indexOfRow('bind', row + 1);
  }
  firstRow(index: number): number {
    return index < this.length
      ? (this.#directory.entries('bind')[index]?.first ?? 1) - 1
      : this.rows;
  }
  seqSpan(index: number): { readonly from: number; readonly to: number } {
    const entry = this.#directory.entries('bind')[index];
    return { from: entry?.seqFrom ?? 0, to: entry?.seqTo ?? 0 };
  }

  /** Columns of a block as they are in the file. */
  raw(index: number): Pick<NameBlock, 'count' | (typeof COLUMNS)[number]> {
    return this.#pages.block(index).columns;
  }

  /** The last step that had begun when a row (from 0) was made; null in a file that does not say. */
  stepOf(row: number): number | null {
    if (row >= this.#directory.rows('bindStep')) return null;
    const { first, columns } = this.#steps.page(row + 1);
    return columns.step[row + 1 - first] ?? null;
  }

  block(index: number, memory: MemoryIndex): NameBlock {
    if (this.#current?.index === index) return this.#current;
    const made = this.#space.get(
      index,
      () => this.#make(index, this.openAt(index, memory)),
      (block) => columnBytes(block) + columnBytes(block.open),
    );
    this.#current = made;
    return made;
  }

  /** Rows of the log (from 0) before which there is a checkpoint, in order, and how to get it. */
  checkpoints(memory: MemoryIndex): readonly { readonly row: number; read(): OpenRows }[] {
    const stored = this.#directory.entries('open').map(({ seqFrom }, index) => ({
      row: seqFrom,
      read: () => this.#known(this.#checkpoints.block(index).columns),
    }));
    const last = stored.at(-1)?.row ?? -1;
    const made = memory
      .pieces('open')
      .filter(({ from }) => from > last)
      .map(({ from, columns }) => ({ row: from, read: () => this.#known(columns) }));
    return [...stored, ...made];
  }

  /** What is in force before block `index`. */
  openAt(index: number, memory: MemoryIndex): OpenRows {
    return this.#opens.get(index, () => this.#replay(index, memory), columnBytes);
  }

  #replay(index: number, memory: MemoryIndex): OpenRows {
    const row = this.firstRow(index);
    const checkpoint = this.checkpoints(memory).findLast((candidate) => candidate.row <= row);
    const names = new OpenNames();
    let at = 0;
    if (checkpoint !== undefined) {
      names.load(checkpoint.read());
      at = this.indexOfRow(checkpoint.row);
      if (at < 0 || this.firstRow(at) !== checkpoint.row)
        throw damaged('an index', 'has a checkpoint inside a block');
    }
    const known = this.#objectCount();
    for (; at < index; at++) {
      const { columns } = this.#pages.block(at);
      names.follow(columns, this.firstRow(at), known);
    }
    return names.rows();
  }

  /** Without what binds objects that the file does not know. */
  #known(rows: OpenRows): OpenRows {
    const count = this.#objectCount();
    if (rows.object.every((id) => id <= count)) return rows;
    const kept = Uint32Array.from(rows.object.keys()).filter(
      (i) => (rows.object[i] as number) <= count,
    );
    return {
      row: Float64Array.from(kept, (i) => rows.row[i] as number),
      variable: reordered(rows.variable, kept),
      frame: reordered(rows.frame, kept),
      object: reordered(rows.object, kept),
      fromSeq: Float64Array.from(kept, (i) => rows.fromSeq[i] as number),
    };
  }

  #make(index: number, open: OpenRows): NameBlock {
    const { columns } = this.#pages.block(index);
    const { count, afterSeq, variable, frame } = columns;
    const known = this.#objectCount();
    const isKnown = columns.object.every((id) => id <= known);
    const object = isKnown ? columns.object : columns.object.map((id) => (id > known ? 0 : id));
    const end = new Uint32Array(count).fill(count);
    // Backwards: what ends an entry is the next one of its variable and frame.
    const next = new PairTable(4 * count);
    for (let i = count - 1; i >= 0; i--) {
      end[i] = next.set(variable[i] as number, frame[i] as number, i) ?? count;
    }
    const openEnd = new Uint32Array(open.row.length);
    for (let i = 0; i < openEnd.length; i++) {
      openEnd[i] = next.get(open.variable[i] as number, open.frame[i] as number) ?? count;
    }
    const first = this.firstRow(index);
    return {
      index,
      first,
      count,
      afterSeq,
      variable,
      frame,
      object,
      open,
      openEnd,
      end,
    };
  }
}
