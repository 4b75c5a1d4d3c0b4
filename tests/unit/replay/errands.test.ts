// What engines are sent to do between questions, played to the end: where they stand then, how many there are, and what is given up when
// memory is short.

import { describe, expect, test } from 'vitest';
import { HASH_WORDS } from '../../../src/main/replay/course/chunk-hash.ts';
import { KnownChunks } from '../../../src/main/replay/course/known-chunks.ts';
import { nextErrand, type Standing } from '../../../src/main/replay/pool/errands.ts';
import { FIRST_PLACE, places } from '../../../src/main/replay/pool/places.ts';

const EVENTS = 30_000_000;
const MOST = 4;
const CHUNK_EVENTS = 50_000;

class Play {
  readonly known = new KnownChunks();
  engines: Standing[] = [];
  lastAsked: Standing | null = null;
  reached = 0;
  mayStart = true;
  started = 0;

  asked(seq: number): void {
    this.lastAsked = { seq, goal: seq };
    this.engines.push(this.lastAsked);
    this.reach(seq);
  }

  /** Does all errands there are; returns where the engines stand, without the one asked last. */
  settle(): number[] {
    for (let errands = 0; errands < 100; errands++) {
      const errand = nextErrand({ ...this.parts(), most: MOST, events: EVENTS });
      if (!errand) break;
      const { engine, ends, seq } = errand;
      if (!engine) this.started++;
      this.engines = this.engines.filter((one) => one !== engine && one !== ends);
      this.engines.push({ seq, goal: seq });
      this.reach(seq);
    }
    const free = this.engines.filter((engine) => engine !== this.lastAsked);
    return free.map(({ seq }) => seq).toSorted((a, b) => a - b);
  }

  parts() {
    const { engines, lastAsked, known, reached, mayStart } = this;
    return { engines, lastAsked, known, reached, mayStart };
  }

  reach(seq: number): void {
    this.reached = Math.max(this.reached, seq);
    for (let n = this.known.count; CHUNK_EVENTS * (n + 1) <= seq; n++) {
      const at = { seq: CHUNK_EVENTS * (n + 1), step: 0, object: 0 };
      this.known.add(n, at, new Int32Array(HASH_WORDS), n);
    }
  }
}

describe('errands', () => {
  test('one waits at the start, the rest of the run is compared, then one stands at each place', () => {
    const play = new Play();
    play.asked(4_000_000);
    const stands = play.settle();
    expect(play.reached).toBe(EVENTS);
    const wanted = places(play.known, MOST);
    expect(wanted).toHaveLength(MOST);
    expect(stands).toEqual([...wanted, EVENTS]);
    expect(play.started).toBe(MOST + 1);
  });

  test('a place whose engine was asked away gets another, and who stands elsewhere goes', () => {
    const play = new Play();
    play.asked(4_000_000);
    play.settle();
    const wanted = places(play.known, MOST);
    for (const place of wanted.slice(1)) {
      play.engines = play.engines.filter(({ seq }) => seq !== place);
      play.asked(place + 10);
      expect(play.settle()).toEqual(expect.arrayContaining(wanted));
      expect(play.engines.length).toBeLessThanOrEqual(MOST + 3);
    }
  });

  test('where memory is short nothing is started, but for what can be ended', () => {
    const play = new Play();
    play.mayStart = false;
    play.asked(4_000_000);
    expect(play.settle()).toEqual([]);
    play.asked(1_000_000);
    expect(play.settle()).toEqual([FIRST_PLACE]);
  });
});
