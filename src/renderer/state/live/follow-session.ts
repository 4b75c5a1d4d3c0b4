// Owns that a session which is still being recorded grows in the window: asks for its summary again and again, and no oftener than it
// can be answered in passing. Must not know panes. Invariant: one question at a time, and none about a session whose recording has
// ended; the time between two questions is many times what an answer takes, so that the recording has the processor.

import { ApiError, sentenceOf } from '../../api/client.ts';
import { isSamePlace, setPlayhead, usePlayhead } from '../playhead-store.ts';
import { useSession } from '../session-store.ts';
import { isGrowing, useLive } from './live-store.ts';

/** The recorder commits about as often. */
const LEAST_PAUSE_MS = 250;
/** A program that waits adds nothing. */
const IDLE_PAUSE_MS = 500;
const MOST_PAUSE_MS = 10_000;
/** Of all time, one part in so many goes into looking. */
const SHARE = 8;

/** How long to wait after an answer that took `tookMs`. */
export const pauseAfter = (tookMs: number, hasGrown: boolean): number =>
  Math.min(MOST_PAUSE_MS, Math.max(hasGrown ? LEAST_PAUSE_MS : IDLE_PAUSE_MS, SHARE * tookMs));

let wake: () => void = () => undefined;
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });

/** Something is known to have happened (the program asks for input, it has ended): looks at once. */
export const lookNow = (): void => wake();

const isOpen = (session: string): boolean => {
  const { summary } = useSession.getState();
  return summary?.session === session && isGrowing(summary);
};

/** True when the session has grown. A window that lost its connection tries again; any other refusal says that there is nothing to follow. */
const look = async (session: string): Promise<boolean> => {
  try {
    return await useSession.getState().refresh();
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'disconnected') return false;
    if (isOpen(session)) useSession.setState({ problem: sentenceOf(error) });
    throw error;
  }
};

const follow = async (session: string): Promise<void> => {
  let waitMs = LEAST_PAUSE_MS;
  while (isOpen(session)) {
    await pause(waitMs);
    if (!isOpen(session)) return;
    const startedMs = performance.now();
    const hasGrown = await look(session);
    waitMs = pauseAfter(performance.now() - startedMs, hasGrown);
  }
};

/** Whoever moves the playhead back leaves the live edge; whoever moves it to the end is there again. */
const noticeMoves = (): (() => void) =>
  usePlayhead.subscribe((now, old) => {
    const { summary } = useSession.getState();
    if (!summary || !isGrowing(summary) || now.source === 'session' || isSamePlace(now, old))
      return;
    useLive.setState({ isFollowing: now.seq >= summary.facts.events && now.step === undefined });
  });

/** To the live edge, and on with it; or stays where the program has got to. */
export const toggleFollowing = (): void => {
  const { summary } = useSession.getState();
  if (!summary || !isGrowing(summary)) return;
  const { isFollowing } = useLive.getState();
  if (!isFollowing) setPlayhead(summary.facts.events, { source: 'keyboard' });
  useLive.setState({ isFollowing: !isFollowing });
};

/** Returns the function that ends it. */
export const startFollowing = (): (() => void) => {
  let followed = '';
  const notice = (): void => {
    const { summary } = useSession.getState();
    if (!summary || !isGrowing(summary) || summary.session === followed) return;
    const { session } = summary;
    followed = session;
    // Why it ended is said.
    follow(session).catch(() => undefined);
  };
  const ends = [useSession.subscribe(notice), noticeMoves()];
  notice();
  return () => ends.forEach((end) => end());
};
