// Owns reading objects by their number: first sight, end and claims merged, block by block. Of every object only the row of its end
// is in memory, once somebody asks. Must not know names or events.
// Invariant: answers what ObjectStore's table holds (object-store.ts), without holding it.

import { END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../../shared/model/session.ts';
import type { BlockDirectory } from './block-directory.ts';
import type { BlockOf } from '../format/blocks.ts';
import type { ByteCache } from './byte-cache.ts';
import { damaged } from '../columns/decode.ts';
import { finish, type Steps } from './steps.ts';
import { IdRows } from './id-rows.ts';
import { ObjectPages } from './object-pages.ts';

type EndColumn = 'endSeq' | 'endInstruction' | 'cause' | 'peak' | 'finalRefcount' | 'events';
type ObjectColumn = 'address' | 'bornSeq' | 'bornInstruction';
const MOVED = END_CAUSES.indexOf('moved');

/** One number of one object; 0 where it is not known. See ObjectTable for what each means. Ids are from 1 to count. */
export interface ObjectReader {
  readonly count: number;
  address(id: number): number;
  type(id: number): number;
  bornSeq(id: number): number;
  bornInstruction(id: number): number;
  flags(id: number): number;
  endSeq(id: number): number;
  endInstruction(id: number): number;
  cause(id: number): number;
  peak(id: number): number;
  finalRefcount(id: number): number;
  events(id: number): number;
  settled(id: number): boolean;
  value(id: number): string;
  /** Objects whose memory was given back while their count was above 0, in order of their ends. */
  moved(): readonly number[];
  /**
   * Objects that were not born during the recording (bornSeq 0), rising. All others rise in bornSeq with their number, or `rising` is
   * false.
   */
  unborn(): { readonly ids: Uint32Array; readonly rising: boolean };
  /** 1 for every object that the recorder knew to be yours; index = id. Made anew each time. */
  yours(): Uint8Array;
  /** All rows of ends, in the order in which they were written: an object may have several, the last counts. */
  endRows(): Iterable<EndRows>;
  /** One number of every object; index = id. Made anew each time, so the caller may change it. */
  column(name: ColumnName): Float64Array | Uint32Array | Uint8Array;
  /** The same, block by block. */
  columnSteps(name: ColumnName): Steps<Float64Array | Uint32Array | Uint8Array>;
  /** Marks every object with a value: whether it holds `text` (in lower case, compared without case) is told by `as`. */
  markValues(text: string, marks: Uint8Array, as: ValueMarks): Steps<void>;
}
/**
 * What becomes of the mark of an object with a value: it has the bits of `holds` or those of `other`, and not the others of both. A mark
 * that has a bit of `settled` stays as it is.
 */
export interface ValueMarks {
  readonly holds: number;
  readonly other: number;
  readonly settled: number;
}
/** Columns of equal length. */
export type EndRows = Pick<BlockOf<'end'>, (typeof END_ROW_COLUMNS)[number]>;
const END_ROW_COLUMNS = ['object', 'endSeq', 'cause', 'peak', 'finalRefcount', 'events'] as const;

export type ColumnName = ObjectColumn | EndColumn | 'type' | 'flags';

export class ObjectFile implements ObjectReader {
  readonly #directory: BlockDirectory;
  readonly #pages: ObjectPages;
  /** Row of an object's last end. */
  #endRow = new Uint32Array(1);
  /** Rows of ends before the last, for the few objects that came back from one. */
  readonly #earlier = new Map<number, number[]>();
  readonly #claimFlags = new IdRows();
  readonly #claimValueRow = new IdRows();
  readonly #moved: number[] = [];
  #endBlocks = 0;
  #claimBlocks = 0;

  constructor(directory: BlockDirectory, cache: ByteCache) {
    this.#directory = directory;
    this.#pages = new ObjectPages(directory, cache);
  }

  get count(): number {
    return this.#directory.rows('object');
  }

  address(id: number): number {
    return this.#isKnown(id) ? this.#pages.origin(id, 'address') : 0;
  }
  bornSeq(id: number): number {
    return this.#isKnown(id) ? this.#pages.birth(id, 'bornSeq') : 0;
  }
  bornInstruction(id: number): number {
    return this.#isKnown(id) ? this.#pages.origin(id, 'bornInstruction') : 0;
  }
  endSeq(id: number): number {
    return this.#ofEnd(id, (row) => this.#pages.life(row, 'endSeq'));
  }
  endInstruction(id: number): number {
    return this.#ofEnd(id, (row) => this.#pages.end(row, 'endInstruction'));
  }
  cause(id: number): number {
    return this.#ofEnd(id, (row) => this.#pages.life(row, 'cause'));
  }
  peak(id: number): number {
    return this.#ofEnd(id, (row) => this.#pages.life(row, 'peak'));
  }
  finalRefcount(id: number): number {
    return this.#ofEnd(id, (row) => this.#pages.life(row, 'finalRefcount'));
  }
  events(id: number): number {
    return this.#ofEnd(id, (row) => this.#pages.end(row, 'events'));
  }
  settled(id: number): boolean {
    return this.#lastEnd(id) !== 0;
  }

  type(id: number): number {
    for (const row of this.#endsOf(id)) {
      const type = this.#pages.end(row, 'type');
      if (type !== 0) return type;
    }
    return this.#isKnown(id) ? this.#pages.origin(id, 'type') : 0;
  }

  flags(id: number): number {
    if (!this.#isKnown(id)) return 0;
    const isImmortal = this.#endsOf(id).some(
      (row) => this.#pages.life(row, 'finalRefcount') === IMMORTAL,
    );
    const claimed = this.#claimFlags.get(id);
    return this.#pages.birth(id, 'flags') | claimed | (isImmortal ? OBJECT_FLAG.immortal : 0);
  }

  /** What its end says goes before what was claimed earlier. */
  value(id: number): string {
    for (const row of this.#endsOf(id))
      if (this.#pages.end(row, 'hasValue') !== 0) return this.#pages.endValue(row);
    const row = this.#claimValueRow.get(id);
    return row === 0 ? '' : this.#pages.claimValue(row);
  }

  moved(): readonly number[] {
    this.#catchUp();
    const moved = [...new Set(this.#moved)].filter((id) => this.cause(id) === MOVED);
    return moved.sort((a, b) => this.endSeq(a) - this.endSeq(b) || a - b);
  }

  /** Only blocks that have such an object, by their seqs in the list of blocks, are read. */
  unborn(): { readonly ids: Uint32Array; readonly rising: boolean } {
    const ids: number[] = [];
    let rising = true;
    let previous = 0;
    this.#directory.entries('object').forEach(({ first, seqFrom, seqTo }, index) => {
      rising &&= seqTo === 0 || seqTo >= previous;
      if (seqFrom > 0) rising &&= seqFrom >= previous;
      else {
        const { bornSeq } = this.#directory.columns('object', index, ['bornSeq']);
        bornSeq.forEach((seq, i) => {
          if (seq === 0) ids.push(first + i);
          else {
            rising &&= seq >= previous;
            previous = seq;
          }
        });
      }
      previous = Math.max(previous, seqTo);
    });
    return { ids: Uint32Array.from(ids), rising };
  }

  yours(): Uint8Array {
    this.#catchUpClaims();
    const yours = new Uint8Array(this.count + 1);
    finish(this.#fillSeen('flags', yours));
    const { length } = yours;
    for (let id = 1; id < length; id++)
      yours[id] = ((yours[id] as number) & OBJECT_FLAG.yours) !== 0 ? 1 : 0;
    this.#claimFlags.each((id, flags) => {
      if ((flags & OBJECT_FLAG.yours) !== 0) yours[id] = 1;
    });
    return yours;
  }

  *endRows(): Iterable<EndRows> {
    const { length } = this.#directory.entries('end');
    for (let index = 0; index < length; index++) {
      const rows = this.#directory.columns('end', index, END_ROW_COLUMNS);
      if (!this.#knowsAll(rows.object)) return;
      yield rows;
    }
  }

  column(name: ColumnName): Float64Array | Uint32Array | Uint8Array {
    return finish(this.columnSteps(name));
  }

  *columnSteps(name: ColumnName): Steps<Float64Array | Uint32Array | Uint8Array> {
    this.#catchUp();
    yield;
    const length = this.count + 1;
    const isSeq = name === 'bornSeq' || name === 'endSeq';
    const isShort = this.#directory.rows('event') < SHORT_SEQS;
    const values = isSeq && isShort ? new Uint32Array(length) : new ARRAYS[name](length);
    if (name === 'flags' || name === 'type' || isObjectColumn(name))
      yield* this.#fillSeen(name, values);
    if (!isObjectColumn(name)) yield* this.#fillEnds(name, values);
    if (name === 'flags') {
      this.#claimFlags.each((id, flags) => (values[id] = (values[id] as number) | flags));
    }
    return values;
  }

  *markValues(text: string, marks: Uint8Array, as: ValueMarks): Steps<void> {
    this.#catchUp();
    const mark = (value: string): number =>
      value === '' ? 0 : value.toLowerCase().includes(text) ? as.holds : as.other;
    const others = ~(as.holds | as.other);
    const put = (id: number, bits: number): void => {
      const before = marks[id] as number;
      if ((before & as.settled) === 0) marks[id] = (before & others) | bits;
    };
    for (let index = 0; index < this.#claimBlocks; index++) {
      const { object, value } = this.#directory.columns('claim', index, ['object', 'value']);
      const first = this.#directory.entries('claim')[index]?.first ?? 0;
      object.forEach((id, i) => {
        if (this.#claimValueRow.get(id) === first + i) put(id, mark(value[i] ?? ''));
      });
      yield;
    }
    // What an end says goes before what was claimed.
    for (let index = 0; index < this.#endBlocks; index++) {
      const { object, hasValue } = this.#directory.columns('end', index, ['object', 'hasValue']);
      const found = this.#directory.textSearch('end', index, 'value', text);
      const first = this.#directory.entries('end')[index]?.first ?? 0;
      for (let i = 0; i < object.length; i++) {
        const id = object[i] as number;
        if (hasValue[i] !== 0 && this.#endRow[id] === first + i)
          put(id, found(i) ? as.holds : as.other);
      }
      yield;
    }
    for (const id of this.#earlier.keys()) put(id, mark(this.value(id)));
  }

  *#fillSeen(
    name: 'flags' | 'type' | ObjectColumn,
    to: Float64Array | Uint32Array | Uint8Array,
  ): Steps<void> {
    const { length } = this.#directory.entries('object');
    for (let index = 0; index < length; index++) {
      const first = this.#directory.entries('object')[index]?.first ?? 0;
      const values = this.#directory.columns('object', index, [name])[name];
      to.set(values.subarray(0, Math.max(0, to.length - first)), first);
      yield;
    }
  }

  /** Ends are in order of time: a later one replaces an earlier. */
  *#fillEnds(
    name: EndColumn | 'flags' | 'type',
    to: Float64Array | Uint32Array | Uint8Array,
  ): Steps<void> {
    const column = name === 'flags' ? 'finalRefcount' : name;
    for (let index = 0; index < this.#endBlocks; index++) {
      const block = this.#directory.columns('end', index, ['object', column]) as Pick<
        BlockOf<'end'>,
        'object' | typeof column | 'count'
      >;
      const { object } = block;
      const values = block[column];
      for (let i = 0; i < object.length; i++) {
        const id = object[i] as number;
        const value = values[i] as number;
        if (name === 'flags') {
          if (value === IMMORTAL) to[id] = (to[id] as number) | OBJECT_FLAG.immortal;
        } else if (name !== 'type' || value !== 0) to[id] = value;
      }
      yield;
    }
  }

  #isKnown(id: number): boolean {
    return id >= 1 && id <= this.count;
  }
  #ofEnd(id: number, fact: (row: number) => number): number {
    const row = this.#lastEnd(id);
    return row === 0 ? 0 : fact(row);
  }
  #lastEnd(id: number): number {
    this.#catchUp();
    return this.#endRow[id] ?? 0;
  }
  /** Rows of its ends, the last first. */
  #endsOf(id: number): readonly number[] {
    const last = this.#lastEnd(id);
    if (last === 0) return [];
    const earlier = this.#earlier.get(id);
    return earlier ? [last, ...earlier.toReversed()] : [last];
  }

  #catchUpClaims(): void {
    const { length } = this.#directory.entries('claim');
    while (this.#claimBlocks < length && this.#addClaims());
  }

  #catchUp(): void {
    this.#catchUpClaims();
    const { length } = this.#directory.entries('end');
    if (this.#endBlocks === length) return;
    if (this.#endRow.length <= this.count) {
      const grown = new Uint32Array(
        this.#endRow.length === 1 ? this.count + 1 : Math.ceil(1.25 * this.count) + 1,
      );
      grown.set(this.#endRow);
      this.#endRow = grown;
    }
    while (this.#endBlocks < length && this.#addEnds());
  }

  /** False when the block speaks of objects that come with the next commit: then it waits for the next refresh. */
  #addEnds(): boolean {
    const index = this.#endBlocks;
    const { object, cause } = this.#directory.columns('end', index, ['object', 'cause']);
    if (!this.#knowsAll(object)) return false;
    let row = this.#directory.entries('end')[index]?.first ?? 0;
    const rows = this.#endRow;
    for (let i = 0; i < object.length; i++, row++) {
      const id = object[i] as number;
      const before = rows[id] as number;
      if (before !== 0) this.#earlier.set(id, [...(this.#earlier.get(id) ?? []), before]);
      if (cause[i] === MOVED) this.#moved.push(id);
      rows[id] = row;
    }
    this.#endBlocks++;
    return true;
  }

  #addClaims(): boolean {
    const index = this.#claimBlocks;
    const block = this.#directory.columns('claim', index, ['object', 'flags', 'hasValue']);
    if (!this.#knowsAll(block.object)) return false;
    const firstRow = this.#directory.entries('claim')[index]?.first ?? 0;
    const ids = this.count;
    for (let i = 0; i < block.count; i++) {
      const id = block.object[i] as number;
      const flags = block.flags[i] as number;
      if (flags !== 0) this.#claimFlags.set(id, this.#claimFlags.get(id) | flags, ids);
      if (block.hasValue[i] !== 0) this.#claimValueRow.set(id, firstRow + i, ids);
    }
    this.#claimBlocks++;
    return true;
  }

  #knowsAll(objects: Uint32Array): boolean {
    const { count } = this;
    for (let i = 0; i < objects.length; i++) {
      const object = objects[i] as number;
      if (object === 0) throw damaged('the table of objects', 'speaks of object 0');
      if (object > count) return false;
    }
    return true;
  }
}

/** Seqs below this fit into 32 bits, which is half the memory for millions of objects. */
const SHORT_SEQS = 0xffff_ffff;

const ARRAYS = {
  address: Uint32Array,
  bornSeq: Float64Array,
  bornInstruction: Uint32Array,
  endSeq: Float64Array,
  endInstruction: Uint32Array,
  cause: Uint8Array,
  peak: Uint32Array,
  finalRefcount: Uint32Array,
  events: Uint32Array,
  type: Uint32Array,
  flags: Uint8Array,
} as const;

const isObjectColumn = (name: ColumnName): name is ObjectColumn =>
  name === 'address' || name === 'bornSeq' || name === 'bornInstruction';
