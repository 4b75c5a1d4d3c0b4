// Owns which source line each visible step is, for the ruler: asked for all that are in view, and kept. Must not draw.
// Invariant: nothing is asked while steps are too narrow to be labelled.

import { ask } from '../../state/ask.ts';
import { useSession } from '../../state/session-store.ts';

/** Line of a step; 0 where the session knows none. */
export interface LineLabels {
  lineOf(step: number): number | null;
  /** Steps first … last are wide enough for a label. */
  want(first: number, last: number): void;
}

/** More steps than this at once are narrower than a label on any screen. */
const MOST = 64;

export const createLineLabels = (changed: () => void): LineLabels => {
  const lines = new Map<number, number>();
  let session = '';
  let wanted = { first: 0, last: -1 };
  let busy = false;

  const look = async (first: number, last: number): Promise<void> => {
    const mine = session;
    const found = await ask('session.stepLines', { session, first, last }).catch(() => []);
    if (mine !== session) return;
    // What has no answer is not asked for again.
    for (let step = first; step <= last; step++) lines.set(step, found[step - first] ?? 0);
    changed();
  };

  const run = async (): Promise<void> => {
    busy = true;
    for (let first = missing(); first !== null; first = missing()) await look(first, wanted.last);
    busy = false;
  };

  const missing = (): number | null => {
    for (let step = wanted.first; step <= wanted.last; step++) if (!lines.has(step)) return step;
    return null;
  };

  return {
    lineOf: (step) => lines.get(step) ?? null,
    want: (first, last) => {
      const now = useSession.getState().summary;
      if (now?.session !== session) {
        session = now?.session ?? '';
        lines.clear();
      }
      const end = Math.min(last, now?.facts.steps ?? 0);
      wanted = { first: Math.max(1, first), last: end - first > MOST ? -1 : end };
      if (!busy && session !== '') void run();
    },
  };
};
