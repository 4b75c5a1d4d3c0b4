// Owns reading the changes of many objects inside a span, each block decoded at most once for all of them.
// Must not know axes: the span comes as bucket borders in seqs. Invariant: while no more than SCAN_BUDGET blocks have to be
// decoded the answer is exact; beyond it lanes are bucketed, and a block that covers only a few buckets is spread over these from
// its summary: a least or greatest count may be shown up to one block (at most SPREAD_BUCKETS buckets) beside its place, never
// left out, and the last count of a bucket is that of the block.

import type { SessionFile } from '../read/session-file.ts';
import type { Steps } from '../read/steps.ts';
import { addCount, addToBucket, bucketOf, emptyBuckets, type LaneBuckets } from './lane-shape.ts';
import { lastBlockUpTo, type Track } from './track.ts';
import { lowerBound } from './search.ts';

/** A lane with at most this many changes in the span gets them all. */
export const EXACT_CHANGES = 1500;
export const SCAN_BUDGET = 64;
export const SPREAD_BUCKETS = 16;

/** The changes of one lane: every one of them, or per bucket. */
export type LaneChanges =
  | { readonly kind: 'list'; readonly seq: number[]; readonly refcount: number[] }
  | { readonly kind: 'buckets'; readonly buckets: LaneBuckets };

interface BlockSpan {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/** Changes of each track inside (seqs[0], seqs[last]], in the order of the tracks, which must be of different objects. */
export function* scanLanes(
  file: SessionFile,
  tracks: readonly Track[],
  seqs: Float64Array,
  budget = SCAN_BUDGET,
): Steps<readonly LaneChanges[]> {
  const fromSeq = seqs[0] ?? 0;
  const toSeq = seqs[seqs.length - 1] ?? 0;
  const span: BlockSpan = {
    first: Math.max(lastBlockUpTo(file, fromSeq + 1), 0),
    end: toSeq > fromSeq ? lastBlockUpTo(file, toSeq) + 1 : 0,
  };
  const lanes = startLanes(tracks, { span, buckets: seqs.length - 1, budget });
  const plan = planBlocks(file, tracks, lanes, { span, seqs, budget });
  const blockIndexes = [...plan.keys()].sort((a, b) => a - b);
  for (const index of blockIndexes) {
    const visit = plan.get(index) ?? { decoded: [], summarised: [] };
    for (const item of visit.summarised) spreadSummary(item, lanes);
    if (visit.decoded.length === 0) continue;
    scanBlock(file, index, { visit, lanes, tracks, seqs });
    yield;
  }
  return lanes;
}

/**
 * A lane whose whole blocks hold too many changes is bucketed at once; the others are listed and judged afterwards, those with
 * the fewest blocks first: what would go over the budget is bucketed, too.
 */
function startLanes(
  tracks: readonly Track[],
  at: { readonly span: BlockSpan; readonly buckets: number; readonly budget: number },
): readonly LaneChanges[] {
  const inSpan = tracks.map(({ blocks }) => {
    const first = lowerBound(blocks, at.span.first, 0, blocks.length);
    return { first, end: Math.max(lowerBound(blocks, at.span.end, 0, blocks.length), first) };
  });
  const lanes = tracks.map((): LaneChanges => ({
    kind: 'buckets',
    buckets: emptyBuckets(at.buckets),
  }));
  const length = (lane: number): number => (inSpan[lane]?.end ?? 0) - (inSpan[lane]?.first ?? 0);
  const decoded = new Set<number>();
  for (const lane of [...tracks.keys()].sort((a, b) => length(a) - length(b) || a - b)) {
    const track = tracks[lane];
    const { first, end } = inSpan[lane] ?? { first: 0, end: 0 };
    if (!track || wholeEvents(track, first, end) > EXACT_CHANGES) continue;
    const added = [...track.blocks.subarray(first, end)].filter((block) => !decoded.has(block));
    if (decoded.size + added.length > at.budget) continue;
    for (const block of added) decoded.add(block);
    lanes[lane] = { kind: 'list', seq: [], refcount: [] };
  }
  return lanes;
}

/** Events in blocks first … end - 1 of the track but for the outermost two, which may reach out of the span. */
const wholeEvents = (track: Track, first: number, end: number): number =>
  end - first > 2 ? (track.eventsBefore[end - 1] ?? 0) - (track.eventsBefore[first + 1] ?? 0) : 0;

interface Summarised {
  readonly lane: number;
  readonly fromBucket: number;
  readonly toBucket: number;
  readonly change: { readonly min: number; readonly max: number; readonly last: number };
}
interface Visit {
  readonly decoded: number[];
  readonly summarised: Summarised[];
}

/** What to do with each block: which lanes to decode it for, and for which its summary is enough. */
function planBlocks(
  file: SessionFile,
  tracks: readonly Track[],
  lanes: readonly LaneChanges[],
  view: { readonly span: BlockSpan; readonly seqs: Float64Array; readonly budget: number },
): Map<number, Visit> {
  const mayDecode = (reach: number): Map<number, Visit> => {
    const plan = new Map<number, Visit>();
    tracks.forEach((track, lane) => planLane(file, track, lane, { ...view, plan, lanes, reach }));
    return plan;
  };
  const exact = mayDecode(1);
  let decoded = 0;
  for (const visit of exact.values()) if (visit.decoded.length > 0) decoded++;
  return decoded <= view.budget ? exact : mayDecode(SPREAD_BUCKETS);
}

function planLane(
  file: SessionFile,
  track: Track,
  lane: number,
  at: {
    readonly span: BlockSpan;
    readonly seqs: Float64Array;
    readonly plan: Map<number, Visit>;
    readonly lanes: readonly LaneChanges[];
    /** Up to how many buckets a summary may cover. */
    readonly reach: number;
  },
): void {
  const { seqs, plan, span } = at;
  const isBucketed = at.lanes[lane]?.kind === 'buckets';
  let t = lowerBound(track.blocks, span.first, 0, track.blocks.length);
  for (; t < track.blocks.length; t++) {
    const index = track.blocks[t] ?? 0;
    if (index >= span.end) break;
    const visit = plan.get(index) ?? { decoded: [], summarised: [] };
    plan.set(index, visit);
    const buckets = isBucketed ? bucketsOfBlock(file, index, seqs) : null;
    if (buckets && buckets.to - buckets.from < at.reach) {
      const change = { min: track.min[t] ?? 0, max: track.max[t] ?? 0, last: track.last[t] ?? 0 };
      visit.summarised.push({ lane, fromBucket: buckets.from, toBucket: buckets.to, change });
    } else {
      visit.decoded.push(lane);
    }
  }
}

/** The buckets a block lies in, first and last; null when it reaches out of the span. */
function bucketsOfBlock(
  file: SessionFile,
  index: number,
  seqs: Float64Array,
): { readonly from: number; readonly to: number } | null {
  const block = file.eventBlocks()[index];
  if (!block) return null;
  const lastSeq = block.firstSeq + block.count - 1;
  if (block.firstSeq <= (seqs[0] ?? 0) || lastSeq > (seqs[seqs.length - 1] ?? 0)) return null;
  return { from: bucketOf(seqs, block.firstSeq), to: bucketOf(seqs, lastSeq) };
}

function spreadSummary(item: Summarised, lanes: readonly LaneChanges[]): void {
  const lane = lanes[item.lane];
  if (lane?.kind !== 'buckets') return;
  for (let i = item.fromBucket; i <= item.toBucket; i++) {
    addToBucket(lane.buckets, i, item.change);
  }
}

/** Decodes one block and hands its changes inside the span to the lanes that asked for it. */
function scanBlock(
  file: SessionFile,
  index: number,
  at: {
    readonly visit: Visit;
    readonly lanes: readonly LaneChanges[];
    readonly tracks: readonly Track[];
    readonly seqs: Float64Array;
  },
): void {
  const { lanes, seqs } = at;
  const block = file.eventBlock(index);
  const wanted = new ObjectFilter(at.visit.decoded.map((lane) => at.tracks[lane]?.object ?? 0));
  const laneOf = new Map(at.visit.decoded.map((lane) => [at.tracks[lane]?.object ?? 0, lane]));
  const { object, refcount: refcounts, firstSeq } = block;
  const from = Math.max((seqs[0] ?? 0) + 1 - block.firstSeq, 0);
  const to = Math.min((seqs[seqs.length - 1] ?? 0) - block.firstSeq + 1, block.count);
  let bucket = 0;
  for (let i = from; i < to; i++) {
    const id = object[i] as number;
    if (!wanted.mayHave(id)) continue;
    const slot = laneOf.get(id);
    if (slot === undefined) continue;
    const lane = lanes[slot];
    const seq = firstSeq + i;
    const refcount = refcounts[i] as number;
    if (lane?.kind === 'list') {
      lane.seq.push(seq);
      lane.refcount.push(refcount);
    } else if (lane) {
      while (seq > (seqs[bucket + 1] ?? Infinity)) bucket++;
      addCount(lane.buckets, bucket, refcount);
    }
  }
}

/** Tells at once of most objects that they are not among a few: a bit per object number modulo 4,096. */
class ObjectFilter {
  readonly #bits = new Uint8Array(4096);

  constructor(objects: readonly number[]) {
    for (const object of objects) this.#bits[object & 4095] = 1;
  }

  mayHave(object: number): boolean {
    return this.#bits[object & 4095] === 1;
  }
}
