// Owns what engines are sent to do while nothing is asked: one waits at the start, one compares the rest of the run, so that later runs
// need only sums, and then one stands at each place from which the way to the next question is short. Pure.

import type { KnownChunks } from '../course/known-chunks.ts';
import { FIRST_PLACE, places } from './places.ts';

/** Where an engine is, and where it goes. */
export interface Standing {
  readonly seq: number;
  readonly goal: number;
}

export interface Errand<Engine> {
  /** To be ended before, as there are enough. */
  readonly ends: Engine | null;
  /** null: a new one. */
  readonly engine: Engine | null;
  /** Where it goes. */
  readonly seq: number;
}

export interface Surroundings<Engine extends Standing> {
  /** The one asked last comes last. */
  readonly engines: readonly Engine[];
  /** It stays where its question was: the next one is often about the same moment. */
  readonly lastAsked: Engine | null;
  readonly known: KnownChunks;
  readonly events: number;
  /** So much of the run was compared. */
  readonly reached: number;
  /** How many places there may be. */
  readonly most: number;
  /** False: no more memory is to be used. */
  readonly mayStart: boolean;
}

/** Events that are compared before a question that has come meanwhile is looked at. */
const HOP = 2_000_000;
/** Engines that stand elsewhere, at questions before the last. */
const ELSEWHERE = 1;

/** null: everything stands as it should. */
export function nextErrand<Engine extends Standing>(
  around: Surroundings<Engine>,
): Errand<Engine> | null {
  const free = around.engines.filter((engine) => engine !== around.lastAsked);
  if (!free.some(({ goal }) => goal === FIRST_PLACE)) return start(around, free, [], FIRST_PLACE);
  return around.reached < around.events ? explore(around, free) : fill(around, free);
}

function explore<Engine extends Standing>(
  around: Surroundings<Engine>,
  free: readonly Engine[],
): Errand<Engine> | null {
  const { reached, events } = around;
  const seq = Math.min(events, reached + HOP);
  const furthest = free.toSorted((a, b) => b.seq - a.seq)[0];
  return furthest && furthest.goal > FIRST_PLACE
    ? { ends: null, engine: furthest, seq }
    : start(around, free, [FIRST_PLACE], seq);
}

function fill<Engine extends Standing>(
  around: Surroundings<Engine>,
  free: readonly Engine[],
): Errand<Engine> | null {
  const { known, most, lastAsked } = around;
  const wanted = places(known, most);
  const empty = wanted.filter((place) => !free.some(({ goal }) => goal === place));
  const near = empty.findLast((place) => place <= (lastAsked?.seq ?? 0));
  const seq = near ?? empty[0];
  return seq === undefined ? null : start(around, free, wanted, seq);
}

function start<Engine extends Standing>(
  { mayStart }: Surroundings<Engine>,
  free: readonly Engine[],
  wanted: readonly number[],
  seq: number,
): Errand<Engine> | null {
  const elsewhere = free.filter(({ goal }) => !wanted.includes(goal));
  const ends = (elsewhere.length > ELSEWHERE || !mayStart ? elsewhere[0] : null) ?? null;
  return ends || mayStart ? { ends, engine: null, seq } : null;
}
