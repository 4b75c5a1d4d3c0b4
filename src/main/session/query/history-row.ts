// Owns single events as the window shows them: what, where and why.

import type { HistoryRow } from '../../../shared/api/results.ts';
import { END_CAUSES, type Phase } from '../../../shared/model/session.ts';
import { eventKind } from './event-kind.ts';
import { eventWindow } from './event-window.ts';
import { placeOf } from './place.ts';
import { reasonFor } from './reasons/reason-for.ts';
import { executing, namesAbout, pushedBy } from './circumstances.ts';
import { collectedOwner } from './collected-owner.ts';
import { effectsAround } from './effects-around.ts';
import type { View } from './view.ts';

/** The event `seq`, null when there is none. */
export function historyRow(view: View, seq: number): HistoryRow | null {
  const { file } = view;
  const around = seq >= 1 && seq <= view.lastSeq ? eventWindow(file, seq) : null;
  if (!around) return null;
  const { block, i } = around;
  const objects = file.lives();
  const object = block.object[i] ?? 0;
  const delta = block.delta[i] ?? 0;
  const refcount = block.refcount[i] ?? 0;
  const site = file.sites()[block.site[i] ?? 0];
  const at = executing(file, block.instruction[i] ?? 0);
  const kind = eventKind({
    seq,
    siteKind: site?.kind,
    delta,
    refcount,
    endSeq: objects.endSeq(object),
    settled: objects.settled(object),
  });
  const cFunction = site?.cFunction ?? '';
  const { opcode, argument, column, endColumn } = at;
  return {
    seq,
    step: file.stepOfEvent(seq),
    object,
    kind,
    delta,
    refcount,
    place: placeOf(file, block.instruction[i] ?? 0),
    opcode,
    argument,
    column,
    endColumn,
    cFunction,
    reason: reasonFor({
      kind,
      delta,
      refcount,
      cFunction,
      ...at,
      ...pushedBy(view, { at, object, seq, cFunction, delta }),
      phase: phaseAt(view, seq),
      cause: END_CAUSES[objects.cause(object)] ?? 'alive',
      type: file.type(objects.type(object))?.name ?? '',
      owner: collectedOwner(file, block, i)?.type ?? '',
      ...effectsAround(file, block, i),
      ...namesAbout(view, block, i),
    }),
  };
}

/** The phase that event `seq` is part of; seq 0 belongs to the first. */
export function phaseAt(view: View, seq: number): Phase {
  const { runFromSeq, exitFromSeq } = view.file.facts();
  if (exitFromSeq > 0 && seq >= exitFromSeq) return 'exit';
  return runFromSeq > 0 && seq >= runFromSeq ? 'run' : 'compile';
}
