// Owns moves of the playhead by event, step or change. Must not decide which key does what. Invariant: one question is in
// flight; key repeat never piles up more than a few moves behind it.

import type { Params } from '../../../shared/api/index.ts';
import { ask } from '../../state/ask.ts';
import { useObjectsQuery } from '../../state/objects-query-store.ts';
import { endOfRun, setPlayhead, usePlayhead, type StepChoice } from '../../state/playhead-store.ts';
import { useSelection } from '../../state/selection-store.ts';
import { useSession } from '../../state/session-store.ts';
import { exactX, showSpan } from './view-control.ts';

export type Direction = 'next' | 'previous';
type Of = Exclude<Params<'session.neighbor'>['of'], 'step' | 'line'>;

const MOST_WAITING = 3;
let busy = false;
let waiting: (() => Promise<void>)[] = [];

const enqueue = (move: () => Promise<void>): void => {
  if (waiting.length < MOST_WAITING) waiting.push(move);
  if (!busy) void drain();
};

const drain = async (): Promise<void> => {
  busy = true;
  for (let move = waiting.shift(); move; move = waiting.shift()) {
    // A session closed meanwhile answers with a refusal: the move is moot, and so are those behind it.
    await move().catch(() => (waiting = []));
  }
  busy = false;
};

const goTo = (seq: number, step?: StepChoice): void =>
  setPlayhead(seq, { source: 'keyboard', step });

const jump = (direction: Direction, of: Of): void =>
  enqueue(async () => {
    const session = useSession.getState().summary?.session;
    const object = useSelection.getState().selectedObject;
    if (session === undefined || (of === 'object' && object === null)) return;
    const { seq } = usePlayhead.getState();
    const about = of === 'object' && object !== null ? { object } : {};
    const found = await ask('session.neighbor', { session, seq, direction, of, ...about });
    // The line that an event happened in, not those that follow it.
    if (found !== null) goTo(found, 'event');
    else if (of !== 'object') goTo(direction === 'next' ? lastSeq() : 0);
  });

const lastSeq = (): number => useSession.getState().summary?.facts.events ?? 0;

/** An event of the objects shown: any event when all are. */
export const jumpEvent = (direction: Direction): void =>
  jump(direction, useObjectsQuery.getState().scope === 'all' ? 'event' : 'yours');

/** The next or previous line, also among those that share a seq; beyond the last the end of the run, then of the recording. */
export const jumpStep = (direction: Direction): void =>
  enqueue(async () => {
    const { summary } = useSession.getState();
    if (!summary) return;
    const { seq, step } = usePlayhead.getState();
    const { session } = summary;
    const found = await ask('session.neighborStep', { session, seq, step, direction });
    if (found) return goTo(found.seq, found.step);
    if (direction === 'previous') return goTo(0);
    const end = endOfRun(summary);
    const isBeforeEnd = seq < end || (seq === end && step !== undefined);
    goTo(isBeforeEnd ? end : summary.facts.events);
  });
/** A change of the selected object. */
export const jumpChange = (direction: Direction): void => jump(direction, 'object');
export const jumpToStart = (): void => goTo(0);
export const jumpToEnd = (): void => goTo(lastSeq());

/** Seqs of birth and end of the selected object; null for one older than the recording, or one that is alive at its end. */
const lifeOfSelected = async (): Promise<{ born: number | null; end: number | null } | null> => {
  const session = useSession.getState().summary?.session;
  const object = useSelection.getState().selectedObject;
  if (session === undefined || object === null) return null;
  const { seq } = usePlayhead.getState();
  const { object: row } = await ask('session.object', { session, object, seq });
  return {
    born: row.bornSeq > 0 ? row.bornSeq : null,
    end: row.endCause === 'alive' ? null : row.endSeq,
  };
};

/** Objects without a birth or an end in the recording have nowhere to go to. */
const jumpToEndOfLife = (end: 'born' | 'end'): void =>
  enqueue(async () => {
    const seq = (await lifeOfSelected())?.[end] ?? null;
    if (seq !== null) goTo(seq, 'event');
  });
export const jumpToBirth = (): void => jumpToEndOfLife('born');
export const jumpToCollection = (): void => jumpToEndOfLife('end');

/** The lifetime of the selected object across the view. */
export const fitSelected = (): void =>
  enqueue(async () => {
    const life = await lifeOfSelected();
    if (life) showSpan(await exactX(life.born ?? 0), await exactX(life.end ?? lastSeq()));
  });
