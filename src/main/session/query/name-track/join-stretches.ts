// Owns telling many stretches of a name by few segments: what is too narrow to be seen is one with its neighbours. Must not read the
// log of steps. Invariant: segments lie where their buckets do, do not overlap, and there are no more than twice as many as buckets.

import type { Steps } from '../../read/steps.ts';
import { upperBound } from '../search.ts';
import type { Piece } from './piece.ts';
import type { VariableLog } from './variable-log.ts';

/** A segment that takes less of the buckets than this is too narrow. */
const LEAST_BUCKETS = 8;
const PART = 1 << 14;

export function* joinStretches(
  log: VariableLog,
  at: {
    readonly first: number;
    readonly last: number;
    readonly from: number;
    readonly to: number;
    readonly seqs: Float64Array;
  },
): Steps<readonly Piece[]> {
  const { first, last, from, to, seqs } = at;
  const buckets = seqs.length - 1;
  const width = (to - from) / buckets;
  const xOf = (seq: number): number =>
    seq === Infinity ? to : from + width * Math.max(0, upperBound(seqs, seq, 0, seqs.length) - 1);
  const isFollowed = (i: number): boolean => log.fromSeq[i + 1] === log.toSeq[i];
  /** What nothing follows reaches to the end of its bucket. */
  const endX = (i: number): number => xOf(log.toSeq[i] as number) + width;
  const pieces: Piece[] = [];
  const least = LEAST_BUCKETS * width;
  for (let i = first; i < last; i++) {
    if (i % PART === 0) yield;
    const piece: Piece = {
      object: log.object[i] as number,
      bindings: 1,
      fromSeq: log.fromSeq[i] as number,
      toSeq: log.toSeq[i] as number,
      fromX: Math.max(xOf(log.fromSeq[i] as number), pieces.at(-1)?.toX ?? from),
      toX: isFollowed(i) ? xOf(log.toSeq[i] as number) : Math.min(to, endX(i)),
    };
    const before = pieces.at(-1);
    const isNarrow = piece.toX - piece.fromX < least;
    const joins =
      before !== undefined &&
      isNarrow &&
      (before.bindings > 1 || before.toX - before.fromX < least) &&
      piece.fromX - before.toX < least;
    if (joins) pieces[pieces.length - 1] = joined(before, piece);
    else pieces.push(piece);
  }
  return pieces;
}

const joined = (before: Piece, piece: Piece): Piece => ({
  object: before.object === piece.object ? piece.object : 0,
  bindings: before.bindings + 1,
  fromSeq: before.fromSeq,
  toSeq: piece.toSeq,
  fromX: before.fromX,
  toX: Math.max(before.toX, piece.toX),
});
