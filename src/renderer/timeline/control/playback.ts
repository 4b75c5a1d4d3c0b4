// Owns playing: moves the playhead by steps, or by events when the view is zoomed into a few steps. Invariant: at most one
// question is in flight and none is skipped ahead of: a slow answer slows the playback, it never makes it jump.

import { ask } from '../../state/ask.ts';
import { useObjectsQuery } from '../../state/objects-query-store.ts';
import { endOfRun, setPlayhead, usePlayhead } from '../../state/playhead-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { usePlayback } from './playback-store.ts';

/** With fewer steps than this in view, playing goes by events. */
const DEEP_STEPS = 4;
/** People who asked for less motion get at most this many moves a second, each over more steps. */
const CALM_PER_SECOND = 3;

/** Whole moves that are due, and the fraction of one that is left for the next frame. */
export const movesDue = (
  debt: number,
  elapsedMs: number,
  speed: number,
): { readonly moves: number; readonly debt: number } => {
  const due = debt + (elapsedMs / 1000) * speed;
  const moves = Math.floor(due);
  // After a pause of the window there is no catching up.
  return { moves: Math.min(moves, Math.max(1, Math.ceil(speed / 4))), debt: due - moves };
};

const isDeep = (): boolean => {
  const { axis, from, to } = useViewport.getState();
  if (axis === 'step') return to - from < DEEP_STEPS;
  return to - from < 200;
};

/** Seq after `moves` moves from where the playhead is; null at the end. */
const target = async (session: string, moves: number): Promise<number | null> => {
  const { seq, moment } = usePlayhead.getState();
  if (isDeep()) {
    const of = useObjectsQuery.getState().scope === 'all' ? 'event' : 'yours';
    const params = { session, seq: seq + moves - 1, direction: 'next', of } as const;
    return ask('session.neighbor', params);
  }
  const stepsAhead = moves - 1;
  if (stepsAhead === 0 || moment?.seq !== seq) {
    return ask('session.neighbor', { session, seq, direction: 'next', of: 'step' });
  }
  const x = Math.floor(moment.x.step) + stepsAhead;
  const far = await ask('session.seqAt', { session, axis: 'step', x });
  const from = Math.max(seq, far.seq);
  return ask('session.neighbor', { session, seq: from, direction: 'next', of: 'step' });
};

const isCalm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Starts listening to the playback store. Returns the function that ends it. */
export const startPlayback = (): (() => void) => {
  let handle = 0;
  let lastMs = 0;
  let debt = 0;
  let busy = false;

  const move = async (session: string, moves: number): Promise<void> => {
    busy = true;
    try {
      const seq = await target(session, moves);
      if (!usePlayback.getState().isPlaying) return;
      const last = useSession.getState().summary?.facts.events ?? 0;
      setPlayhead(seq ?? last, { source: 'play' });
      if (seq === null) usePlayback.getState().pause();
    } catch {
      usePlayback.getState().pause();
    } finally {
      busy = false;
    }
  };

  const tick = (nowMs: number): void => {
    handle = requestAnimationFrame(tick);
    const elapsedMs = nowMs - lastMs;
    const calm = isCalm();
    if (busy || (calm && elapsedMs < 1000 / CALM_PER_SECOND)) return;
    const session = useSession.getState().summary?.session;
    if (session === undefined) return usePlayback.getState().pause();
    const due = movesDue(debt, elapsedMs, usePlayback.getState().speed);
    lastMs = nowMs;
    debt = due.debt;
    if (due.moves > 0) void move(session, due.moves);
  };

  const follow = (isPlaying: boolean): void => {
    cancelAnimationFrame(handle);
    if (!isPlaying) return;
    const summary = useSession.getState().summary;
    const { seq } = usePlayhead.getState();
    const atEnd = summary && (seq === endOfRun(summary) || seq >= summary.facts.events);
    if (atEnd) setPlayhead(summary.facts.runFromSeq, { source: 'play' });
    lastMs = performance.now();
    debt = 0;
    handle = requestAnimationFrame(tick);
  };

  const ends = [
    usePlayback.subscribe((now, old) => {
      if (now.isPlaying !== old.isPlaying) follow(now.isPlaying);
    }),
    useSession.subscribe((now, old) => {
      if (now.summary?.session !== old.summary?.session) usePlayback.getState().pause();
    }),
  ];
  return () => {
    cancelAnimationFrame(handle);
    ends.forEach((end) => end());
    usePlayback.getState().pause();
  };
};
