// Owns where in a run there are checkpoints, how far apart they stay in the memory that they may take, and the shortest way to an event.
// Must not run anything. Invariant: entries rise in seq; one is a way's start only if the call it was taken in is under way or can be
// led to from another one.

import type { Checkpoint } from '../../engine/rewind/rewinder.ts';
import { PageCount } from '../../engine/rewind/paged-copy.ts';

export interface Entry {
  readonly checkpoint: Checkpoint;
  /** What else it keeps in memory. */
  readonly alsoKept: readonly ArrayBufferView[];
  /** It stands behind this event. */
  readonly seq: number;
  /** Milliseconds that the program takes up to there. */
  readonly ms: number;
}

export interface Way {
  /** Rewinder.goTo takes it; empty: run on. */
  readonly route: readonly Entry[];
  readonly ms: number;
}

/** To write memory back. */
const BACK_MS = 25;
/** The calls of the eval loop that the run is in may change with every line: the outermost is waited for so many times. */
const PATIENCE = 8;
/** Of a large memory a copy takes longer than of a small one. */
const SMALL_PART = 4;
const RECENT = 8;
const MAX_BYTES = 640 * 2 ** 20;

export class Checkpoints {
  readonly #entries: Entry[] = [];
  readonly #pages = new PageCount();
  readonly #maxBytes: number;
  #apartMs: number;
  /** The outermost call of the eval loop that was seen. */
  #outermost = Infinity;
  #declined = 0;
  /** About the last ones. */
  #tookMs = 0;

  constructor(apartMs: number, maxBytes = MAX_BYTES) {
    this.#apartMs = apartMs;
    this.#maxBytes = maxBytes;
  }

  get count(): number {
    return this.#entries.length;
  }

  get last(): Entry | undefined {
    return this.#entries.at(-1);
  }

  /** It is time for one. */
  isWanted(ms: number): boolean {
    const apartMs = Math.max(this.#apartMs, this.#tookMs * SMALL_PART);
    return ms - (this.last?.ms ?? 0) >= apartMs;
  }

  /** False: another call of the eval loop, out of this one, is likely to come soon. */
  isGood(activation: number): boolean {
    const isGood = activation <= this.#outermost || ++this.#declined > PATIENCE;
    this.#outermost = Math.min(this.#outermost, activation);
    if (isGood) this.#declined = 0;
    return isGood;
  }

  /** Behind all that there are. @param tookMs to take it: that is to stay a small part of the run */
  add(entry: Entry, tookMs = 0): void {
    this.#entries.push(entry);
    this.#tookMs += (tookMs - this.#tookMs) / RECENT;
    for (const pages of pagesOf(entry)) this.#pages.add(pages);
    while (this.#pages.bytes > this.#maxBytes && this.#entries.length > 2) this.#thinOut();
  }

  /**
   * The shortest way to behind event `seq`, which the program reaches after `ms`.
   * @param here where the run is now
   * @param isInCall Rewinder.isInCall
   */
  way(
    { seq, ms }: { seq: number; ms: number },
    here: { seq: number; ms: number },
    isInCall: (checkpoint: Checkpoint) => boolean,
  ): Way | null {
    let best: Way | null = here.seq < seq ? { route: [], ms: ms - here.ms } : null;
    const ways: Way[] = [];
    for (const entry of this.#entries) {
      if (entry.seq >= seq) break;
      const way = this.#wayTo(entry, ways, isInCall);
      ways.push(way);
      const all = way.ms + ms - entry.ms;
      if (!best || all < best.ms) best = { route: way.route, ms: all };
    }
    return best;
  }

  #wayTo(entry: Entry, ways: readonly Way[], isInCall: (checkpoint: Checkpoint) => boolean): Way {
    const { checkpoint } = entry;
    if (checkpoint.activation === 0 || isInCall(checkpoint)) return { route: [entry], ms: BACK_MS };
    const { activation } = checkpoint;
    const before = this.#entries.filter((from) => from.checkpoint.activations < activation);
    // The call began behind the last of them.
    const beginMs = before.at(-1)?.ms ?? 0;
    let best: Way = { route: [], ms: Infinity };
    before.forEach((from, i) => {
      const { route, ms } = ways[i] ?? best;
      const all = ms + beginMs - from.ms + BACK_MS;
      if (all < best.ms) best = { route: [...route, entry], ms: all };
    });
    return best;
  }

  /** Drops the one that is missed least, and takes the next ones as far apart as they are now. */
  #thinOut(): void {
    let least = 1;
    let leastMs = Infinity;
    for (let i = 1; i < this.#entries.length - 1; i++) {
      const apart = (this.#entries[i + 1]?.ms ?? 0) - (this.#entries[i - 1]?.ms ?? 0);
      if (apart < leastMs) [least, leastMs] = [i, apart];
    }
    const [dropped] = this.#entries.splice(least, 1);
    for (const pages of dropped ? pagesOf(dropped) : []) this.#pages.remove(pages);
    this.#apartMs = Math.max(this.#apartMs, leastMs / 2);
  }
}

const pagesOf = ({ checkpoint, alsoKept }: Entry): (readonly ArrayBufferView[])[] => [
  alsoKept,
  ...checkpoint.machine.regions.map(({ pages }) => pages),
];
