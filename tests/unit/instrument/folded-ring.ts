// Owns reading raw ring records into the last count of every object, and comparing that with memory: an oracle for the
// instrumented binary that shares no code with the recorder.

import { MEMORY, MORE_SHIFT, PAYLOAD_RECORDS, TAG } from '../../../src/shared/model/ring.ts';
import type { Site } from '../../../src/shared/model/site.ts';

export interface Folded {
  readonly events: number;
  readonly births: number;
  /** Events whose old count is not the count recorded last, and birth records of objects that were alive. */
  readonly breaks: readonly string[];
  /** Objects, summed over all comparisons, that the bitmap says are alive and whose last count is known; and those of them
   * that memory contradicts. */
  readonly compared: number;
  readonly wrong: number;
  /** Objects that were alive by the bitmap at the last comparison while their last count was 0. */
  readonly dead: number;
  /** Objects given back while their count was not 0. */
  readonly freed: number;
}

const MAX_BREAKS = 20;

export class FoldedRing {
  readonly #memory: SharedArrayBuffer;
  readonly #sites: readonly Site[];
  readonly #counts = new Map<number, number>();
  readonly #breaks: string[] = [];
  #events = 0;
  #births = 0;
  #freed = 0;
  #compared = 0;
  #wrong = 0;
  #dead = 0;

  constructor(memory: SharedArrayBuffer, sites: readonly Site[]) {
    this.#memory = memory;
    this.#sites = sites;
  }

  /** Folds the records in [from, to) of the second memory. */
  fold(from: number, to: number): void {
    const words = new Uint32Array(this.#memory, from, (to - from) / 4);
    for (let i = 0; i < words.length;) i += 4 * this.#record(words.subarray(i, i + 5));
  }

  /** Compares the last counts with the program's memory as it is now, right after the last record. */
  compare(memory: Uint32Array): void {
    this.#dead = 0;
    const live = new Uint8Array(this.#memory, MEMORY.objects);
    for (const [address, count] of this.#counts) {
      if ((((live[address >>> 6] ?? 0) >> ((address >>> 3) & 7)) & 1) === 0) continue;
      this.#compared++;
      if (memory[address >>> 2] !== count) this.#wrong++;
      if (count === 0) this.#dead++;
    }
  }

  result(): Folded {
    return {
      events: this.#events,
      births: this.#births,
      freed: this.#freed,
      breaks: this.#breaks,
      compared: this.#compared,
      wrong: this.#wrong,
      dead: this.#dead,
    };
  }

  /** Number of records that the item takes. */
  #record([w0 = 0, w1 = 0, w2 = 0, , next = 0]: Uint32Array): number {
    if (w0 < 1024) {
      if (w0 === TAG.freed) this.#release(w1, w2);
      return 1;
    }
    this.#events++;
    const site = this.#sites[w2 & 0xffff];
    const before = this.#counts.get(w0);
    if (site?.kind === 'birth') {
      this.#births++;
      if (before) this.#break(`born at ${site.cFunction} with ${before}`);
      this.#counts.set(w0, 1);
      return 1;
    }
    const delta = (w2 | 0) >> 16;
    const isSaturated = delta === 0x7fff || delta === -0x8000;
    if (before !== undefined && !isSaturated && before + delta !== w1)
      this.#break(`${site?.cFunction} ${site?.wasmOffset}: ${before} then ${delta} gives ${w1}`);
    this.#counts.set(w0, w1);
    return w1 === 0 ? 1 + PAYLOAD_RECORDS + (next >>> MORE_SHIFT.end) : 1;
  }

  #release(address: number, count: number): void {
    this.#freed++;
    const before = this.#counts.get(address);
    if (before !== undefined && before !== count) this.#break(`freed with ${count}, not ${before}`);
    this.#counts.delete(address);
  }

  #break(what: string): void {
    if (this.#breaks.length < MAX_BREAKS) this.#breaks.push(what);
  }
}
