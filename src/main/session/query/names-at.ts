// Owns which names are in force at a place in the run. The log of names tells what is in force at any of its rows; here that becomes
// what is in force at a seq, or at the start of one of several steps that share one.

import type { NameInterval } from '../read/name-reader.ts';
import type { SessionFile } from '../read/session-file.ts';
import { bindingSpan, reboundBy } from './binding-place.ts';
import type { View } from './view.ts';

/**
 * A place in the run: after event `seq`, and at the start of `step` where that comes right after it, or still in the step of that
 * event.
 */
export interface Position {
  readonly seq: number;
  readonly step?: number | 'event' | undefined;
}

/** Where a position is. */
export interface Stand {
  /** The line on show; 0 before the first. */
  readonly step: number;
  /** Coordinate on the step axis. */
  readonly x: number;
  /** The step whose start it is, where steps share the seq and one of them is meant; else null. */
  readonly startOf: number | null;
}

/** Both a step that does not follow the seq, and none at all, stand for the last of those that do. */
export function standOf(view: View, { seq, step }: Position): Stand {
  const { axis, file } = view;
  const steps = file.stepLog();
  if (step === 'event' && seq >= 1) {
    const next = steps.firstAt(seq);
    const startOf = next <= axis.steps && steps.afterSeq(next) === seq ? next : null;
    return { step: next - 1, x: axis.eventX('step', seq), startOf };
  }
  if (typeof step === 'number' && step >= 1 && step <= axis.steps && steps.afterSeq(step) === seq) {
    return { step, x: step, startOf: step };
  }
  return { step: axis.stepAt(seq), x: axis.xOf('step', seq), startOf: null };
}

/** What is in force at a position, in order. */
export function bindingsAt(view: View, position: Position): readonly NameInterval[] {
  const { startOf } = standOf(view, position);
  if (startOf !== null) return atStepStart(view, position.seq, startOf);
  const isLiving = living(view, position.seq);
  const names = view.file.nameLog();
  return names
    .openAt(names.rowsThrough(position.seq))
    .flatMap((interval) => (isLiving(interval) ? [interval] : (reboundBy(view, interval) ?? [])));
}

/** Intervals about one object that are in force at a position, in order. */
export function bindingsOfObjectAt(
  view: View,
  object: number,
  position: Position,
): readonly NameInterval[] {
  const { startOf } = standOf(view, position);
  if (startOf !== null) return atStepStart(view, position.seq, startOf, object);
  const names = view.file.nameLog();
  const open = names.openAt(names.rowsThrough(position.seq), object);
  return open.filter(living(view, position.seq));
}

/**
 * Among steps that share a seq the place on the step axis decides, also about names that came and went within it. What came before
 * the seq and stays beyond it is in force at all of them, so only the others have to be placed.
 */
function atStepStart(view: View, seq: number, step: number, of?: number): readonly NameInterval[] {
  const names = view.file.nameLog();
  const before = names.rowsThrough(seq - 1);
  const through = names.rowsThrough(seq);
  const here = names
    .opened(before, through)
    .filter(({ object }) => of === undefined || object === of);
  const staying = new Set(names.openAt(through, of).map(({ row }) => row));
  const isLiving = living(view, seq);
  return [...names.openAt(before, of), ...here].filter((interval) => {
    if (!isLiving(interval)) return false;
    if (interval.fromSeq < seq && staying.has(interval.row)) return true;
    const { from, to } = bindingSpan(view, interval, 'step');
    return from <= step && to > step;
  });
}

/** A name is seen to move on a few events after it did: what was collected meanwhile is nobody's any more. */
function living(view: View, seq: number): (interval: NameInterval) => boolean {
  const objects = view.file.lives();
  return ({ object }) => {
    const end = objects.endSeq(object);
    return end === 0 || end > seq;
  };
}

/** What a variable's scope is called: the function or class body it is local to, or the module. */
export function scopeName(file: SessionFile, variable: number): string {
  const codeId = file.variable(variable)?.codeId ?? 0;
  return codeId === 0 ? '<module>' : (file.code(codeId)?.qualname ?? `code ${codeId}`);
}
