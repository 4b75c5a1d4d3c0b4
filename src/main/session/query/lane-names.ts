// Owns the name intervals of one lane: which names referred to the object, as axis spans no finer than a bucket.

import type { Axis, Lane } from '../../../shared/api/results.ts';
import type { SessionFile } from '../session-file.ts';
import { bindingSpan } from './binding-place.ts';
import { bindingRowsOf, type View } from './view.ts';

interface Span {
  readonly axis: Axis;
  readonly from: number;
  readonly to: number;
  /** Intervals of one name that are nearer than this are joined: a loop variable binds an object thousands of times. */
  readonly join: number;
}
type NameSpan = Lane['names'][number];

export function laneNames(view: View, object: number, span: Span): readonly NameSpan[] {
  const bindings = view.file.bindings();
  const latest = new Map<string, { name: string; from: number; to: number }>();
  const spans: NameSpan[] = [];
  for (const row of bindingRowsOf(bindings, object)) {
    const { from, to } = bindingSpan(view, row, span.axis);
    if (to < span.from || from > span.to) continue;
    const name = variableName(view.file, bindings.variable[row] ?? 0);
    const before = latest.get(name);
    if (before && from <= before.to + span.join) {
      before.to = Math.max(before.to, to);
    } else {
      const made = { name, from, to };
      latest.set(name, made);
      spans.push(made);
    }
  }
  return spans;
}

const variableName = (file: SessionFile, variable: number): string =>
  file.variable(variable)?.name ?? `variable ${variable}`;
