// Owns where a binding lies on the axes. The log of names has seqs only, and lines without events share one: several steps may
// follow the same event, each storing a name. Invariant: a binding is placed in the first of those lines, in order of time, whose
// code stores its variable, behind its start, and ends in the first line after that deletes it; where none does, at its event.

import type { Axis } from '../../../shared/api/results.ts';
import type { SessionFile } from '../session-file.ts';
import { lowerBound, upperBound } from './search.ts';
import type { View } from './view.ts';

/** The axis span of row `row` of the binding table; an open end is the end of the axis. */
export function bindingSpan(
  view: View,
  row: number,
  axis: Axis,
): { readonly from: number; readonly to: number } {
  const bindings = view.file.bindings();
  const toSeq = bindings.toSeq[row] ?? Infinity;
  if (axis === 'event') {
    const from = view.axis.xOf(axis, bindings.fromSeq[row] ?? 0);
    return {
      from,
      to: Number.isFinite(toSeq) ? view.axis.xOf(axis, toSeq) : view.axis.width(axis),
    };
  }
  const places = bindingPlaces(view);
  const from = places.fromX[row] ?? 0;
  return { from, to: Math.max(places.toX[row] ?? 0, from) };
}

interface Places {
  /** Step axis, per row of the binding table. */
  readonly fromX: Float64Array;
  readonly toX: Float64Array;
}

/** Made once per state of the file: O(bindings + steps beside them). */
function bindingPlaces(view: View): Places {
  return view.once('binding-places', () => {
    const bindings = view.file.bindings();
    const fromX = new Float64Array(bindings.count);
    const toX = new Float64Array(bindings.count).fill(view.axis.width('step'));
    /** Where a line deletes the variable at the end of a row; Infinity where none does. */
    const deletedX = new Float64Array(bindings.count).fill(Infinity);
    const stores = createChanges(view.file, 'STORE_');
    const deletes = createChanges(view.file, 'DELETE_');
    const open = new Map<number, number>();
    const variables = Math.max(0, ...view.file.variables().map((row) => row.id)) + 1;
    let cursor: Cursor = { seq: -1, step: 0, variable: 0 };
    for (let row = 0; row < bindings.count; row++) {
      const seq = bindings.fromSeq[row] ?? 0;
      const variable = bindings.variable[row] ?? 0;
      cursor = findStep(view, stores, { seq, variable, cursor });
      fromX[row] =
        cursor.step > 0 ? changeX(view, cursor.step, seq) : view.axis.eventX('step', seq);
      // A variable that is rebound ends where its next binding starts, unless it was deleted before that.
      const key = (bindings.frame[row] ?? 0) * variables + variable;
      const before = open.get(key);
      if (before !== undefined && bindings.toSeq[before] === seq) {
        toX[before] = Math.min(fromX[row] ?? 0, deletedX[before] ?? Infinity);
      }
      open.set(key, row);
      const toSeq = bindings.toSeq[row] ?? Infinity;
      if (!Number.isFinite(toSeq)) continue;
      const end = findStep(view, deletes, { seq: toSeq, variable, cursor });
      if (end.step > 0) deletedX[row] = changeX(view, end.step, toSeq);
      toX[row] = end.step > 0 ? (deletedX[row] ?? 0) : view.axis.eventX('step', toSeq);
    }
    return { fromX, toX };
  });
}

/** Where a step that changes a name before its first event does so: ahead of that event; at its end when it has none. */
function changeX(view: View, step: number, seq: number): number {
  const firstEventX = seq < view.lastSeq ? view.axis.eventX('step', seq + 1) : Infinity;
  return firstEventX > step + 1 ? step + 1 : (step + firstEventX) / 2;
}

type Changes = (step: number, variable: number) => boolean;
/** The step that the binding before was placed in, 0 for none. */
interface Cursor {
  readonly seq: number;
  readonly step: number;
  readonly variable: number;
}

/** The step at or after the cursor that changes `variable` right after event `seq`; step 0 when none does. */
function findStep(
  view: View,
  changes: Changes,
  at: {
    readonly seq: number;
    readonly variable: number;
    readonly cursor: Cursor;
  },
): Cursor {
  const { seq, variable, cursor } = at;
  const none = { seq, step: 0, variable };
  const { afterSeq, count } = view.file.steps();
  const firstHere = lowerBound(afterSeq, seq, 1, count + 1);
  const lastHere = upperBound(afterSeq, seq, 1, count + 1) - 1;
  // Only steps that share the seq are in doubt, and the last line of all; no other needs reading of its code.
  if (lastHere < firstHere || (lastHere === firstHere && lastHere < count)) return none;
  // A line changes a name once per visit: the same name again is the work of a later visit.
  const later = cursor.variable === variable ? cursor.step + 1 : cursor.step;
  const start = cursor.seq === seq && cursor.step > 0 ? later : firstHere - 1;
  for (let step = Math.max(start, 1); step <= lastHere; step++) {
    if (changes(step, variable)) return { seq, step, variable };
  }
  return none;
}

/** Whether the line of a step has an instruction that stores (or deletes) a name like the variable's. */
function createChanges(file: SessionFile, opcodes: 'STORE_' | 'DELETE_'): Changes {
  const steps = file.steps();
  const namesOfLine = new Map<string, ReadonlySet<string>>();
  return (step, variable) => {
    const place = file.instruction(steps.instruction[step] ?? 0);
    if (!place) return false;
    const line = place.code.lines[place.unit] ?? 0;
    const key = `${place.code.id}:${line}`;
    let names = namesOfLine.get(key);
    if (!names) {
      names = changedNames(file, opcodes, { code: place.code, line });
      namesOfLine.set(key, names);
    }
    return names.has(file.variable(variable)?.name ?? '');
  };
}

function changedNames(
  file: SessionFile,
  opcodes: string,
  { code, line }: { code: ReturnType<SessionFile['codes']>[number]; line: number },
): ReadonlySet<string> {
  const names = new Set<string>();
  code.lines.forEach((unitLine, unit) => {
    if (unitLine !== line) return;
    if (file.opcodeName(code.opcodes[unit] ?? 0).startsWith(opcodes)) {
      names.add(code.argNames[unit] ?? '');
    }
  });
  return names;
}
