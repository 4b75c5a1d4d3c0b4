// Owns the part of a golden text about names: which object a name of the program referred to, between which steps.

import { present } from '../../src/shared/base/assert.ts';
import type { SessionFile } from '../../src/main/session/read/session-file.ts';
import { bindingSpan } from '../../src/main/session/query/binding-place.ts';
import { createView } from '../../src/main/session/query/view.ts';
import type { ObjectNames } from './object-names.ts';
import { table } from './text-table.ts';

export function nameIntervals(session: SessionFile, names: ObjectNames): string[] {
  const { count, variable, object, frame, fromSeq, toSeq } = session.bindings();
  const { exitFromSeq } = session.facts();
  const view = createView(session);
  const log = session.nameLog();
  const intervals = log.opened(0, log.count);
  const frames = new Map<number, number>();
  const rows: string[][] = [];
  for (let row = 0; row < count; row++) {
    const named = session.variable(variable[row] ?? 0);
    const code = session.code(named?.codeId ?? 0);
    if (!named || (fromSeq[row] ?? 0) >= exitFromSeq) continue;
    const id = object[row] ?? 0;
    const span = bindingSpan(view, present(intervals[row], `interval ${row}`), 'step');
    const atExit = (toSeq[row] ?? Infinity) >= exitFromSeq;
    rows.push([
      `${scope(code?.qualname, frame[row] ?? 0, frames)}${named.name}`,
      names.of(String(id)),
      session.value(id),
      `step ${stepAt(span.from)} to ${atExit ? 'exit' : stepAt(span.to)}`,
    ]);
  }
  return table(rows);
}

/** Frames are numbered per program, in the order in which they are seen. */
function scope(function_: string | undefined, frame: number, frames: Map<number, number>): string {
  if (function_ === undefined) return '';
  if (frame === 0) return `${function_}.`;
  const number = frames.get(frame) ?? frames.size + 1;
  frames.set(frame, number);
  return `${function_}[${number}].`;
}

/** A step reaches from its number, exclusive, to the next. */
const stepAt = (x: number): number => Math.ceil(x) - 1;
