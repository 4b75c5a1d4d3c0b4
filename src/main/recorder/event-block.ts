// Owns the columns of the events that were not handed to the sink yet. The decoder's inner loop writes them directly.
// Invariant: a block with `room` rows must be flushed before the next; no event beyond the limit is ever in one.

import type { SessionWriter } from '../../shared/model/session-io.ts';
import { BLOCK_EVENTS } from '../../shared/model/session.ts';

export class EventBlock {
  readonly object = new Uint32Array(BLOCK_EVENTS);
  readonly refcount = new Uint32Array(BLOCK_EVENTS);
  readonly delta = new Int32Array(BLOCK_EVENTS);
  readonly site = new Uint16Array(BLOCK_EVENTS);
  readonly instruction = new Uint32Array(BLOCK_EVENTS);
  firstSeq = 1;
  count = 0;
  /** How many rows the block holds when it is full; 0 when the limit of events is reached. */
  room: number;
  readonly #sink: Pick<SessionWriter, 'addEvents'>;
  readonly #maxEvents: number;

  constructor(sink: Pick<SessionWriter, 'addEvents'>, maxEvents: number) {
    this.#sink = sink;
    this.#maxEvents = maxEvents;
    this.room = this.#nextRoom();
  }

  /** Number of the last event. */
  get seq(): number {
    return this.firstSeq + this.count - 1;
  }

  get isFull(): boolean {
    return this.seq >= this.#maxEvents;
  }

  flush(): void {
    if (this.count === 0) return;
    const { firstSeq, count, object, refcount, delta, site, instruction } = this;
    this.firstSeq += count;
    this.count = 0;
    this.room = this.#nextRoom();
    this.#sink.addEvents({ firstSeq, count, object, refcount, delta, site, instruction });
  }

  #nextRoom(): number {
    return Math.min(BLOCK_EVENTS, Math.max(0, this.#maxEvents - this.firstSeq + 1));
  }
}
