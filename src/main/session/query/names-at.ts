// Owns which names are bound at a seq. Binding intervals are sorted by their start; a tree of greatest ends over groups of them
// finds the ones that cover a seq without reading the others: O(found * log n).

import type { SessionFile } from '../session-file.ts';
import { lowerBound, upperBound } from './search.ts';
import { bindingSpan } from './binding-place.ts';
import { bindingRowsOf, type View } from './view.ts';

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
  const { afterSeq } = file.steps();
  if (step === 'event' && seq >= 1) {
    const next = lowerBound(afterSeq, seq, 1, axis.steps + 1);
    const startOf = next <= axis.steps && afterSeq[next] === seq ? next : null;
    return { step: next - 1, x: axis.eventX('step', seq), startOf };
  }
  if (typeof step === 'number' && step >= 1 && step <= axis.steps && afterSeq[step] === seq) {
    return { step, x: step, startOf: step };
  }
  return { step: axis.stepAt(seq), x: axis.xOf('step', seq), startOf: null };
}

/** Rows of the binding table that cover a position, oldest first. */
export function bindingRowsAt(view: View, position: Position): readonly number[] {
  const { seq } = position;
  const isNamed = standOf(view, position).startOf !== null;
  const rows = rowsReaching(view, seq, isNamed ? seq - 1 : seq);
  if (isNamed) return rows.filter(covering(view, position));
  const isLiving = living(view, seq);
  return rows.flatMap((row) => (isLiving(row) ? [row] : rebinding(view, row)));
}

/** What took the place of a binding whose object was collected: the name moved on before its old object was let go. */
function rebinding(view: View, row: number): readonly number[] {
  const { fromSeq, toSeq, variable, frame, count } = view.file.bindings();
  const at = toSeq[row] ?? Infinity;
  for (let next = lowerBound(fromSeq, at, row + 1, count); fromSeq[next] === at; next++) {
    if (variable[next] === variable[row] && frame[next] === frame[row]) return [next];
  }
  return [];
}

/** A name is seen to move on a few events after it did: what was collected meanwhile is nobody's any more. */
function living(view: View, seq: number): (row: number) => boolean {
  const { object } = view.file.bindings();
  const { endSeq } = view.file.objects();
  return (row) => {
    const end = endSeq[object[row] ?? 0] ?? 0;
    return end === 0 || end > seq;
  };
}

/** Whether a row covers the position. */
function covering(view: View, position: Position): (row: number) => boolean {
  const step = standOf(view, position).startOf;
  const isLiving = living(view, position.seq);
  const { fromSeq, toSeq } = view.file.bindings();
  if (step === null) {
    return (row) =>
      (fromSeq[row] ?? 0) <= position.seq && (toSeq[row] ?? 0) > position.seq && isLiving(row);
  }
  // Among steps that share a seq the place on the step axis decides, also about names that came and went within it.
  return (row) => {
    const { from, to } = bindingSpan(view, row, 'step');
    return from <= step && to > step && isLiving(row);
  };
}

/** Rows with fromSeq <= seq and toSeq > endsAfter, oldest first. */
function rowsReaching(view: View, seq: number, endsAfter: number): readonly number[] {
  const { fromSeq, toSeq, count } = view.file.bindings();
  const tree = endTree(view);
  const started = upperBound(fromSeq, seq, 0, count);
  const found: number[] = [];
  const scan = (from: number): void => {
    for (let row = from; row < Math.min(from + LEAF_ROWS, started); row++) {
      if ((toSeq[row] ?? 0) > endsAfter) found.push(row);
    }
  };
  // Node n covers `leaves` leaves from `first` on; its children are 2n and 2n + 1.
  const visit = (node: number, first: number, leaves: number): void => {
    if (first * LEAF_ROWS >= started || (tree[node] ?? 0) <= endsAfter) return;
    if (leaves === 1) {
      scan(first * LEAF_ROWS);
      return;
    }
    visit(2 * node, first, leaves / 2);
    visit(2 * node + 1, first + leaves / 2, leaves / 2);
  };
  if (started > 0) visit(1, 0, tree.length / 2);
  return found;
}

/** Rows per leaf: a tree over single rows takes as much memory as the rows. */
const LEAF_ROWS = 64;

/** Heap-ordered tree of the greatest toSeq; node 1 is the root, leaves start at length / 2. */
function endTree(view: View): Float64Array {
  return view.once('binding-ends', () => {
    const { toSeq, count } = view.file.bindings();
    let leaves = 1;
    while (leaves * LEAF_ROWS < count) leaves *= 2;
    const tree = new Float64Array(2 * leaves);
    for (let row = 0; row < count; row++) {
      const leaf = leaves + Math.floor(row / LEAF_ROWS);
      tree[leaf] = Math.max(tree[leaf] ?? 0, toSeq[row] ?? 0);
    }
    for (let node = leaves - 1; node >= 1; node--) {
      tree[node] = Math.max(tree[2 * node] ?? 0, tree[2 * node + 1] ?? 0);
    }
    return tree;
  });
}

/** Above so many intervals of one object the tree is the shorter way. */
const MANY_ROWS = 2000;

/** Rows about one object that cover a position, oldest first. */
export function bindingsOfObjectAt(
  view: View,
  object: number,
  position: Position,
): readonly number[] {
  const bindings = view.file.bindings();
  const rows = bindingRowsOf(bindings, object);
  if (rows.length <= MANY_ROWS) return [...rows].filter(covering(view, position));
  return bindingRowsAt(view, position).filter((row) => bindings.object[row] === object);
}

/** What a variable's scope is called: the function or class body it is local to, or the module. */
export function scopeName(file: SessionFile, variable: number): string {
  const codeId = file.variable(variable)?.codeId ?? 0;
  return codeId === 0 ? '<module>' : (file.code(codeId)?.qualname ?? `code ${codeId}`);
}
