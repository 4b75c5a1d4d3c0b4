// Owns the moves of the playhead: the nearest event or step in a direction, strictly beyond a seq.

import type { Parsed, Result } from '../../../shared/api/contract.ts';
import { Failure } from '../../../shared/base/failure.ts';
import { standOf } from './names-at.ts';
import { lastBlockUpTo, neighborEvent } from './track.ts';
import { lineOf } from './place.ts';
import { SCOPE, type View } from './view.ts';

type NeighborParams = Omit<Parsed<'session.neighbor'>, 'session'>;
type Move = (view: View, params: NeighborParams) => number | null;

/** Throws Failure('bad-request') when `of` lacks what it needs. */
export const neighbor: Move = (view, params) => MOVES[params.of](view, params);

const MOVES: Record<NeighborParams['of'], Move> = {
  event: (view, { seq, direction }) => {
    const found = direction === 'next' ? seq + 1 : Math.min(seq - 1, view.lastSeq);
    return found >= 1 && found <= view.lastSeq ? found : null;
  },
  yours: neighborOfYours,
  object: (view, { seq, direction, object }) => {
    if (object === undefined) throw lacking('object');
    if (object > view.file.lives().count) return null;
    return neighborEvent(view.file, view.track(object), seq, direction);
  },
  step: (view, params) => neighborStep(view, params, () => true),
  line: (view, params) => neighborStep(view, params, onLine(view, params)),
};

/** Tells of an instruction. */
type Matches = (instruction: number) => boolean;

/** Whether an instruction is on the line. */
function onLine(
  view: View,
  { sourceId, line }: Pick<NeighborParams, 'sourceId' | 'line'>,
): Matches {
  if (sourceId === undefined || line === undefined) throw lacking('sourceId and line');
  const isOnLine = new Map<number, boolean>();
  return (id) => {
    const known = isOnLine.get(id);
    if (known !== undefined) return known;
    const place = view.file.instruction(id);
    const matches = place !== null && place.code.fileId === sourceId && lineOf(place) === line;
    isOnLine.set(id, matches);
    return matches;
  };
}

const lacking = (what: string): Failure =>
  new Failure('bad-request', `This move needs ${what}; nothing was moved.`);

function neighborStep(
  view: View,
  { seq, direction }: NeighborParams,
  matches: Matches,
): number | null {
  const steps = view.file.stepLog();
  const isNext = direction === 'next';
  const from = isNext ? steps.firstAfter(seq) : steps.firstAt(seq) - 1;
  const step = steps.find(from, isNext ? 1 : -1, matches);
  return step === 0 ? null : steps.afterSeq(step);
}

/** The nearest step that differs from the one on show, also where several share a seq. */
export function nearestStep(
  view: View,
  params: Omit<Parsed<'session.neighborStep'>, 'session'>,
): Result<'session.neighborStep'> {
  const { direction } = params;
  const steps = view.file.stepLog();
  const { step: current, x } = standOf(view, params);
  const matches = params.line === undefined ? () => true : onLine(view, params);
  // Inside a step, or behind the last one, the step before begins with itself.
  const isInside = x > current;
  const from = direction === 'next' ? current + 1 : isInside ? current : current - 1;
  const step = steps.find(from, direction === 'next' ? 1 : -1, matches);
  return step === 0 ? null : { seq: steps.afterSeq(step), step, x: step };
}

/** The summaries say which blocks touch an object of yours; only such a block is decoded. */
function neighborOfYours(view: View, { seq, direction }: NeighborParams): number | null {
  const { file } = view;
  const scopes = view.scopes();
  const isYours = (object: number): boolean => ((scopes[object] ?? 0) & SCOPE.yours) !== 0;
  const step = direction === 'next' ? 1 : -1;
  const start = Math.min(seq + step, view.lastSeq);
  if (start < 1 || (direction === 'next' && seq >= view.lastSeq)) return null;
  const blocks = file.eventBlocks();
  for (let index = lastBlockUpTo(file, start); blocks[index] !== undefined; index += step) {
    if (!file.blockSummary(index).object.some(isYours)) continue;
    const block = file.eventBlock(index);
    const { object } = block;
    const inside = start - block.firstSeq;
    let i = direction === 'next' ? Math.max(inside, 0) : Math.min(inside, block.count - 1);
    for (; i >= 0 && i < block.count; i += step) {
      if (isYours(object[i] ?? 0)) return block.firstSeq + i;
    }
  }
  return null;
}
