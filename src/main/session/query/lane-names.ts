// Owns the name intervals of one lane: which names referred to the object, as axis spans no finer than a bucket.
// Invariant: exact while at most EXACT_BLOCKS blocks of the log bind the object inside the span. Of an object that is bound all over
// it (a loop over the same few), each of those blocks counts as a whole.

import type { Axis, Lane } from '../../../shared/api/results.ts';
import type { NameInterval } from '../name-reader.ts';
import type { SessionFile } from '../session-file.ts';
import { bindingSpan } from './binding-place.ts';
import type { View } from './view.ts';

const EXACT_BLOCKS = 48;

interface Span {
  readonly axis: Axis;
  readonly from: number;
  readonly to: number;
  /** Intervals of one name that are nearer than this are joined: a loop variable binds an object thousands of times. */
  readonly join: number;
  /** Seqs of the borders of the buckets: the span in seqs. */
  readonly seqs: Float64Array;
}
type NameSpan = Lane['names'][number];

export function laneNames(view: View, object: number, span: Span): readonly NameSpan[] {
  const names = view.file.nameLog();
  const blocks = names.blocksOf(object);
  if (blocks.length === 0) return [];
  const joined = new JoinedSpans(span);
  if (blocks.length <= EXACT_BLOCKS) {
    for (const { block } of blocks) addExact(view, names.openedIn(block, object), joined);
    return joined.spans;
  }
  const fromSeq = span.seqs[0] ?? 0;
  const toSeq = span.seqs[span.seqs.length - 1] ?? 0;
  const inside = blocks.filter(({ block }) => {
    const { from, to } = names.blockSpan(block);
    return to >= fromSeq && from <= toSeq;
  });
  const first = inside[0];
  const start = first ? names.blockSpan(first.block).row : names.rowsThrough(fromSeq);
  addExact(view, names.openAt(start, object), joined);
  if (inside.length <= EXACT_BLOCKS) {
    for (const { block } of inside) addExact(view, names.openedIn(block, object), joined);
  } else {
    addWhole(view, object, { inside, joined, axis: span.axis });
  }
  return joined.spans;
}

function addExact(view: View, intervals: readonly NameInterval[], joined: JoinedSpans): void {
  for (const interval of intervals) {
    const { from, to } = bindingSpan(view, interval, joined.axis);
    joined.add(variableName(view.file, interval.variable), from, to);
  }
}

/** A block that binds the object counts from its first row to its last, and between blocks what a checkpoint holds counts. */
function addWhole(
  view: View,
  object: number,
  at: {
    readonly inside: readonly { readonly block: number; readonly variables: readonly number[] }[];
    readonly joined: JoinedSpans;
    readonly axis: Axis;
  },
): void {
  const names = view.file.nameLog();
  const checkpoints = names.checkpoints();
  const x = (seq: number): number => view.axis.xOf(at.axis, seq);
  let next = 0;
  at.inside.forEach(({ block, variables }, i) => {
    const { from, to, row } = names.blockSpan(block);
    for (const variable of variables) {
      at.joined.add(variableName(view.file, variable), x(from), x(to));
    }
    const following = at.inside[i + 1];
    const until = following ? names.blockSpan(following.block).row : Infinity;
    while ((checkpoints[next]?.row ?? Infinity) <= row) next++;
    const checkpoint = checkpoints[next];
    // Nothing binds it before `until`: what is in force at the first checkpoint since is in force from here on.
    if (checkpoint && checkpoint.row <= until) addExact(view, checkpoint.openOf(object), at.joined);
  });
  const last = at.inside.at(-1);
  if (last) addExact(view, names.openedIn(last.block, object), at.joined);
}

/** Joins spans of one name; they come in order of their starts. */
class JoinedSpans {
  readonly spans: NameSpan[] = [];
  readonly axis: Axis;
  readonly #span: Span;
  readonly #latest = new Map<string, { name: string; from: number; to: number }>();

  constructor(span: Span) {
    this.axis = span.axis;
    this.#span = span;
  }

  add(name: string, from: number, to: number): void {
    if (to < this.#span.from || from > this.#span.to) return;
    const before = this.#latest.get(name);
    if (before && from <= before.to + this.#span.join) {
      before.to = Math.max(before.to, to);
      return;
    }
    const made = { name, from, to };
    this.#latest.set(name, made);
    this.spans.push(made);
  }
}

const variableName = (file: SessionFile, variable: number): string =>
  file.variable(variable)?.name ?? `variable ${variable}`;
