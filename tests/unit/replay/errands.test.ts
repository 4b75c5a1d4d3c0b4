// What engines are sent to do between questions, played to the end: what is known of the run then, and how many engines there are.

import { describe, expect, test } from 'vitest';
import { FIRST_PLACE, nextErrand, type Standing } from '../../../src/main/replay/pool/errands.ts';

const EVENTS = 7_000_000;

class Play {
  engines: Standing[] = [];
  staysBehind = false;
  mayStart = true;
  /** An engine that comes past this event cannot go back. */
  lastBack = Infinity;

  /** Does all errands there are; returns where they led. */
  settle(): number[] {
    const places: number[] = [];
    for (let errands = 0; errands < 100; errands++) {
      const { engines, staysBehind, mayStart } = this;
      const errand = nextErrand({ engines, staysBehind, mayStart, events: EVENTS });
      if (!errand) break;
      const { engine, seq } = errand;
      const explored = Math.max(seq, engine?.explored ?? 0);
      const goesBack = seq <= this.lastBack;
      this.engines = this.engines.filter((one) => one !== engine);
      this.engines.push({ goal: seq, explored, goesBack });
      this.staysBehind ||= !goesBack;
      places.push(seq);
    }
    return places;
  }
}

describe('errands', () => {
  test('the engine that was asked compares the rest of the run, in hops, and no other is started', () => {
    const play = new Play();
    play.engines = [{ goal: 1_000_000, explored: 4_500_000, goesBack: true }];
    expect(play.settle()).toEqual([6_500_000, EVENTS]);
    expect(play.engines).toHaveLength(1);
  });

  test('where a run cannot be gone back in, another engine waits at its start, and is not sent on', () => {
    const play = new Play();
    play.lastBack = 3_000_000;
    play.engines = [{ goal: 2_000_000, explored: 2_000_000, goesBack: true }];
    expect(play.settle()).toEqual([4_000_000, FIRST_PLACE]);
    expect(play.engines).toHaveLength(2);
    play.engines = play.engines.map((engine) => ({ ...engine, goesBack: false }));
    expect(play.settle()).toEqual([FIRST_PLACE]);
  });

  test('where memory is short none is started', () => {
    const play = new Play();
    play.mayStart = false;
    play.engines = [{ goal: 2_000_000, explored: 2_000_000, goesBack: false }];
    expect(play.settle()).toEqual([]);
  });
});
