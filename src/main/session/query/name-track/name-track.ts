// Owns the answer to session.nameTrack: what a name referred to over a span, and the refcount of that. Invariant: exact while at most
// EXACT_STRETCHES lie in the span; of more, those too close to tell apart are one segment, placed as buckets are.

import type { Parsed } from '../../../../shared/api/contract.ts';
import type { NameSegment, NameTrack } from '../../../../shared/api/name-tracks.ts';
import type { Steps } from '../../read/steps.ts';
import { scanLanes, type LaneChanges } from '../lane-scan.ts';
import { LANE_EMPTY } from '../../../../shared/api/results.ts';
import { scopeName } from '../names-at.ts';
import { lowerBound, upperBound } from '../search.ts';
import { isImmortal, refcountAt } from '../track.ts';
import { valueText } from '../value-text.ts';
import type { View } from '../view.ts';
import { joinStretches } from './join-stretches.ts';
import { knownLog } from './known-log.ts';
import type { Piece } from './piece.ts';
import { placeStretches } from './stretch-place.ts';
import type { VariableLog } from './variable-log.ts';

type TrackParams = Omit<Parsed<'session.nameTrack'>, 'session'>;

export const EXACT_STRETCHES = 300;
/** Counts are shown of so many objects at a time, as many as a screen of lanes. */
const COUNTED_OBJECTS = 64;

export function* nameTrack(view: View, params: TrackParams): Steps<NameTrack> {
  const { variable, axis, from, to } = params;
  const log = yield* knownLog(view, variable);
  const seqs = view.axis.borders(axis, from, to, params.buckets);
  const pieces = yield* piecesIn(view, log, { params, seqs });
  const segments: NameSegment[] = [];
  const counts = yield* countsOf(view, pieces, seqs);
  for (const piece of pieces) {
    segments.push(segmentOf(view, piece, { params, seqs, counts }));
    yield;
  }
  return {
    variable,
    scope: scopeName(view.file, variable),
    name: view.file.variable(variable)?.name ?? '',
    axis,
    from,
    to,
    bindings: log.count,
    readThroughSeq: log.readThroughSeq,
    segments,
  };
}

/** The stretches that reach into the span. */
function* piecesIn(
  view: View,
  log: VariableLog,
  { params, seqs }: { readonly params: TrackParams; readonly seqs: Float64Array },
): Steps<readonly Piece[]> {
  const { variable, axis, from, to, buckets } = params;
  const first = Math.max(0, lowerBound(log.fromSeq, seqs[0] ?? 0, 0, log.count) - 1);
  const last = upperBound(log.fromSeq, seqs[buckets] ?? 0, first, log.count);
  if (last - first > EXACT_STRETCHES)
    return yield* joinStretches(log, { first, last, from, to, seqs });
  const places = placeStretches(view, log, { variable, axis, first, last });
  return places.flatMap(({ fromX, toX }, i) => {
    if (toX <= from || fromX >= to) return [];
    const at = first + i;
    return {
      object: log.object[at] as number,
      bindings: 1,
      fromSeq: log.fromSeq[at] as number,
      toSeq: log.toSeq[at] as number,
      fromX,
      toX,
    };
  });
}

/** Changes of the objects inside the span, by object; of too many, none. */
function* countsOf(
  view: View,
  pieces: readonly Piece[],
  seqs: Float64Array,
): Steps<ReadonlyMap<number, LaneChanges>> {
  const objects = [...new Set(pieces.map(({ object }) => object))].filter((id) => id !== 0);
  if (objects.length > COUNTED_OBJECTS) return new Map();
  const tracks = [];
  for (const object of objects) {
    tracks.push(view.track(object));
    yield;
  }
  const changes = yield* scanLanes(view.file, tracks, seqs);
  return new Map(objects.flatMap((object, i) => (changes[i] ? [[object, changes[i]]] : [])));
}

interface SegmentContext {
  readonly params: TrackParams;
  readonly seqs: Float64Array;
  readonly counts: ReadonlyMap<number, LaneChanges>;
}

function segmentOf(view: View, piece: Piece, context: SegmentContext): NameSegment {
  const { file } = view;
  const { object, bindings, fromSeq, fromX, toX } = piece;
  const type = object === 0 ? '' : (file.type(file.lives().type(object))?.name ?? 'object');
  const changes = context.counts.get(object);
  return {
    object,
    bindings,
    type,
    text: object === 0 ? '' : valueText(view, object) || `${type}#${object}`,
    immortal: object !== 0 && isImmortal(file.lives(), object),
    fromSeq,
    fromStep: view.axis.stepAtX(context.params.axis, fromX),
    fromX,
    toX,
    before: changes ? refcountAt(file, view.track(object), startIn(piece, context)) : 0,
    ...pointsOf(view, piece, { ...context, changes }),
  };
}

const startIn = ({ fromSeq }: Piece, { seqs }: SegmentContext): number =>
  Math.max(fromSeq, seqs[0] ?? 0);

/** The changes of the object while the name referred to it. */
function pointsOf(
  view: View,
  piece: Piece,
  at: SegmentContext & { readonly changes: LaneChanges | undefined },
): Pick<NameSegment, 'x' | 'refcount'> {
  const { params, seqs, changes } = at;
  const x: number[] = [];
  const refcount: number[] = [];
  const isInside = (seq: number): boolean => seq > piece.fromSeq && seq <= piece.toSeq;
  if (changes?.kind === 'list') {
    changes.seq.forEach((seq, i) => {
      if (!isInside(seq)) return;
      x.push(view.axis.eventX(params.axis, seq));
      refcount.push(changes.refcount[i] as number);
    });
  } else if (changes) {
    const { min, last } = changes.buckets;
    const width = (params.to - params.from) / params.buckets;
    for (let bucket = 0; bucket < params.buckets; bucket++) {
      if (min[bucket] === LANE_EMPTY || !isInside(seqs[bucket + 1] as number)) continue;
      x.push(params.from + width * (bucket + 1));
      refcount.push(last[bucket] as number);
    }
  }
  return { x: Float64Array.from(x), refcount: Uint32Array.from(refcount) };
}
