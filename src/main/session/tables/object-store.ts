// Owns the table of all objects, merged from their first sight, their ends and later claims, and where their values are stored.
// Must not know names or events. Invariant: ends and claims are applied in order, each once, and only to objects that are known.

import { END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../../shared/model/session.ts';
import type { BlockDirectory } from '../read/block-directory.ts';
import { END_COLUMNS, type BlockOf } from '../format/blocks.ts';
import { damaged } from '../columns/decode.ts';
import { GrowingColumns } from '../read/growing.ts';
import { LeastRecentlyUsed } from '../read/least-recently-used.ts';
import type { ObjectTable } from '../read/session-file.ts';

const COLUMNS = {
  address: 'u32',
  type: 'u32',
  bornSeq: 'f64',
  bornInstruction: 'u32',
  flags: 'u8',
  endSeq: 'f64',
  endInstruction: 'u32',
  cause: 'u8',
  peak: 'u32',
  finalRefcount: 'u32',
  events: 'u32',
  settled: 'u8',
  /** Row of the end, and of the last claim, that holds its value; 0: none. */
  endValueRow: 'u32',
  claimValueRow: 'u32',
} as const;

type EndBlock = Pick<BlockOf<'end'>, (typeof END_COLUMNS)[number] | 'count'>;

const VALUE_BLOCKS_KEPT = 24;

export class ObjectStore {
  readonly #directory: BlockDirectory;
  readonly #columns = new GrowingColumns(COLUMNS);
  readonly #values = new LeastRecentlyUsed<string, readonly string[]>(VALUE_BLOCKS_KEPT);
  #count = 0;
  #blocks = 0;
  #endBlocks = 0;
  #claimBlocks = 0;
  #table: ObjectTable | undefined;

  constructor(directory: BlockDirectory) {
    this.#directory = directory;
  }

  /** The table with every block that the directory knows; only new blocks are decoded. */
  table(): ObjectTable {
    if (this.#catchUp() || this.#table === undefined) {
      this.#table = { count: this.#count, ...this.#columns.views(this.#count + 1) };
    }
    return this.#table;
  }

  /** Preview of an object's value; what its end says goes before what was claimed earlier. */
  value(object: number): string {
    if (object < 1 || object > this.table().count) return '';
    const { endValueRow, claimValueRow } = this.#columns.arrays;
    const endRow = endValueRow[object] as number;
    if (endRow !== 0) return this.#valueAt('end', endRow);
    const claimRow = claimValueRow[object] as number;
    return claimRow === 0 ? '' : this.#valueAt('claim', claimRow);
  }

  #valueAt(kind: 'end' | 'claim', row: number): string {
    const index = this.#directory.indexOfRow(kind, row);
    const values = this.#values.get(`${kind} ${index}`, () =>
      kind === 'end'
        ? this.#directory.columns('end', index, ['value']).value
        : this.#directory.columns('claim', index, ['value']).value,
    );
    const first = this.#directory.entries(kind)[index]?.first ?? row;
    return values[row - first] ?? '';
  }

  #catchUp(): boolean {
    const before = this.#blocks + this.#endBlocks + this.#claimBlocks;
    this.#columns.ensure(this.#directory.rows('object') + 1);
    while (this.#blocks < this.#directory.entries('object').length) this.#addObjects();
    while (this.#endBlocks < this.#directory.entries('end').length && this.#addEnds());
    while (this.#claimBlocks < this.#directory.entries('claim').length && this.#addClaims());
    return this.#blocks + this.#endBlocks + this.#claimBlocks > before;
  }

  #addObjects(): void {
    const block = this.#directory.block('object', this.#blocks++);
    const start = this.#count + 1;
    this.#columns.ensure(start + block.count);
    const { address, type, bornSeq, bornInstruction, flags } = this.#columns.arrays;
    address.set(block.address, start);
    type.set(block.type, start);
    bornSeq.set(block.bornSeq, start);
    bornInstruction.set(block.bornInstruction, start);
    flags.set(block.flags, start);
    this.#count += block.count;
  }

  /** False when the block speaks of objects that come with the next commit: then it waits for the next refresh. */
  #addEnds(): boolean {
    const block = this.#directory.columns('end', this.#endBlocks, END_COLUMNS);
    if (!this.#knowsAll(block.object)) return false;
    const firstRow = this.#directory.entries('end')[this.#endBlocks]?.first ?? 0;
    this.#endBlocks++;
    for (let i = 0; i < block.count; i++) this.#addEnd(block, i, firstRow + i);
    return true;
  }

  #addEnd(block: EndBlock, i: number, row: number): void {
    const to = this.#columns.arrays;
    const object = block.object[i] as number;
    const cause = block.cause[i] as number;
    if (cause >= END_CAUSES.length) throw damaged('an end of an object', 'has an unknown cause');
    const finalRefcount = block.finalRefcount[i] as number;
    to.endSeq[object] = block.endSeq[i] as number;
    to.endInstruction[object] = block.endInstruction[i] as number;
    to.cause[object] = cause;
    to.peak[object] = block.peak[i] as number;
    to.finalRefcount[object] = finalRefcount;
    to.events[object] = block.events[i] as number;
    to.settled[object] = 1;
    const type = block.type[i] as number;
    if (type !== 0) to.type[object] = type;
    if (finalRefcount === IMMORTAL)
      to.flags[object] = (to.flags[object] as number) | OBJECT_FLAG.immortal;
    if (block.hasValue[i] !== 0) to.endValueRow[object] = row;
  }

  #addClaims(): boolean {
    const index = this.#claimBlocks;
    const block = this.#directory.columns('claim', index, ['object', 'flags', 'hasValue']);
    if (!this.#knowsAll(block.object)) return false;
    const firstRow = this.#directory.entries('claim')[index]?.first ?? 0;
    this.#claimBlocks++;
    const to = this.#columns.arrays;
    for (let i = 0; i < block.count; i++) {
      const object = block.object[i] as number;
      to.flags[object] = (to.flags[object] as number) | (block.flags[i] as number);
      if (block.hasValue[i] !== 0) to.claimValueRow[object] = firstRow + i;
    }
    return true;
  }

  #knowsAll(objects: Uint32Array): boolean {
    for (const object of objects) {
      if (object === 0) throw damaged('the table of objects', 'speaks of object 0');
      if (object > this.#count) return false;
    }
    return true;
  }
}
