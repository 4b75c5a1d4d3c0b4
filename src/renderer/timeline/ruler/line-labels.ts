// Owns which source line each visible step is, for the ruler: asked one at a time while the view rests, and kept. Must not draw.
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

  const look = async (step: number): Promise<void> => {
    const mine = session;
    // The middle of a step is inside it whatever its number of events.
    const x = step + 0.5;
    const place = await ask('session.seqAt', { session, axis: 'step', x });
    const moment = await ask('session.moment', { session, ...place });
    if (mine !== session) return;
    if (!lines.has(step)) lines.set(step, 0);
    if (moment.place) lines.set(moment.step, moment.place.line);
    changed();
  };

  const run = async (): Promise<void> => {
    busy = true;
    for (let step = next(); step !== null; step = next()) {
      const asked = step;
      await look(asked).catch(() => lines.set(asked, 0));
    }
    busy = false;
  };

  const next = (): number | null => {
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
