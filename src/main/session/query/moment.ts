// Owns the state of the program, and of one object, at one seq ("after event seq").

import type { Moment, ObjectMoment } from '../../../shared/api/results.ts';
import { Failure } from '../../../shared/base/failure.ts';
import { IMMORTAL, IMMORTAL_AS_PRINTED } from '../../../shared/model/session.ts';
import { bindingStart } from './binding-place.ts';
import { recentChanges } from './history.ts';
import { historyRow, phaseAt } from './history-row.ts';
import { totalsAt } from './live-totals.ts';
import { bindingsAt, bindingsOfObjectAt, standOf, scopeName, type Position } from './names-at.ts';
import type { NameInterval } from '../read/name-reader.ts';
import { objectRow } from './object-row.ts';
import { outputEndAt } from './output.ts';
import { placeOf } from './place.ts';
import { refcountAt } from './track.ts';
import { valueText } from './value-text.ts';
import type { View } from './view.ts';

/** Names shown at most; the innermost frame's and the globals come first in the choice, middle frames are left out. */
const NAMES_SHOWN = 200;

export function moment(view: View, wanted: Position): Moment {
  const position = { ...wanted, seq: Math.min(wanted.seq, view.lastSeq) };
  const { seq } = position;
  const { axis, file } = view;
  const steps = file.stepLog();
  const { step, x } = standOf(view, position);
  const totals = totalsAt(view, [seq], false)[0];
  const yours = totalsAt(view, [seq], true)[0];
  return {
    seq,
    step,
    phase: momentPhase(view, seq, step),
    x: { step: x, event: axis.xOf('event', seq) },
    place: step > 0 ? placeOf(file, steps.instruction(step)) : null,
    depth: step > 0 ? steps.depth(step) : 0,
    event: historyRow(view, seq),
    liveObjects: totals?.liveObjects ?? 0,
    liveReferences: totals?.liveReferences ?? 0,
    yoursLiveObjects: yours?.liveObjects ?? 0,
    yoursLiveReferences: yours?.liveReferences ?? 0,
    names: namesAt(view, position, step > 0 ? steps.frame(step) : 0),
    outputEnd: outputEndAt(view, seq),
  };
}

/** The first line is reached after the last event of compiling: from there on the program runs. */
function momentPhase(view: View, seq: number, step: number): Moment['phase'] {
  const phase = phaseAt(view, seq);
  return phase === 'compile' && step > 0 ? 'run' : phase;
}

/** Frame `current` first, then its callers and what else is suspended, newest first, the globals (frame 0) last. */
function namesAt(view: View, position: Position, current: number): Moment['names'] {
  const { file } = view;
  const objects = file.lives();
  const rank = ({ frame }: NameInterval): number => (frame === current ? Infinity : frame);
  const all = [...bindingsAt(view, position)].sort((a, b) => rank(b) - rank(a) || a.row - b.row);
  return choose(all).map(({ object, variable }) => {
    const refcount = refcountAt(file, view.track(object), position.seq);
    return {
      variable,
      scope: scopeName(file, variable),
      name: file.variable(variable)?.name ?? '',
      object,
      type: file.type(objects.type(object))?.name ?? '',
      value: valueText(view, object),
      refcount,
      immortal: refcount === IMMORTAL,
    };
  });
}

/** All intervals, or the first and the global ones when there are too many (deep recursion). */
function choose(all: readonly NameInterval[]): readonly NameInterval[] {
  if (all.length <= NAMES_SHOWN) return all;
  const globals = all.filter(({ frame }) => frame === 0).slice(0, NAMES_SHOWN / 2);
  const locals = all.filter(({ frame }) => frame !== 0).slice(0, NAMES_SHOWN - globals.length);
  return [...locals, ...globals];
}

/** Throws Failure('bad-request') for a number that is no object's. */
export function objectMoment(
  view: View,
  object: number,
  wanted: Position & { readonly lasting?: boolean | undefined },
): ObjectMoment {
  const { file } = view;
  if (object < 1 || object > file.lives().count) {
    throw new Failure('bad-request', `This session has no object ${object}; pick one of the list.`);
  }
  const seq = Math.min(wanted.seq, view.lastSeq);
  const row = objectRow(view, object);
  const { historyIndex, recent } = recentChanges(view, object, {
    seq,
    lasting: wanted.lasting === true,
  });
  const ended = row.endSeq > 0 && seq >= row.endSeq;
  return {
    object: row,
    seq,
    refcount: refcountAt(file, view.track(object), seq),
    immortalPrinted: IMMORTAL_AS_PRINTED[file.facts().engine],
    state: seq < row.bornSeq ? 'unborn' : ended ? 'ended' : 'alive',
    namesNow: bindingsOfObjectAt(view, object, { ...wanted, seq }).map((interval) => ({
      scope: scopeName(file, interval.variable),
      name: file.variable(interval.variable)?.name ?? '',
      sinceSeq: interval.fromSeq,
      sinceStep: Math.floor(bindingStart(view, interval)),
    })),
    historyIndex,
    recent,
  };
}
