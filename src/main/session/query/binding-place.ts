// Owns where a binding lies on the axes: in the step in which it was made, behind the event before it. Recordings of earlier versions
// have seqs only, and lines without events share one: several steps may follow the same event, each storing a name. Invariant: there
// a binding is placed in the first of those lines, in order of time, whose code stores its variable, behind its start, and ends in the
// first line after that deletes it; where none does, in the last of them that its frame ran, which returns; where there is none, at
// its event.

import type { Axis } from '../../../shared/api/results.ts';
import { LeastRecentlyUsed } from '../read/least-recently-used.ts';
import type { NameInterval } from '../read/name-reader.ts';
import type { SessionFile } from '../read/session-file.ts';
import { storedNames } from './stored-names.ts';
import type { View } from './view.ts';

/** The axis span of an interval; an open end is the end of the axis. */
export function bindingSpan(
  view: View,
  interval: NameInterval,
  axis: Axis,
): { readonly from: number; readonly to: number } {
  if (axis === 'event') {
    const end = view.file.nameLog().endOf(interval);
    const to = end === null ? view.axis.width(axis) : view.axis.xOf(axis, end.seq);
    return { from: view.axis.xOf(axis, interval.fromSeq), to };
  }
  const from = bindingStart(view, interval);
  return { from, to: Math.max(endX(view, interval), from) };
}

/** Where an interval starts on the step axis. */
export const bindingStart = (view: View, interval: NameInterval): number =>
  placeOfStart(view, interval).x;

/** The interval that takes the place of another when that ends; null when none does at once. */
export function reboundBy(view: View, interval: NameInterval): NameInterval | null {
  const names = view.file.nameLog();
  const end = names.endOf(interval);
  if (end === null) return null;
  const { variable, frame } = interval;
  const next = names
    .opened(end.row, names.rowsThrough(end.seq))
    .find((other) => other.variable === variable && other.frame === frame);
  return next ?? null;
}

/** A variable that is rebound ends where its next binding starts, unless it was deleted before that. */
function endX(view: View, interval: NameInterval): number {
  const end = view.file.nameLog().endOf(interval);
  if (end === null) return view.axis.width('step');
  const known = knownX(view, end.row, end.seq);
  if (known !== null) return known;
  const deletes = view.once('deletes', () => createChanges(view.file, 'DELETE_'));
  const { cursor } = placeOfStart(view, interval);
  const { variable } = interval;
  const { step } = findStep(view, deletes, { seq: end.seq, variable, cursor });
  const deletedX = step > 0 ? changeX(view, step, end.seq) : Infinity;
  const next = reboundBy(view, interval);
  if (next !== null) return Math.min(bindingStart(view, next), deletedX);
  return step > 0 ? deletedX : returnX(view, interval.frame, end.seq);
}

/** Where the last line of a frame that ends behind event `seq` is over; where the event is, if it has none there or goes on. */
function returnX(view: View, frame: number, seq: number): number {
  const steps = view.file.stepLog();
  const firstHere = steps.firstAt(seq);
  for (let step = steps.firstAfter(seq) - 1; frame !== 0 && step >= firstHere; step--)
    if (steps.frame(step) === frame && isOver(view, frame, seq)) return changeX(view, step, seq);
  return view.axis.eventX('step', seq);
}

/** Whether a frame has no names any more behind event `seq`. */
function isOver(view: View, frame: number, seq: number): boolean {
  const names = view.file.nameLog();
  const framesAt = view.once(
    'framesAt',
    () => new LeastRecentlyUsed<number, ReadonlySet<number>>(PLACED_KEPT),
  );
  const open = (): ReadonlySet<number> =>
    new Set(names.openAt(names.rowsThrough(seq)).map((interval) => interval.frame));
  return !framesAt.get(seq, open).has(frame);
}

interface Start {
  readonly x: number;
  readonly cursor: Cursor;
}
/** Seqs whose intervals stay placed. */
const PLACED_KEPT = 512;

/** Where a row of the log was made, as it says itself; null in a file that does not say. */
function knownX(view: View, row: number, seq: number): number | null {
  const step = view.file.nameLog().stepOf(row);
  const steps = view.file.stepLog();
  if (step === null || step > steps.count) return null;
  return step > 0 && steps.afterSeq(step) === seq
    ? changeX(view, step, seq)
    : view.axis.eventX('step', seq);
}

function placeOfStart(view: View, { row, fromSeq }: NameInterval): Start {
  const known = knownX(view, row, fromSeq);
  if (known !== null) return { x: known, cursor: NOWHERE };
  const placed = view.once(
    'placed',
    () => new LeastRecentlyUsed<number, ReadonlyMap<number, Start>>(PLACED_KEPT),
  );
  const starts = placed.get(fromSeq, () => placeStarts(view, fromSeq));
  return starts.get(row) ?? { x: view.axis.eventX('step', fromSeq), cursor: NOWHERE };
}

/** Places all intervals that start at a seq: one after the other, as the lines that they belong to ran. */
function placeStarts(view: View, seq: number): ReadonlyMap<number, Start> {
  const names = view.file.nameLog();
  const stores = view.once('stores', () => createChanges(view.file, 'STORE_'));
  const starts = new Map<number, Start>();
  let cursor = NOWHERE;
  for (const { row, variable } of names.opened(
    names.rowsThrough(seq - 1),
    names.rowsThrough(seq),
  )) {
    cursor = findStep(view, stores, { seq, variable, cursor });
    const x = cursor.step > 0 ? changeX(view, cursor.step, seq) : view.axis.eventX('step', seq);
    starts.set(row, { x, cursor });
  }
  return starts;
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

const NOWHERE: Cursor = { seq: -1, step: 0, variable: 0 };

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
  const steps = view.file.stepLog();
  const { count } = steps;
  const firstHere = steps.firstAt(seq);
  const lastHere = steps.firstAfter(seq) - 1;
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
  const steps = file.stepLog();
  const namesOfLine = new Map<string, ReadonlySet<string>>();
  return (step, variable) => {
    const place = file.instruction(steps.instruction(step));
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
    const opcode = file.opcodeName(code.opcodes[unit] ?? 0);
    if (!opcode.startsWith(opcodes)) return;
    for (const name of storedNames(opcode, code.argNames[unit] ?? '')) names.add(name);
  });
  return names;
}
