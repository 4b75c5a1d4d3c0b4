// Owns the ends of objects that are not sure yet: a count of 0 may be undone by a finalizer (resurrection). Ends wait here for
// a while in time order; a resurrection takes its row back. Must not know slots.
// Invariant: rows leave in time order; memory is bounded by CAPACITY rows. A resurrection that comes after its row left is
// mended by a later row of the same object (readers take the last).

import type { SessionWriter } from '../../shared/model/session-io.ts';
import { ValueTexts } from './value-texts.ts';

/** Ends wait until this many events have passed: the finalizer of an object runs within a few events of its count of 0, unless
 * CPython's trashcan postpones it. */
export const HELD_EVENTS = 4_096;
const CAPACITY = 131_072;
const MASK = CAPACITY - 1;
const ROWS = 16_384;
/** Characters of values that are written at once at the most, or little more: a block must not grow with them. */
const MAX_TEXT = 4 * 2 ** 20;

export class EndQueue {
  /** Row n sits at n & MASK; `claim` says where, the caller fills it in. A row that was taken back has object 0. */
  readonly columns = endColumns(CAPACITY);
  readonly #values = new ValueTexts(CAPACITY);
  readonly #sink: Pick<SessionWriter, 'addEnds'>;
  /** Rows #head … #tail - 1 wait, those before #sure only for company. */
  #head = 0;
  #sure = 0;
  #tail = 0;
  #takenBack = 0;

  constructor(sink: Pick<SessionWriter, 'addEnds'>) {
    this.#sink = sink;
  }

  /** Number of the row that `claim` gives next (u32, wraps around). */
  get next(): number {
    return this.#tail >>> 0;
  }

  /** Place of a new row, which has no value; it must have an object and the others of its columns at once. */
  claim(): number {
    if (this.#tail - this.#head === CAPACITY) {
      this.#sure = Math.max(this.#sure, this.#head + CAPACITY / 2);
      this.#writeTo(this.#sure);
    }
    const row = this.#tail++ & MASK;
    this.#values.clear(row);
    return row;
  }

  setText: ValueTexts['setText'] = (row, text) => this.#values.setText(row, text);

  setShort: ValueTexts['setShort'] = (row, form, amount) =>
    this.#values.setShort(row, form, amount);

  /** Undoes an end, unless it was written already. */
  takeBack(number: number): void {
    const age = ((this.#tail >>> 0) - number) >>> 0;
    if (age > this.#tail - this.#head) return;
    this.columns.object[number & MASK] = 0;
    this.#values.clear(number & MASK);
    this.#takenBack++;
  }

  /** Lets ends go that happened at or before an event. */
  releaseThrough(seq: number): void {
    const { endSeq } = this.columns;
    while (this.#sure < this.#tail && (endSeq[this.#sure & MASK] as number) <= seq) this.#sure++;
    const whole = this.#sure - ((this.#sure - this.#head) % ROWS);
    this.#writeTo(this.#isLong ? this.#sure : whole);
  }

  flush(): void {
    this.#writeTo(this.#sure);
  }

  get #isLong(): boolean {
    return this.#values.characters > MAX_TEXT;
  }

  #writeTo(to: number): void {
    while (this.#head < to) {
      const from = this.#head & MASK;
      const count = Math.min(to - this.#head, ROWS, CAPACITY - from);
      const rows = this.#isLong ? this.#values.rowsOf(from, count, MAX_TEXT) : count;
      this.#write(from, rows);
      this.#head += rows;
    }
  }

  #write(from: number, rows: number): void {
    const count = this.#takenBack === 0 ? rows : this.#closeRanks(from, rows);
    if (count === 0) return;
    const value = this.#values.take(from, from + count);
    const columns: Record<string, unknown> = { count, value };
    for (const [name, column] of Object.entries(this.columns))
      columns[name] = column.subarray(from, from + count);
    this.#sink.addEnds(columns as unknown as Parameters<SessionWriter['addEnds']>[0]);
  }

  /** Moves rows together over those that were taken back. Returns how many are left. */
  #closeRanks(from: number, rows: number): number {
    let to = from;
    for (let row = from; row < from + rows; row++) {
      if (this.columns.object[row] === 0) {
        this.#takenBack--;
        continue;
      }
      if (to !== row) {
        for (const column of Object.values(this.columns)) column[to] = column[row] as number;
        this.#values.move(row, to);
      }
      to++;
    }
    return to - from;
  }
}

const endColumns = (rows: number) => ({
  object: new Uint32Array(rows),
  endSeq: new Float64Array(rows),
  endInstruction: new Uint32Array(rows),
  cause: new Uint8Array(rows),
  peak: new Uint32Array(rows),
  finalRefcount: new Uint32Array(rows),
  events: new Uint32Array(rows),
  type: new Uint32Array(rows),
});
