// Owns playing: moves the playhead by steps, or by events when the view is zoomed into a few steps. Invariant: at most one
// question is in flight and none is skipped ahead of: a slow answer slows the playback, it never makes it jump.

import type { Params, SessionSummary } from '../../../shared/api/index.ts';
import { ask } from '../../state/ask.ts';
import { useObjectsQuery } from '../../state/objects-query-store.ts';
import { endOfRun, setPlayhead, usePlayhead, type Place } from '../../state/playhead-store.ts';
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

/** The place after `moves` moves from where the playhead is; null at the end. */
const target = async (summary: SessionSummary, moves: number): Promise<Place | null> => {
  const { session } = summary;
  const { seq, step, moment, isMomentHere } = usePlayhead.getState();
  const nextStep = { session, seq, step, direction: 'next' } as const;
  if (isDeep()) return nextDeep(nextStep, moves);
  if (moves > 1 && moment && isMomentHere) {
    const x = Math.floor(moment.x.step) + moves;
    if (x <= summary.facts.steps) return ask('session.seqAt', { session, axis: 'step', x });
  }
  return ask('session.neighborStep', nextStep);
};

/** The next event, or the next line where that comes first: some lines have no event. */
const nextDeep = async (
  at: Params<'session.neighborStep'>,
  moves: number,
): Promise<Place | null> => {
  const of = useObjectsQuery.getState().scope === 'all' ? 'event' : 'yours';
  const about = { session: at.session, direction: 'next', of } as const;
  const [event, line] = await Promise.all([
    ask('session.neighbor', { ...about, seq: at.seq + moves - 1 }),
    moves === 1 ? ask('session.neighborStep', at) : null,
  ]);
  return nearerPlace(event, line);
};

/** An event that is the last of its line is over when the next line starts; it comes first. */
export const nearerPlace = (
  event: number | null,
  line: { readonly seq: number; readonly step: number } | null,
): Place | null => {
  if (line && (event === null || line.seq < event)) return line;
  return event === null ? null : { seq: event, step: 'event' };
};

const isCalm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Starts listening to the playback store. Returns the function that ends it. */
export const startPlayback = (): (() => void) => {
  let handle = 0;
  let lastMs = 0;
  let debt = 0;
  let busy = false;

  const move = async (summary: SessionSummary, moves: number): Promise<void> => {
    busy = true;
    try {
      const place = await target(summary, moves);
      if (!usePlayback.getState().isPlaying) return;
      const { seq, step } = place ?? { seq: summary.facts.events, step: undefined };
      setPlayhead(seq, { source: 'play', step });
      if (place === null) usePlayback.getState().pause();
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
    const { summary } = useSession.getState();
    if (!summary) return usePlayback.getState().pause();
    const due = movesDue(debt, elapsedMs, usePlayback.getState().speed);
    lastMs = nowMs;
    debt = due.debt;
    if (due.moves > 0) void move(summary, due.moves);
  };

  const follow = (isPlaying: boolean): void => {
    cancelAnimationFrame(handle);
    if (!isPlaying) return;
    const summary = useSession.getState().summary;
    const { seq, step } = usePlayhead.getState();
    const isAtEnd =
      summary && ((seq === endOfRun(summary) && step === undefined) || seq >= summary.facts.events);
    if (isAtEnd) setPlayhead(summary.facts.runFromSeq - 1, { source: 'play', step: 1 });
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
