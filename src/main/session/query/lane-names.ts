// Owns the name intervals of one lane: which names referred to the object, as axis spans no finer than a bucket.
// Invariant: exact while at most EXACT_INTERVALS in at most EXACT_BLOCKS blocks of the log bind the object inside the span. Of an object
// that is bound all over it (a loop over the same few) places are those of buckets, and of very many blocks each counts as a whole.

import type { Axis, Lane } from '../../../shared/api/results.ts';
import type { NameInterval, NameReader } from '../read/name-reader.ts';
import type { SessionFile } from '../read/session-file.ts';
import { bindingSpan } from './binding-place.ts';
import { upperBound } from './search.ts';
import type { View } from './view.ts';

const EXACT_BLOCKS = 48;
const EXACT_INTERVALS = 400;

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
    addOpened(
      view,
      blocks.flatMap(({ block }) => names.openedIn(block, object)),
      joined,
    );
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
    addOpened(
      view,
      inside.flatMap(({ block }) => names.openedIn(block, object)),
      joined,
    );
  } else {
    addWhole(view, object, { inside, joined });
  }
  return joined.spans;
}

/** Of very many intervals each lies where its bucket does. */
function addOpened(view: View, intervals: readonly NameInterval[], joined: JoinedSpans): void {
  if (intervals.length <= EXACT_INTERVALS) {
    addExact(view, intervals, joined);
    return;
  }
  const names = view.file.nameLog();
  for (const interval of intervals) {
    const from = joined.bucketX(interval.fromSeq);
    if (from > joined.until) break;
    const end = names.endOf(interval);
    const to = end === null ? view.axis.width(joined.axis) : joined.bucketX(end.seq);
    joined.add(variableName(view.file, interval.variable), from, to);
  }
}

function addExact(view: View, intervals: readonly NameInterval[], joined: JoinedSpans): void {
  for (const interval of intervals) {
    const { from, to } = bindingSpan(view, interval, joined.axis);
    joined.add(variableName(view.file, interval.variable), from, to);
  }
}

/** Blocks between two checkpoints of the log, about. */
const CHECKPOINT_BLOCKS = 16;

/**
 * A block that binds the object counts from its first row to its last. Between two such blocks nothing binds it, so what a checkpoint
 * between them holds was in force since the first. Places are those of buckets: no step need be read.
 */
function addWhole(
  view: View,
  object: number,
  at: {
    readonly inside: readonly { readonly block: number; readonly variables: readonly number[] }[];
    readonly joined: JoinedSpans;
  },
): void {
  const names = view.file.nameLog();
  const { joined } = at;
  at.inside.forEach(({ block, variables }, i) => {
    const { from, to } = names.blockSpan(block);
    for (const variable of variables)
      joined.add(variableName(view.file, variable), joined.bucketX(from), joined.bucketX(to));
    const following = at.inside[i + 1];
    if (following === undefined || following.block === block + 1) return;
    const until = names.blockSpan(following.block);
    const held = heldBetween(names, object, names.blockSpan(block).row, until.row);
    if (following.block - block > 2 * CHECKPOINT_BLOCKS) addExact(view, held, joined);
    else {
      for (const { variable } of held)
        joined.add(
          variableName(view.file, variable),
          joined.bucketX(to),
          joined.bucketX(until.from),
        );
    }
  });
  const last = at.inside.at(-1);
  if (last) addExact(view, names.openedIn(last.block, object).slice(-EXACT_BLOCKS), joined);
}

/** What the first checkpoint between two rows holds of an object. */
function heldBetween(
  names: NameReader,
  object: number,
  after: number,
  until: number,
): readonly NameInterval[] {
  const checkpoint = names.checkpoints().find(({ row }) => row > after);
  return checkpoint !== undefined && checkpoint.row <= until ? checkpoint.openOf(object) : [];
}

/** Joins spans of one name; they come in order of their starts. */
class JoinedSpans {
  readonly spans: NameSpan[] = [];
  readonly axis: Axis;
  readonly until: number;
  readonly #span: Span;
  readonly #latest = new Map<string, { name: string; from: number; to: number }>();

  constructor(span: Span) {
    this.axis = span.axis;
    this.until = span.to;
    this.#span = span;
  }

  /** Coordinate of the border of the bucket that a seq lies in; what lies before the span is a bucket before it. */
  bucketX(seq: number): number {
    const { seqs, from, to } = this.#span;
    const buckets = seqs.length - 1;
    const border = upperBound(seqs, seq, 0, seqs.length) - 1;
    return from + ((to - from) * border) / Math.max(buckets, 1);
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
