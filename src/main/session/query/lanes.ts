// Owns the answer to session.lanes: for each object its bar, its changes inside the span at the span's resolution, its names.

import type { Parsed } from '../../../shared/api/contract.ts';
import type { Lane, LanesResult } from '../../../shared/api/results.ts';
import { END_CAUSES, IMMORTAL } from '../../../shared/model/session.ts';
import type { Steps } from '../read/steps.ts';
import { bucketChanges } from './lane-shape.ts';
import { laneNames } from './lane-names.ts';
import { EXACT_CHANGES, scanLanes, type LaneChanges } from './lane-scan.ts';
import { isImmortal, refcountAt, type Track } from './track.ts';
import type { View } from './view.ts';

type LaneParams = Omit<Parsed<'session.lanes'>, 'session'>;

/** Lanes in the order asked for; numbers of no object are left out. */
export function* lanes(view: View, params: LaneParams): Steps<LanesResult> {
  const { axis, from, to, buckets } = params;
  const seqs = view.axis.borders(axis, from, to, buckets);
  const known = [...new Set(params.objects)].filter(
    (id) => id >= 1 && id <= view.file.lives().count,
  );
  const tracks: Track[] = [];
  for (const id of known) {
    tracks.push(view.track(id));
    yield;
  }
  const changes = yield* scanLanes(view.file, tracks, seqs);
  const made = new Map<number, Lane>();
  for (const [i, track] of tracks.entries()) {
    const found = changes[i];
    if (found) made.set(track.object, lane(view, track, { params, seqs, changes: found }));
    yield;
  }
  const wanted = params.objects.flatMap((id) => made.get(id) ?? []);
  return { axis, from, to, buckets, seqs, lanes: wanted };
}

function lane(
  view: View,
  track: Track,
  at: {
    readonly params: LaneParams;
    readonly seqs: Float64Array;
    readonly changes: LaneChanges;
  },
): Lane {
  const { axis, from, to, buckets } = at.params;
  const objects = view.file.lives();
  const object = track.object;
  const endSeq = objects.endSeq(object);
  const join = Math.abs(to - from) / buckets;
  return {
    object,
    bornX: view.axis.eventX(axis, objects.bornSeq(object)),
    endX: endSeq > 0 ? view.axis.eventX(axis, endSeq) : view.axis.width(axis),
    endCause: END_CAUSES[objects.cause(object)] ?? 'alive',
    immortal: isImmortal(objects, object),
    peak: peakOf(view, track),
    before: refcountAt(view.file, track, at.seqs[0] ?? 0),
    shape: shapeOf(view, at),
    names: laneNames(view, object, { axis, from, to, join, seqs: at.seqs }),
  };
}

/** Few changes are given as they are, many as buckets. */
function shapeOf(
  view: View,
  at: { readonly params: LaneParams; readonly seqs: Float64Array; readonly changes: LaneChanges },
): Lane['shape'] {
  const { changes } = at;
  if (changes.kind === 'buckets') return { kind: 'buckets', ...changes.buckets };
  if (changes.seq.length > EXACT_CHANGES) {
    return { kind: 'buckets', ...bucketChanges(at.seqs, changes.seq, changes.refcount) };
  }
  return {
    kind: 'exact',
    x: Float64Array.from(changes.seq, (seq) => view.axis.eventX(at.params.axis, seq)),
    seq: Float64Array.from(changes.seq),
    refcount: Uint32Array.from(changes.refcount),
  };
}

/** The greatest count of its life; of what has not ended, the greatest so far. */
function peakOf(view: View, track: Track): number {
  const objects = view.file.lives();
  const known = objects.peak(track.object);
  if (known > 0) return known;
  if (track.blocks.length === 0) return isImmortal(objects, track.object) ? IMMORTAL : 0;
  return track.max.reduce((greatest, count) => Math.max(greatest, count), 0);
}
