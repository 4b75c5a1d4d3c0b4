// Owns reading the log of names as intervals: which names are in force at a row, when one ends, which an object had. Rows of the log
// count from 0, and an interval goes by the row that opens it. Must not know the places of names on an axis.
// Invariant: answers what the derived table (bindings.ts) holds, from a few blocks of the log; see index/bind-index.ts.

import type { BlockDirectory } from './block-directory.ts';
import type { ByteCache } from './byte-cache.ts';
import { damaged } from '../columns/decode.ts';
import { BindIndexer } from '../index/bind-index.ts';
import { OWN_BLOCKS } from '../index/index-sink.ts';
import { MemoryIndex } from '../index/memory-index.ts';
import { firstAtLeast, readReach, Shards } from '../index/shards.ts';
import type { NameBlock } from './name-blocks.ts';
import { NameBlocks } from './name-blocks.ts';

/** `variable` of `frame` refers to `object` from event fromSeq on. */
export interface NameInterval {
  readonly row: number;
  readonly variable: number;
  readonly frame: number;
  readonly object: number;
  readonly fromSeq: number;
}

/** A block of the log that binds an object, and the variables it binds it to. */
export interface ObjectNameBlock {
  readonly block: number;
  readonly variables: readonly number[];
}

export interface NameReader {
  /** Rows of the log. */
  readonly count: number;
  /** How many rows come before event seq + 1 (afterSeq <= seq). */
  rowsThrough(seq: number): number;
  /** The last step that had begun when a row was made, 0 before the first; null in a file that does not say. */
  stepOf(row: number): number | null;
  /** Intervals in force before row `row`, in order. `of`: only those of this object. */
  openAt(row: number, of?: number): readonly NameInterval[];
  /** Intervals that rows from … to - 1 open, in order. */
  opened(from: number, to: number): readonly NameInterval[];
  /** Intervals that rows from … to - 1 end, in order of those rows, with the seq at which they end. `of`: only this object's. */
  ended(from: number, to: number, of: number): readonly { interval: NameInterval; toSeq: number }[];
  /** The row that ends an interval and its seq; null when it lasts to the end. */
  endOf(interval: NameInterval): { readonly row: number; readonly seq: number } | null;
  /** The blocks of the log that bind the object, in order. */
  blocksOf(object: number): readonly ObjectNameBlock[];
  /** Intervals of the object that block `block` opens, in order. */
  openedIn(block: number, object: number): readonly NameInterval[];
  /** Seqs of the first and last row of a block, and its first row. */
  blockSpan(block: number): { readonly from: number; readonly to: number; readonly row: number };
  /** Rows before which what is in force is known at once, in order. */
  checkpoints(): readonly {
    readonly row: number;
    openOf(object: number): readonly NameInterval[];
  }[];
  /** Variables that ever referred to the object, in the order in which they first did. */
  variablesOf(object: number): readonly number[];
  /** Calls `take` for every object that a variable ever referred to, in order of time; pairs may come again. */
  eachName(take: (object: Uint32Array, variable: Uint32Array) => void): void;
  /** The same, block by block. */
  nameBlocks(): Iterable<NamePairs>;
  /** Blocks of the log. */
  readonly blockCount: number;
  /** The log itself, a block of it; object 0 is unbound. */
  rowsIn(block: number): NameRows;
}

/** Rows of the log, from row `first` on: columns of equal length. */
export interface NameRows extends NamePairs {
  readonly first: number;
  readonly afterSeq: Float64Array;
  readonly frame: Uint32Array;
}

/** Columns of equal length. */
export interface NamePairs {
  readonly object: Uint32Array;
  readonly variable: Uint32Array;
}

export class NameFile implements NameReader {
  readonly #directory: BlockDirectory;
  readonly #blocks: NameBlocks;
  readonly #shards: Shards<'bindTrack'>;
  #memory = new MemoryIndex([]);
  #tail: BindIndexer | undefined;
  #covered = -1;
  #known = -1;
  #reach: number[] = [];

  constructor(directory: BlockDirectory, cache: ByteCache) {
    this.#directory = directory;
    this.#blocks = new NameBlocks(directory, cache, () => directory.rows('object'));
    this.#shards = new Shards(directory, cache, 'bindTrack', ['object', 'block', 'variable']);
  }

  get count(): number {
    return this.#blocks.rows;
  }

  /** Indexes up to `blocks` of the blocks that the file has no index of; false when there is nothing left to do. */
  advance(blocks: number): boolean {
    const tail = this.#start();
    const until = Math.min(tail.blocks + blocks, this.#blocks.length);
    while (tail.blocks < until) {
      const block = this.#blocks.raw(tail.blocks);
      let reach = this.#reach.at(-1) ?? 0;
      for (const object of block.object) if (object > reach) reach = object;
      this.#reach.push(reach);
      tail.add(block);
    }
    return tail.blocks < this.#blocks.length;
  }

  rowsThrough(seq: number): number {
    const entries = this.#directory.entries('bind');
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((entries[middle]?.seqTo ?? Infinity) > seq) high = middle;
      else low = middle + 1;
    }
    if (low === entries.length) return this.count;
    const { afterSeq } = this.#blocks.raw(low);
    let from = 0;
    let to = afterSeq.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((afterSeq[middle] as number) > seq) to = middle;
      else from = middle + 1;
    }
    return this.#blocks.firstRow(low) + from;
  }

  stepOf(row: number): number | null {
    return this.#blocks.stepOf(row);
  }

  openAt(row: number, of?: number): readonly NameInterval[] {
    if (this.#blocks.length === 0) return [];
    const block = this.#block(row < this.count ? this.#indexOf(row) : this.#blocks.length - 1);
    const i = row - block.first;
    const found: NameInterval[] = [];
    const { open, openEnd, object, end } = block;
    for (let j = 0; j < openEnd.length; j++) {
      if ((openEnd[j] as number) < i || (of !== undefined && open.object[j] !== of)) continue;
      found.push(carried(block, j));
    }
    for (let j = 0; j < i; j++) {
      if (object[j] === 0 || (end[j] as number) < i) continue;
      if (of === undefined || object[j] === of) found.push(entry(block, j));
    }
    return found;
  }

  opened(from: number, to: number): readonly NameInterval[] {
    const known = this.#directory.rows('object');
    const found: NameInterval[] = [];
    for (let row = from; row < Math.min(to, this.count);) {
      const index = this.#indexOf(row);
      const block = { ...this.#blocks.raw(index), first: this.#blocks.firstRow(index) };
      const stop = Math.min(to - block.first, block.count);
      for (let i = row - block.first; i < stop; i++) {
        const object = block.object[i] as number;
        if (object !== 0 && object <= known) found.push(entry(block, i));
      }
      row = block.first + block.count;
    }
    return found;
  }

  ended(
    from: number,
    to: number,
    of: number,
  ): readonly { interval: NameInterval; toSeq: number }[] {
    const found: { interval: NameInterval; toSeq: number }[] = [];
    for (let row = from; row < to;) {
      const block = this.#block(this.#indexOf(row));
      const start = row - block.first;
      const stop = Math.min(to - block.first, block.count);
      const inBlock: { at: number; interval: NameInterval }[] = [];
      const { open, openEnd, end, object } = block;
      for (let j = 0; j < openEnd.length; j++) {
        const at = openEnd[j] as number;
        if (open.object[j] === of && at >= start && at < stop)
          inBlock.push({ at, interval: carried(block, j) });
      }
      for (let j = 0; j < stop; j++) {
        const at = end[j] as number;
        if (object[j] === of && at >= start && at < stop)
          inBlock.push({ at, interval: entry(block, j) });
      }
      inBlock.sort((a, b) => a.at - b.at);
      for (const { at, interval } of inBlock)
        found.push({ interval, toSeq: block.afterSeq[at] as number });
      row = block.first + block.count;
    }
    return found;
  }

  endOf(interval: NameInterval): { readonly row: number; readonly seq: number } | null {
    const home = this.#indexOf(interval.row);
    const within = this.#nextOf(interval, home, interval.row - this.#blocks.firstRow(home) + 1);
    if (within !== null) return within;
    for (let index = this.#searchFrom(interval, home); index < this.#blocks.length; index++) {
      const found = this.#nextOf(interval, index, 0);
      if (found !== null) return found;
    }
    return null;
  }

  blocksOf(object: number): readonly ObjectNameBlock[] {
    while (this.advance(Infinity));
    this.#tail?.flush();
    const found: { block: number; variables: number[] }[] = [];
    const own = firstAtLeast(this.#reach, object);
    for (let block = own; block < Math.min(own + OWN_BLOCKS, this.#reach.length); block++) {
      const variables = [...new Set(this.openedIn(block, object).map((row) => row.variable))];
      if (variables.length > 0) found.push({ block, variables });
    }
    this.#shards.each(object, this.#memory, ({ block, variable }, from, to) => {
      for (let row = from; row < to; row++) {
        const last = found.at(-1);
        const at = block[row] as number;
        if (last?.block === at) last.variables.push(variable[row] as number);
        else found.push({ block: at, variables: [variable[row] as number] });
      }
    });
    return found;
  }

  openedIn(index: number, object: number): readonly NameInterval[] {
    const block = { ...this.#blocks.raw(index), first: this.#blocks.firstRow(index) };
    const found: NameInterval[] = [];
    if (object === 0 || object > this.#directory.rows('object')) return found;
    for (let i = block.object.indexOf(object); i >= 0; i = block.object.indexOf(object, i + 1)) {
      found.push(entry(block, i));
    }
    return found;
  }

  blockSpan(index: number): { readonly from: number; readonly to: number; readonly row: number } {
    return { ...this.#blocks.seqSpan(index), row: this.#blocks.firstRow(index) };
  }

  checkpoints(): readonly {
    readonly row: number;
    openOf(object: number): readonly NameInterval[];
  }[] {
    while (this.advance(Infinity));
    return this.#blocks.checkpoints(this.#memory).map(({ row, read }) => ({
      row,
      openOf: (object) => {
        const open = read();
        const found: NameInterval[] = [];
        open.object.forEach((id, i) => {
          if (id !== object) return;
          found.push({
            row: open.row[i] as number,
            variable: open.variable[i] as number,
            frame: open.frame[i] as number,
            object,
            fromSeq: open.fromSeq[i] as number,
          });
        });
        return found;
      },
    }));
  }

  variablesOf(object: number): readonly number[] {
    if (object < 1 || object > this.#directory.rows('object')) return [];
    return [...new Set(this.blocksOf(object).flatMap(({ variables }) => variables))];
  }

  eachName(take: (object: Uint32Array, variable: Uint32Array) => void): void {
    for (const { object, variable } of this.nameBlocks()) take(object, variable);
  }

  *nameBlocks(): Iterable<NamePairs> {
    while (this.advance(Infinity));
    this.#tail?.flush();
    const { length } = this.#directory.entries('name');
    for (let index = 0; index < length; index++)
      yield this.#directory.columns('name', index, ['object', 'variable']);
    for (const { columns } of this.#memory.pieces('name')) yield columns;
  }

  get blockCount(): number {
    return this.#blocks.length;
  }

  rowsIn(index: number): NameRows {
    const { afterSeq, variable, frame, object } = this.#blocks.raw(index);
    const known = this.#directory.rows('object');
    const isKnown = object.every((id) => id <= known);
    return {
      first: this.#blocks.firstRow(index),
      afterSeq,
      variable,
      frame,
      object: isKnown ? object : object.map((id) => (id <= known ? id : 0)),
    };
  }

  /** The first block in which an interval that its own block does not end may end. */
  #searchFrom({ row, variable, frame }: NameInterval, home: number): number {
    while (this.advance(Infinity));
    const checkpoints = this.#blocks.checkpoints(this.#memory);
    let low = 0;
    while ((checkpoints[low]?.row ?? Infinity) <= row) low++;
    const first = low;
    let high = checkpoints.length;
    const holds = (open: ReturnType<(typeof checkpoints)[number]['read']>): boolean => {
      const at = firstAtLeast(open.row, row);
      return open.row[at] === row && open.variable[at] === variable && open.frame[at] === frame;
    };
    while (low < high) {
      const middle = (low + high) >>> 1;
      const checkpoint = checkpoints[middle];
      if (checkpoint !== undefined && holds(checkpoint.read())) low = middle + 1;
      else high = middle;
    }
    const last = low > first ? checkpoints[low - 1] : undefined;
    return last === undefined ? home + 1 : Math.max(this.#indexOf(last.row), home + 1);
  }

  /** The first row of a block, from entry `start` on, about the variable and frame of an interval. */
  #nextOf(
    { variable, frame }: NameInterval,
    index: number,
    start: number,
  ): { readonly row: number; readonly seq: number } | null {
    const { count, variable: variables, frame: frames, afterSeq } = this.#blocks.raw(index);
    for (let i = start; i < count; i++) {
      if (variables[i] === variable && frames[i] === frame)
        return { row: this.#blocks.firstRow(index) + i, seq: afterSeq[i] as number };
    }
    return null;
  }

  #block(index: number): NameBlock {
    this.#start();
    return this.#blocks.block(index, this.#memory);
  }

  #indexOf(row: number): number {
    const index = this.#blocks.indexOfRow(row);
    if (index < 0) throw damaged('an index of names', `points to row ${row}, which is not there`);
    return index;
  }

  /** Also starts again when the file grew in what the tail depends on. */
  #start(): BindIndexer {
    const covered = Math.min(this.#directory.rows('bindReach'), this.#blocks.length);
    const known = this.#directory.rows('object');
    if (known !== this.#known) this.#blocks.forget();
    this.#known = known;
    if (this.#tail !== undefined && covered === this.#covered) return this.#tail;
    this.#covered = covered;
    this.#reach = [...readReach(this.#directory, 'bindReach', this.#blocks.length)];
    this.#memory = new MemoryIndex(['bindTrack', 'name', 'open']);
    const start = {
      blocks: covered,
      rows: this.#blocks.firstRow(covered),
      reach: this.#reach.slice(-OWN_BLOCKS),
      open: covered === 0 ? null : this.#blocks.openAt(covered, this.#memory),
    };
    this.#tail = new BindIndexer(this.#memory, start);
    return this.#tail;
  }
}

type Entries = Pick<NameBlock, 'first' | 'variable' | 'frame' | 'object' | 'afterSeq'>;
const entry = ({ first, variable, frame, object, afterSeq }: Entries, i: number): NameInterval => ({
  row: first + i,
  variable: variable[i] as number,
  frame: frame[i] as number,
  object: object[i] as number,
  fromSeq: afterSeq[i] as number,
});

const carried = ({ open }: NameBlock, i: number): NameInterval => ({
  row: open.row[i] as number,
  variable: open.variable[i] as number,
  frame: open.frame[i] as number,
  object: open.object[i] as number,
  fromSeq: open.fromSeq[i] as number,
});
