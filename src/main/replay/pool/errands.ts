// Owns what engines are sent to do while nothing is asked: one that can go back compares the rest of the run and leaves checkpoints on
// it, so that every later question has a short way; where none can, one waits at the start. Pure.

/** Not 0: what exists already is looked through when the first event comes, which takes as long as millions of events. */
export const FIRST_PLACE = 1;

/** Where an engine is, and where it goes. */
export interface Standing {
  readonly goal: number;
  /** So far it has come at any time. */
  readonly explored: number;
  readonly goesBack: boolean;
}

export interface Errand<Engine> {
  /** null: a new one. */
  readonly engine: Engine | null;
  /** Where it goes. */
  readonly seq: number;
}

export interface Surroundings<Engine extends Standing> {
  readonly engines: readonly Engine[];
  readonly events: number;
  /** An engine that explored the run could not go back any more. */
  readonly staysBehind: boolean;
  /** False: no more memory is to be used. */
  readonly mayStart: boolean;
}

/** Events that are compared before a question that has come meanwhile is looked at. */
const HOP = 2_000_000;

/** null: everything stands as it should. */
export function nextErrand<Engine extends Standing>({
  engines,
  events,
  staysBehind,
  mayStart,
}: Surroundings<Engine>): Errand<Engine> | null {
  const [explorer] = engines
    .filter(({ goesBack }) => goesBack)
    .toSorted((a, b) => b.explored - a.explored);
  if (!explorer) return mayStart ? { engine: null, seq: FIRST_PLACE } : null;
  if (staysBehind || explorer.explored >= events) return null;
  return { engine: explorer, seq: Math.min(events, explorer.explored + HOP) };
}
