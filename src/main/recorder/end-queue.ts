// Owns the ends of objects that are not sure yet: a count of 0 may be undone by a finalizer (resurrection). Ends wait here for
// a while in time order; a resurrection takes its row back. Must not know slots.
// Invariant: rows leave in time order; memory is bounded by CAPACITY rows. A resurrection that comes after its row left is
// mended by a later row of the same object (readers take the last).

import type { SessionWriter } from '../../shared/model/session-io.ts';

/** Ends wait until this many events have passed: the finalizer of an object runs within a few events of its count of 0, unless
 * CPython's trashcan postpones it. */
export const HELD_EVENTS = 4_096;
const CAPACITY = 131_072;
const MASK = CAPACITY - 1;
const ROWS = 16_384;
/** Characters of values that are written at once at the most, or little more: a block must not grow with them. */
const MAX_TEXT = 4 * 2 ** 20;

export interface End {
  object: number;
  endSeq: number;
  endInstruction: number;
  cause: number;
  peak: number;
  finalRefcount: number;
  events: number;
  type: number;
}

export class EndQueue {
  readonly #sink: Pick<SessionWriter, 'addEnds'>;
  readonly #waiting = endColumns(CAPACITY);
  readonly #values: string[] = new Array<string>(CAPACITY).fill('');
  readonly #out = endColumns(ROWS);
  #outValues: string[] = [];
  #outText = 0;
  /** Rows #head … #tail - 1 wait; row n sits at n & MASK. A row that was taken back has object 0. */
  #head = 0;
  #tail = 0;

  constructor(sink: Pick<SessionWriter, 'addEnds'>) {
    this.#sink = sink;
  }

  /** Returns the row's number (u32, wraps around). */
  add(end: Readonly<End>, value: string): number {
    if (this.#tail - this.#head === CAPACITY) this.#release(this.#head + CAPACITY / 2);
    const number = this.#tail++;
    setRow(this.#waiting, number & MASK, end);
    this.#values[number & MASK] = value;
    return number >>> 0;
  }

  /** Undoes an end, unless it was written already. */
  takeBack(number: number): void {
    const age = ((this.#tail >>> 0) - number) >>> 0;
    if (age > this.#tail - this.#head) return;
    this.#waiting.object[number & MASK] = 0;
    this.#values[number & MASK] = '';
  }

  /** Lets ends go that happened at or before an event. */
  releaseThrough(seq: number): void {
    let to = this.#head;
    while (to < this.#tail && (this.#waiting.endSeq[to & MASK] as number) <= seq) to++;
    this.#release(to);
  }

  /** Writes a row behind all others: for objects that are alive at the end. */
  append(end: Readonly<End>, value: string): void {
    this.#release(this.#tail);
    setRow(this.#out, this.#nextRow(value), end);
  }

  flush(): void {
    const value = this.#outValues;
    if (value.length === 0) return;
    this.#outValues = [];
    this.#outText = 0;
    this.#sink.addEnds({ count: value.length, ...this.#out, value });
  }

  #release(to: number): void {
    for (; this.#head < to; this.#head++) {
      const i = this.#head & MASK;
      if (this.#waiting.object[i] === 0) continue;
      copyRow(this.#waiting, i, this.#out, this.#nextRow(this.#values[i] as string));
      this.#values[i] = '';
    }
  }

  /** The row to be written now. */
  #nextRow(value: string): number {
    if (this.#outValues.length === ROWS || this.#outText > MAX_TEXT) this.flush();
    this.#outText += value.length;
    return this.#outValues.push(value) - 1;
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
type Columns = ReturnType<typeof endColumns>;

function setRow(columns: Columns, row: number, end: Readonly<End>): void {
  columns.object[row] = end.object;
  columns.endSeq[row] = end.endSeq;
  columns.endInstruction[row] = end.endInstruction;
  columns.cause[row] = end.cause;
  columns.peak[row] = end.peak;
  columns.finalRefcount[row] = end.finalRefcount;
  columns.events[row] = end.events;
  columns.type[row] = end.type;
}

function copyRow(from: Columns, i: number, to: Columns, row: number): void {
  to.object[row] = from.object[i] as number;
  to.endSeq[row] = from.endSeq[i] as number;
  to.endInstruction[row] = from.endInstruction[i] as number;
  to.cause[row] = from.cause[i] as number;
  to.peak[row] = from.peak[i] as number;
  to.finalRefcount[row] = from.finalRefcount[i] as number;
  to.events[row] = from.events[i] as number;
  to.type[row] = from.type[i] as number;
}
