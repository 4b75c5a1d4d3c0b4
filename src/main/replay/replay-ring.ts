// Owns running a program again up to an event: counts the events in the ring, compares each with the recorded one, and gives the
// program exactly so much room that it comes back at the event that is wanted. Must not look at the heap.
// Invariant: `onArrival` is called inside the store that made event `target`, and nowhere else; no event passes unchecked.

import { Failure } from '../../shared/base/failure.ts';
import type { RuntimeExports } from '../../shared/model/instrumented.ts';
import {
  FIRST_ADDRESS,
  RECORD_BYTES,
  SEGMENT_BYTES,
  segmentStart,
  TAG,
  wordsAfterBind,
  wordsAfterEnd,
} from '../../shared/model/ring.ts';
import { IMMORTAL, type EventColumns } from '../../shared/model/session.ts';
import type { Site } from '../../shared/model/site.ts';
import type { Ring } from '../engine/ring-feeder.ts';
import type { SessionFile } from '../session/read/session-file.ts';

const WORDS = RECORD_BYTES / 4;
/** A change beyond this is written as this. */
const SATURATED = 0x7fff;

interface Store {
  readonly address: number;
  readonly value: number;
  readonly site: number;
  readonly isRise: boolean;
}

export interface ReplayRingParts {
  readonly runtime: RuntimeExports;
  readonly session: SessionFile;
  readonly immortalRefcount: number;
  /** First event to stop at. */
  readonly target: number;
  /** The program is about to start. */
  onStart(): void;
  /** The program stands right behind event `seq`; returns the next event to stop at. */
  onArrival(seq: number): number;
}

export class ReplayRing implements Ring {
  readonly #parts: ReplayRingParts;
  readonly #addresses: Uint32Array;
  readonly #sites: readonly Site[];
  readonly #start = segmentStart(0);
  #target: number;
  /** Events so far. */
  #seq = 0;
  #block: EventColumns | null = null;

  constructor(parts: ReplayRingParts) {
    this.#parts = parts;
    this.#target = parts.target;
    this.#addresses = parts.session.objects().address;
    this.#sites = parts.session.sites();
  }

  /** An item has at least one record, so the room for as many records as events are missing cannot hold more events. */
  start(): void {
    this.#parts.onStart();
    this.#makeRoom();
  }

  #makeRoom(): void {
    const bytes = Math.min((this.#target - this.#seq) * RECORD_BYTES, SEGMENT_BYTES);
    this.#parts.runtime.refscope_set_ring(this.#start, this.#start + bytes);
  }

  onFull(): void {
    this.#check();
    while (this.#seq === this.#target) this.#target = this.#parts.onArrival(this.#seq);
    this.#makeRoom();
  }

  /** Nobody stops a replay from inside. */
  throwIfStopped(): void {}

  finish(): void {
    this.#parts.runtime.refscope_set_ring(0, 0);
  }

  #check(): void {
    const { runtime } = this.#parts;
    const count = (runtime.refscope_ring_ptr() - this.#start) >>> 2;
    const words = new Uint32Array(runtime.refscope_memory.buffer, this.#start, count);
    for (let i = 0; i < count;) i = this.#item(words, i);
  }

  /** Returns the index of the next item. */
  #item(words: Uint32Array, i: number): number {
    const first = words[i] ?? 0;
    const next = i + WORDS;
    if (first < FIRST_ADDRESS || (first & 1) !== 0) {
      return (first & 0xff) === TAG.bind ? next + wordsAfterBind(first) : next;
    }
    const kind = words[i + 2] ?? 0;
    const site = kind & 0xffff;
    const isBirth = this.#sites[site]?.kind === 'birth';
    const value = isBirth ? 1 : (words[i + 1] ?? 0);
    this.#take({ address: first, value, site, isRise: kind >> 16 === SATURATED });
    return value === 0 ? next + wordsAfterEnd(words[next] ?? 0) : next;
  }

  /** Throws Failure at the first event that is not the recorded one. */
  #take({ address, value, site, isRise }: Store): void {
    const { immortalRefcount } = this.#parts;
    const seq = this.#seq + 1;
    const { block, i } = this.#recorded(seq);
    const isSame = block.site[i] === site && this.#addresses[block.object[i] ?? 0] === address;
    if (value >= immortalRefcount) {
      // Immortal before and after: the recorder leaves that out, too. A rise that is not recorded is one between such counts.
      if (!isRise || !isSame || block.refcount[i] !== IMMORTAL) return;
    } else if (!isSame || block.refcount[i] !== value) {
      throw this.#diverges(seq, { address, value, site, isRise });
    }
    this.#seq = seq;
  }

  #recorded(seq: number): { block: EventColumns; i: number } {
    let block = this.#block;
    if (!block || seq >= block.firstSeq + block.count) {
      const { session } = this.#parts;
      block = session.eventBlock(session.blockOfSeq(seq));
      this.#block = block;
    }
    return { block, i: seq - block.firstSeq };
  }

  #diverges(seq: number, again: Store): Failure {
    const { block, i } = this.#recorded(seq);
    const object = block.object[i] ?? 0;
    const was = `object ${object} to ${block.refcount[i]} in ${this.#sites[block.site[i] ?? 0]?.cFunction}`;
    const isSameObject = this.#addresses[object] === again.address;
    const is = `${isSameObject ? `object ${object}` : 'another object'} to ${again.value} in ${this.#sites[again.site]?.cFunction}`;
    return new Failure(
      'engine',
      `The run did not take its recorded course again: event ${seq} set ${was}, and now ${is}; record the program anew with this version of Refscope.`,
    );
  }
}
