// Owns reading objects by their number: first sight, end and claims merged, block by block. Of every object only the row of its end
// is in memory, once somebody asks. Must not know names or events.
// Invariant: answers what ObjectStore's table holds (object-store.ts), without holding it.

import { END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../shared/model/session.ts';
import type { BlockDirectory } from './block-directory.ts';
import type { BlockOf } from './blocks.ts';
import type { ByteCache } from './byte-cache.ts';
import { damaged } from './columns/decode.ts';
import { IdRows } from './id-rows.ts';
import { PagedRows } from './paged-rows.ts';

const OBJECT_COLUMNS = ['address', 'type', 'bornSeq', 'bornInstruction', 'flags'] as const;
const END_COLUMNS = [
  'object',
  'endSeq',
  'endInstruction',
  'cause',
  'peak',
  'finalRefcount',
  'events',
  'type',
  'hasValue',
] as const;
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
  /** One number of every object; index = id. Made anew each time. */
  column(name: ColumnName): Float64Array | Uint32Array | Uint8Array;
  /** Calls `take` with every object that has a value, in the order in which values lie in the file. */
  eachValue(take: (id: number, value: string) => void): void;
}
export type ColumnName = ObjectColumn | EndColumn | 'type' | 'flags';

export class ObjectFile implements ObjectReader {
  readonly #directory: BlockDirectory;
  readonly #objects: PagedRows<'object', (typeof OBJECT_COLUMNS)[number]>;
  readonly #ends: PagedRows<'end', (typeof END_COLUMNS)[number]>;
  readonly #endValues: PagedRows<'end', 'value'>;
  readonly #claimValues: PagedRows<'claim', 'value'>;
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
    this.#objects = new PagedRows(directory, cache, 'object', OBJECT_COLUMNS);
    this.#ends = new PagedRows(directory, cache, 'end', END_COLUMNS, checkEnds);
    this.#endValues = new PagedRows(directory, cache, 'end', ['value']);
    this.#claimValues = new PagedRows(directory, cache, 'claim', ['value']);
  }

  get count(): number {
    return this.#directory.rows('object');
  }

  address(id: number): number {
    return this.#object(id, 'address');
  }
  bornSeq(id: number): number {
    return this.#object(id, 'bornSeq');
  }
  bornInstruction(id: number): number {
    return this.#object(id, 'bornInstruction');
  }
  endSeq(id: number): number {
    return this.#end(id, 'endSeq');
  }
  endInstruction(id: number): number {
    return this.#end(id, 'endInstruction');
  }
  cause(id: number): number {
    return this.#end(id, 'cause');
  }
  peak(id: number): number {
    return this.#end(id, 'peak');
  }
  finalRefcount(id: number): number {
    return this.#end(id, 'finalRefcount');
  }
  events(id: number): number {
    return this.#end(id, 'events');
  }
  settled(id: number): boolean {
    return this.#lastEnd(id) !== 0;
  }

  type(id: number): number {
    for (const row of this.#endsOf(id)) {
      const { first, columns } = this.#ends.page(row);
      const type = columns.type[row - first] as number;
      if (type !== 0) return type;
    }
    return this.#isKnown(id) ? this.#column(id, 'type') : 0;
  }

  flags(id: number): number {
    if (!this.#isKnown(id)) return 0;
    const isImmortal = this.#endsOf(id).some((row) => {
      const { first, columns } = this.#ends.page(row);
      return columns.finalRefcount[row - first] === IMMORTAL;
    });
    const claimed = this.#claimFlags.get(id);
    return this.#column(id, 'flags') | claimed | (isImmortal ? OBJECT_FLAG.immortal : 0);
  }

  /** What its end says goes before what was claimed earlier. */
  value(id: number): string {
    for (const row of this.#endsOf(id)) {
      const { first, columns } = this.#ends.page(row);
      if (columns.hasValue[row - first] === 0) continue;
      const values = this.#endValues.page(row);
      return values.columns.value[row - values.first] ?? '';
    }
    const row = this.#claimValueRow.get(id);
    if (row === 0) return '';
    const { first, columns } = this.#claimValues.page(row);
    return columns.value[row - first] ?? '';
  }

  moved(): readonly number[] {
    this.#catchUp();
    const moved = [...new Set(this.#moved)].filter((id) => this.cause(id) === MOVED);
    return moved.sort((a, b) => this.endSeq(a) - this.endSeq(b) || a - b);
  }

  column(name: ColumnName): Float64Array | Uint32Array | Uint8Array {
    this.#catchUp();
    const length = this.count + 1;
    const values = new ARRAYS[name](length);
    if (name === 'flags' || name === 'type' || isObjectColumn(name)) this.#fillSeen(name, values);
    if (!isObjectColumn(name)) this.#fillEnds(name, values);
    if (name === 'flags') {
      for (let id = 1; id < length; id++)
        values[id] = (values[id] as number) | this.#claimFlags.get(id);
    }
    return values;
  }

  eachValue(take: (id: number, value: string) => void): void {
    this.#catchUp();
    const isTold = this.#endBlocks > 0 ? new Uint8Array(this.count + 1) : new Uint8Array(0);
    for (let index = 0; index < this.#endBlocks; index++) {
      const { first, columns } = this.#ends.read(index);
      const values = this.#endValues.read(index).columns.value;
      columns.object.forEach((id, i) => {
        if (columns.hasValue[i] === 0) return;
        isTold[id] = 1;
        if (this.#endRow[id] === first + i) take(id, values[i] ?? '');
        else if (this.#earlier.has(id)) take(id, this.value(id));
      });
    }
    for (let index = 0; index < this.#claimBlocks; index++) {
      const { object } = this.#directory.columns('claim', index, ['object']);
      const { first, columns } = this.#claimValues.read(index);
      object.forEach((id, i) => {
        const isLast = this.#claimValueRow.get(id) === first + i;
        if (isLast && isTold[id] !== 1) take(id, columns.value[i] ?? '');
      });
    }
  }

  #fillSeen(
    name: 'flags' | 'type' | ObjectColumn,
    to: Float64Array | Uint32Array | Uint8Array,
  ): void {
    this.#directory.entries('object').forEach(({ first }, index) => {
      to.set(this.#directory.columns('object', index, [name])[name], first);
    });
  }

  /** Ends are in order of time: a later one replaces an earlier. */
  #fillEnds(name: EndColumn | 'flags' | 'type', to: Float64Array | Uint32Array | Uint8Array): void {
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
    }
  }

  #isKnown(id: number): boolean {
    return id >= 1 && id <= this.count;
  }
  #column(id: number, name: (typeof OBJECT_COLUMNS)[number]): number {
    const { first, columns } = this.#objects.page(id);
    return columns[name][id - first] as number;
  }
  #object(id: number, name: ObjectColumn): number {
    return this.#isKnown(id) ? this.#column(id, name) : 0;
  }
  #end(id: number, name: EndColumn): number {
    const row = this.#lastEnd(id);
    if (row === 0) return 0;
    const { first, columns } = this.#ends.page(row);
    return columns[name][row - first] as number;
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

  #catchUp(): void {
    const { length } = this.#directory.entries('end');
    const claims = this.#directory.entries('claim').length;
    if (this.#endBlocks === length && this.#claimBlocks === claims) return;
    if (this.#endRow.length <= this.count) {
      const grown = new Uint32Array(
        this.#endRow.length === 1 ? this.count + 1 : Math.ceil(1.25 * this.count) + 1,
      );
      grown.set(this.#endRow);
      this.#endRow = grown;
    }
    while (this.#endBlocks < length && this.#addEnds());
    while (this.#claimBlocks < claims && this.#addClaims());
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
    for (const object of objects) {
      if (object === 0) throw damaged('the table of objects', 'speaks of object 0');
      if (object > count) return false;
    }
    return true;
  }
}

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

function checkEnds({ cause }: { readonly cause: Uint8Array }): void {
  for (const code of cause)
    if (code >= END_CAUSES.length) throw damaged('an end of an object', 'has an unknown cause');
}
