// Owns the row of one object as the window shows it. Of one whose end is not written yet, because its program still runs or was cut
// off, the counts are those so far, from the blocks that touch it.

import type { ObjectRow } from '../../../shared/api/results.ts';
import { END_CAUSES } from '../../../shared/model/session.ts';
import { isImmortal, trackEvents } from './track.ts';
import { valueText } from './value-text.ts';
import { SCOPE, type View } from './view.ts';

export function objectRow(view: View, id: number): ObjectRow {
  const { file } = view;
  const objects = file.lives();
  const type = file.type(objects.type(id));
  const born = file.instruction(objects.bornInstruction(id));
  const end = file.instruction(objects.endInstruction(id));
  return {
    id,
    type: type?.name ?? 'unknown type',
    kind: type?.kind ?? 'object',
    value: valueText(view, id),
    names: file.names(id),
    label: file.label(id),
    yours: ((view.scopes()[id] ?? 0) & SCOPE.yours) !== 0,
    immortal: isImmortal(objects, id),
    bornSeq: objects.bornSeq(id),
    bornLine: born?.code.lines[born.unit] ?? 0,
    bornFunction: born?.code.qualname ?? '',
    endSeq: objects.endSeq(id),
    endLine: end?.code.lines[end.unit] ?? 0,
    endCause: END_CAUSES[objects.cause(id)] ?? 'alive',
    ...countsOf(view, id),
  };
}

function countsOf(
  view: View,
  id: number,
): Pick<ObjectRow, 'peak' | 'finalRefcount' | 'eventCount'> {
  const objects = view.file.lives();
  if (objects.settled(id))
    return {
      peak: objects.peak(id),
      finalRefcount: objects.finalRefcount(id),
      eventCount: objects.events(id),
    };
  const track = view.track(id);
  return {
    peak: track.max.reduce((greatest, count) => Math.max(greatest, count), 0),
    finalRefcount: track.last.at(-1) ?? 0,
    eventCount: trackEvents(track),
  };
}
