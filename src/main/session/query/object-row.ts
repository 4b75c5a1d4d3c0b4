// Owns the row of one object as the window shows it.

import type { ObjectRow } from '../../../shared/api/results.ts';
import { END_CAUSES } from '../../../shared/model/session.ts';
import { isImmortal } from './track.ts';
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
    peak: objects.peak(id),
    finalRefcount: objects.finalRefcount(id),
    eventCount: objects.events(id),
  };
}
