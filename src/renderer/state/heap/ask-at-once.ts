// Owns whether the window asks the heap by itself, without a click. The first question runs the program again up to its moment; behind
// it the run is known, and every other question is short. Must not ask.

import type { SessionSummary } from '../../../shared/api/index.ts';
import { useHeap } from './heap-store.ts';

/** Some four seconds on one processor, in the background, once. */
const MOST_EVENTS = 50_000_000;

/** True: the run is short, or it was run again for a question already. */
export const useAskedAtOnce = (summary: SessionSummary | null): boolean => {
  const answered = useHeap((state) => state.answered);
  return (
    summary !== null &&
    summary.facts.status !== 'recording' &&
    (summary.facts.events <= MOST_EVENTS || answered === summary.session)
  );
};

/** A question of this session was answered. */
export const noteAnswered = (session: string): void => useHeap.setState({ answered: session });
