// Owns which rows of the log of names are in force: the last of each name of a frame that bound it to an object.
// Must not know blocks. Invariant: a row is in force from itself on, until a later row of the same variable and frame.

import type { BindColumns } from '../../../shared/model/session.ts';
import { GrowingColumns } from '../read/growing.ts';
import { PairTable } from './pair-table.ts';

const COLUMNS = {
  row: 'f64',
  variable: 'u32',
  frame: 'u32',
  object: 'u32',
  fromSeq: 'f64',
} as const;
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/** Columns of equal length, in order of row. */
export interface OpenRows {
  readonly row: Float64Array;
  readonly variable: Uint32Array;
  readonly frame: Uint32Array;
  readonly object: Uint32Array;
  readonly fromSeq: Float64Array;
}

type Followed = Pick<BindColumns, 'count' | 'afterSeq' | 'variable' | 'frame' | 'object'>;

/** A frame's number goes to 2^32 and variables far less, so the key is a safe integer. */
const keyOf = (variable: number, frame: number): number => variable * 2 ** 32 + frame;

export class OpenNames {
  /** variable and frame -> place in the columns. */
  readonly #places = new Map<number, number>();
  readonly #columns = new GrowingColumns(COLUMNS);
  #length = 0;
  readonly #free: number[] = [];
  readonly #seen = new PairTable(32_768);

  get size(): number {
    return this.#places.size;
  }

  bind(row: number, variable: number, frame: number, object: number, fromSeq: number): void {
    const key = keyOf(variable, frame);
    let at = this.#places.get(key);
    if (at === undefined) {
      at = this.#free.pop() ?? this.#length++;
      this.#places.set(key, at);
      this.#columns.ensure(this.#length);
    }
    const to = this.#columns.arrays;
    to.row[at] = row;
    to.variable[at] = variable;
    to.frame[at] = frame;
    to.object[at] = object;
    to.fromSeq[at] = fromSeq;
  }

  unbind(variable: number, frame: number): void {
    const key = keyOf(variable, frame);
    const at = this.#places.get(key);
    if (at === undefined) return;
    this.#places.delete(key);
    this.#free.push(at);
  }

  /** Takes in a block of the log that starts with row `firstRow`; objects above `known` are none. */
  follow(block: Followed, firstRow: number, known = Infinity): void {
    const { count, afterSeq, variable, frame, object } = block;
    this.#seen.clear();
    // Only the last row of each variable and frame says what is in force behind the block.
    for (let i = count - 1; i >= 0; i--) {
      const name = variable[i] as number;
      const of = frame[i] as number;
      if (!this.#seen.add(name, of, 0)) continue;
      const id = object[i] as number;
      if (id === 0 || id > known) this.unbind(name, of);
      else this.bind(firstRow + i, name, of, id, afterSeq[i] as number);
    }
  }

  /** A copy of what is in force, in order of row. */
  rows(): OpenRows {
    const places = Uint32Array.from(this.#places.values());
    const from = this.#columns.arrays;
    places.sort((a, b) => (from.row[a] as number) - (from.row[b] as number));
    const copy: Record<string, Float64Array | Uint32Array> = {};
    for (const name of NAMES) {
      const column = new (from[name].constructor as new (length: number) => Float64Array)(
        places.length,
      );
      places.forEach((at, i) => (column[i] = from[name][at] as number));
      copy[name] = column;
    }
    return copy as unknown as OpenRows;
  }

  /** Takes over a checkpoint. */
  load(rows: OpenRows): void {
    this.#places.clear();
    this.#free.length = 0;
    this.#length = 0;
    for (let i = 0; i < rows.row.length; i++) {
      this.bind(
        rows.row[i] as number,
        rows.variable[i] as number,
        rows.frame[i] as number,
        rows.object[i] as number,
        rows.fromSeq[i] as number,
      );
    }
  }
}
