// Owns the bindings of one variable over the whole run, as stretches that do not overlap: of several frames that have it at once, the
// one entered last counts. Must not know axes. Invariant: stretches come in order of their start; what is over the most is left out at
// the end, and says so.

import type { NameReader } from '../../read/name-reader.ts';
import type { Steps } from '../../read/steps.ts';

/** Columns of equal length, one entry per stretch. */
export interface VariableLog {
  readonly count: number;
  /** The row of the log of names that bound it. */
  readonly row: Float64Array;
  readonly frame: Uint32Array;
  readonly object: Uint32Array;
  /** Where that row is. */
  readonly boundSeq: Float64Array;
  /** Where the stretch starts: there, or where an inner frame ended. */
  readonly fromSeq: Float64Array;
  /** Infinity: to the end. */
  readonly toSeq: Float64Array;
  /** The seq up to which the log was read; null: all of it. */
  readonly readThroughSeq: number | null;
}

/** Some 40 bytes each. */
const MOST_STRETCHES = 1_000_000;

interface Bound {
  readonly row: number;
  readonly frame: number;
  readonly object: number;
  readonly seq: number;
}

export function* variableLog(
  names: NameReader,
  variable: number,
  most = MOST_STRETCHES,
): Steps<VariableLog> {
  const log = new GrowingLog();
  const frames = new BoundFrames();
  for (let index = 0; index < names.blockCount && log.count < most; index++) {
    const block = names.rowsIn(index);
    const { variable: variables } = block;
    for (let i = variables.indexOf(variable); i >= 0; i = variables.indexOf(variable, i + 1)) {
      const frame = block.frame[i] as number;
      const seq = block.afterSeq[i] as number;
      const object = block.object[i] as number;
      if (object === 0) frames.unbind(frame);
      else frames.bind({ row: block.first + i, frame, object, seq });
      log.go(frames.last(), seq);
      if (log.count === most) return log.done(seq);
    }
    yield;
  }
  return log.done(null);
}

/** The frames that have it, in the order in which they came to; those that have it no more leave when they are the last. */
class BoundFrames {
  readonly #bound = new Map<number, Bound>();
  readonly #order: number[] = [];

  bind(bound: Bound): void {
    if (!this.#bound.has(bound.frame)) this.#order.push(bound.frame);
    this.#bound.set(bound.frame, bound);
  }

  unbind(frame: number): void {
    this.#bound.delete(frame);
  }

  last(): Bound | undefined {
    for (;;) {
      const frame = this.#order.at(-1);
      const bound = frame === undefined ? undefined : this.#bound.get(frame);
      if (bound || frame === undefined) return bound;
      this.#order.pop();
    }
  }
}

class GrowingLog {
  count = 0;
  #isEnded = true;
  #row = new Float64Array(64);
  #frame = new Uint32Array(64);
  #object = new Uint32Array(64);
  #boundSeq = new Float64Array(64);
  #fromSeq = new Float64Array(64);
  #toSeq = new Float64Array(64);

  /** From here on it is bound like this, or to nothing. */
  go(bound: Bound | undefined, fromSeq: number): void {
    const last = this.count - 1;
    const isSame =
      !this.#isEnded && this.#object[last] === bound?.object && this.#frame[last] === bound?.frame;
    if (isSame) return;
    if (!this.#isEnded) this.#toSeq[last] = fromSeq;
    this.#isEnded = bound === undefined;
    if (bound) this.#start(bound, fromSeq);
  }

  #start({ row, frame, object, seq }: Bound, fromSeq: number): void {
    if (this.count === this.#row.length) this.#resize(2 * this.count);
    const at = this.count++;
    this.#row[at] = row;
    this.#frame[at] = frame;
    this.#object[at] = object;
    this.#boundSeq[at] = seq;
    this.#fromSeq[at] = fromSeq;
    this.#toSeq[at] = Infinity;
  }

  done(readThroughSeq: number | null): VariableLog {
    this.#resize(this.count);
    return {
      count: this.count,
      row: this.#row,
      frame: this.#frame,
      object: this.#object,
      boundSeq: this.#boundSeq,
      fromSeq: this.#fromSeq,
      toSeq: this.#toSeq,
      readThroughSeq,
    };
  }

  #resize(length: number): void {
    const floats = (from: Float64Array): Float64Array<ArrayBuffer> => {
      const to = new Float64Array(length);
      to.set(from.subarray(0, length));
      return to;
    };
    const integers = (from: Uint32Array): Uint32Array<ArrayBuffer> => {
      const to = new Uint32Array(length);
      to.set(from.subarray(0, length));
      return to;
    };
    this.#row = floats(this.#row);
    this.#frame = integers(this.#frame);
    this.#object = integers(this.#object);
    this.#boundSeq = floats(this.#boundSeq);
    this.#fromSeq = floats(this.#fromSeq);
    this.#toSeq = floats(this.#toSeq);
  }
}
