// Owns the log of names, decoded once, and the intervals and names per object derived from it when somebody asks.
// Must not know scopes or code. Invariant: derived tables belong to the log they were made from; a longer log makes new ones.

import type { BlockDirectory } from '../read/block-directory.ts';
import { deriveBindings, distinctNames } from './bindings.ts';
import type { DistinctNames } from './bindings.ts';
import { damaged } from '../columns/decode.ts';
import { GrowingColumns } from '../read/growing.ts';
import type { BindingTable, BindTable } from '../read/session-file.ts';

const COLUMNS = { afterSeq: 'f64', variable: 'u32', frame: 'u32', object: 'u32' } as const;

/** 20 bytes each. */
const MOST_KEPT_ROWS = 500_000;

export class BindStore {
  readonly #directory: BlockDirectory;
  #columns = new GrowingColumns(COLUMNS);
  #count = 0;
  #blocks = 0;
  #table: BindTable | undefined;
  #bindings: { readonly rows: number; readonly objects: number; table: BindingTable } | undefined;
  #names: { readonly of: BindingTable; names: DistinctNames } | undefined;

  constructor(directory: BlockDirectory) {
    this.#directory = directory;
  }

  table(): BindTable {
    const blocks = this.#directory.entries('bind').length;
    if (this.#table === undefined || this.#blocks < blocks) {
      this.#columns.ensure(this.#directory.rows('bind'));
      while (this.#blocks < blocks) this.#add();
      this.#table = { count: this.#count, ...this.#columns.views(this.#count) };
    }
    return this.#table;
  }

  /** Intervals of objects 1 … `objects`. */
  bindings(objects: number): BindingTable {
    const rows = this.#directory.rows('bind');
    if (this.#bindings?.rows !== rows || this.#bindings.objects !== objects) {
      this.#bindings = { rows, objects, table: deriveBindings(this.table(), objects) };
      if (rows > MOST_KEPT_ROWS) this.#forget();
    }
    return this.#bindings.table;
  }

  /** The intervals say all that the log says; a long log is decoded again when somebody asks. */
  #forget(): void {
    this.#columns = new GrowingColumns(COLUMNS);
    this.#table = undefined;
    this.#count = 0;
    this.#blocks = 0;
  }

  /** Names of an object, first bound first. `nameOf` is the name of a variable's row. */
  names(
    object: number,
    objects: number,
    nameOf: (variable: number) => string | undefined,
  ): readonly string[] {
    const of = this.bindings(objects);
    if (this.#names?.of !== of) this.#names = { of, names: distinctNames(of, objects, nameOf) };
    const { start, name, texts } = this.#names.names;
    if (object < 1 || object > objects) return [];
    const names: string[] = [];
    for (let i = start[object] as number; i < (start[object + 1] as number); i++) {
      names.push(texts[name[i] as number] as string);
    }
    return names;
  }

  #add(): void {
    const block = this.#directory.block('bind', this.#blocks++);
    const start = this.#count;
    this.#columns.ensure(start + block.count);
    const { afterSeq, variable, frame, object } = this.#columns.arrays;
    let previous = start === 0 ? 0 : (afterSeq[start - 1] as number);
    for (const seq of block.afterSeq) {
      if (!(seq >= previous)) throw damaged('the log of names', 'runs backwards');
      previous = seq;
    }
    afterSeq.set(block.afterSeq, start);
    variable.set(block.variable, start);
    frame.set(block.frame, start);
    object.set(block.object, start);
    this.#count += block.count;
  }
}
