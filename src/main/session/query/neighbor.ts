// Owns the moves of the playhead: the nearest event or step in a direction, strictly beyond a seq.

import type { Parsed, Result } from '../../../shared/api/contract.ts';
import { Failure } from '../../../shared/base/failure.ts';
import { standOf } from './names-at.ts';
import { lowerBound, upperBound } from './search.ts';
import { lastBlockUpTo, neighborEvent } from './track.ts';
import { lineOf } from './place.ts';
import type { View } from './view.ts';

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
    if (object > view.file.objects().count) return null;
    return neighborEvent(view.file, view.track(object), seq, direction);
  },
  step: (view, params) => neighborStep(view, params, () => true),
  line: (view, params) => neighborStep(view, params, onLine(view, params)),
};

type Matches = (step: number) => boolean;

/** Whether a step is a visit of the line. */
function onLine(
  view: View,
  { sourceId, line }: Pick<NeighborParams, 'sourceId' | 'line'>,
): Matches {
  if (sourceId === undefined || line === undefined) throw lacking('sourceId and line');
  const { instruction } = view.file.steps();
  const isOnLine = new Map<number, boolean>();
  return (step) => {
    const id = instruction[step] ?? 0;
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
  const { afterSeq, count } = view.file.steps();
  const from =
    direction === 'next'
      ? upperBound(afterSeq, seq, 1, count + 1)
      : lowerBound(afterSeq, seq, 1, count + 1) - 1;
  const step = search(view, from, direction, matches);
  return step === null ? null : (afterSeq[step] ?? null);
}

/** The first step that matches, from step `from` on in a direction. */
function search(
  view: View,
  from: number,
  direction: NeighborParams['direction'],
  matches: Matches,
): number | null {
  const { count } = view.file.steps();
  const by = direction === 'next' ? 1 : -1;
  for (let step = from; step >= 1 && step <= count; step += by) {
    if (matches(step)) return step;
  }
  return null;
}

/** The nearest step that differs from the one on show, also where several share a seq. */
export function nearestStep(
  view: View,
  params: Omit<Parsed<'session.neighborStep'>, 'session'>,
): Result<'session.neighborStep'> {
  const { direction } = params;
  const { afterSeq } = view.file.steps();
  const { step: current, x } = standOf(view, params);
  const matches = params.line === undefined ? () => true : onLine(view, params);
  // Inside a step, or behind the last one, the step before begins with itself.
  const isInside = x > current;
  const from = direction === 'next' ? current + 1 : isInside ? current : current - 1;
  const step = search(view, from, direction, matches);
  return step === null ? null : { seq: afterSeq[step] ?? 0, step, x: step };
}

/** The summaries say which blocks touch an object of yours; only such a block is decoded. */
function neighborOfYours(view: View, { seq, direction }: NeighborParams): number | null {
  const { file } = view;
  const scopes = view.scopes();
  const isYours = (object: number): boolean => (scopes[object] ?? 0) !== 0;
  const step = direction === 'next' ? 1 : -1;
  const start = Math.min(seq + step, view.lastSeq);
  if (start < 1 || (direction === 'next' && seq >= view.lastSeq)) return null;
  const blocks = file.eventBlocks();
  for (let index = lastBlockUpTo(file, start); blocks[index] !== undefined; index += step) {
    if (!file.blockSummary(index).object.some(isYours)) continue;
    const block = file.eventBlock(index);
    const inside = start - block.firstSeq;
    let i = direction === 'next' ? Math.max(inside, 0) : Math.min(inside, block.count - 1);
    for (; i >= 0 && i < block.count; i += step) {
      if (isYours(block.object[i] ?? 0)) return block.firstSeq + i;
    }
  }
  return null;
}
