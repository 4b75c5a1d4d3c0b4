// Owns the running totals of the run at any seq: live objects, live references, events, births, collections.
// The level-of-detail rows hold them every thousand events; between two rows the events are folded.
// Invariant: at the seq of a row the totals are the row's. While no more than FOLD_BUDGET blocks have to be decoded every total is
// exact; beyond it a seq inside a row takes the totals of the row before (its own count of events stays exact).

import { END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../../shared/model/session.ts';
import type { LodTable, SessionFile } from '../read/session-file.ts';
import { upperBound } from './search.ts';
import { lastBlockUpTo } from './track.ts';
import type { View } from './view.ts';

export const FOLD_BUDGET = 64;
const MOVED = END_CAUSES.indexOf('moved');

/** Everything since seq 0, and what is live now. */
export interface Totals {
  events: number;
  births: number;
  collections: number;
  liveObjects: number;
  liveReferences: number;
}

/** Totals after each of `seqs`, which must not decrease; of all objects, or of yours only. */
export function totalsAt(
  view: View,
  seqs: ArrayLike<number>,
  yours: boolean,
  budget = FOLD_BUDGET,
): readonly Totals[] {
  const sums = prefixSums(view, yours);
  const { toSeq, count } = view.file.lod();
  const exact = blocksToFold(view.file, seqs) <= budget;
  const all: Totals[] = [];
  let at = -1;
  let totals: Totals = rowTotals(sums, -1);
  for (let i = 0; i < seqs.length; i++) {
    const seq = seqs[i] ?? 0;
    const row = upperBound(toSeq, seq, 0, count) - 1;
    const rowSeq = row >= 0 ? (toSeq[row] ?? 0) : 0;
    if (at < rowSeq || i === 0) {
      totals = rowTotals(sums, row);
      at = rowSeq;
    }
    if (exact && at < seq) {
      totals = { ...totals };
      fold(view, totals, { from: at, to: seq, yours });
      at = seq;
    }
    all.push(yours ? totals : { ...totals, events: seq });
  }
  return all;
}

/** Cumulative columns of the level of detail; entry i = rows 0 … i - 1. */
interface Sums {
  readonly events: Float64Array;
  readonly births: Float64Array;
  readonly collections: Float64Array;
  readonly liveObjects: Float64Array;
  readonly liveReferences: Float64Array;
}

function prefixSums(view: View, yours: boolean): Sums {
  return view.once(`totals ${yours}`, () => {
    const lod = view.file.lod();
    return {
      events: cumulate(yours ? lod.yoursEvents : eventsOfRows(lod)),
      births: cumulate(yours ? lod.yoursBirths : lod.births),
      collections: cumulate(yours ? lod.yoursCollections : lod.collections),
      liveObjects: yours ? lod.yoursLiveObjects : lod.liveObjects,
      liveReferences: yours ? lod.yoursLiveReferences : lod.liveReferences,
    };
  });
}

const eventsOfRows = (lod: LodTable): Float64Array =>
  lod.toSeq.map((toSeq, i) => toSeq - (i > 0 ? (lod.toSeq[i - 1] ?? 0) : 0));

function cumulate(column: Uint32Array | Float64Array): Float64Array {
  const sums = new Float64Array(column.length + 1);
  for (let i = 0; i < column.length; i++) sums[i + 1] = (sums[i] ?? 0) + (column[i] ?? 0);
  return sums;
}

const rowTotals = (sums: Sums, row: number): Totals => ({
  events: sums.events[row + 1] ?? 0,
  births: sums.births[row + 1] ?? 0,
  collections: sums.collections[row + 1] ?? 0,
  liveObjects: row >= 0 ? (sums.liveObjects[row] ?? 0) : 0,
  liveReferences: row >= 0 ? (sums.liveReferences[row] ?? 0) : 0,
});

function blocksToFold(file: SessionFile, seqs: ArrayLike<number>): number {
  const { toSeq, count } = file.lod();
  let blocks = 0;
  let last = -1;
  for (let i = 0; i < seqs.length; i++) {
    const seq = seqs[i] ?? 0;
    const row = upperBound(toSeq, seq, 0, count) - 1;
    if (seq === (row >= 0 ? toSeq[row] : 0)) continue;
    const block = lastBlockUpTo(file, seq);
    if (block !== last) blocks++;
    last = block;
  }
  return blocks;
}

/** Adds the events from + 1 … to, which lie between two rows and so in one block. */
function fold(
  view: View,
  totals: Totals,
  span: { readonly from: number; readonly to: number; readonly yours: boolean },
): void {
  const { file } = view;
  const objects = file.lives();
  const index = lastBlockUpTo(file, span.from + 1);
  if (index < 0) return;
  const block = file.eventBlock(index);
  const start = Math.max(span.from + 1 - block.firstSeq, 0);
  const end = Math.min(span.to + 1 - block.firstSeq, block.count);
  const { object: ids, refcount, delta, firstSeq } = block;
  const isYours = span.yours ? yoursMarks(view) : null;
  const isUnborn = unbornMarks(view);
  for (let i = start; i < end; i++) {
    const object = ids[i] as number;
    if (isYours !== null && isYours[object] !== 1) continue;
    const after = refcount[i] as number;
    const change = delta[i] as number;
    // The chain of counts says it, but for immortals and for the first event of what existed before recording.
    const isPlain = after !== IMMORTAL && isUnborn[object] !== 1;
    const before = isPlain ? Math.max(after - change, 0) : countBefore(view, { object, index, i });
    totals.events++;
    totals.liveReferences += countable(after) - countable(before);
    totals.liveObjects += Number(after !== 0) - Number(before !== 0);
    const seq = firstSeq + i;
    if (after === 1 && change === 1 && objects.bornSeq(object) === seq) totals.births++;
    if (after === 0 && objects.endSeq(object) === seq && objects.cause(object) !== MOVED)
      totals.collections++;
  }
  takeMoved(view, totals, span);
}

/** 1 for objects that the recorder knew to be yours. */
const yoursMarks = (view: View): Uint8Array => view.once('yours', () => view.file.lives().yours());

/** 1 for objects that were not born during the recording; they have low numbers. */
const unbornMarks = (view: View): Uint8Array =>
  view.once('unborn marks', () => {
    const { ids } = view.once('unborn', () => view.file.lives().unborn());
    const marks = new Uint8Array((ids.at(-1) ?? 0) + 1);
    for (const id of ids) marks[id] = 1;
    return marks;
  });

const countable = (refcount: number): number => (refcount === IMMORTAL ? 0 : refcount);

/** The recorded count before entry i of a block; 0 when that is the object's first event. */
function countBefore(
  view: View,
  at: { readonly object: number; readonly index: number; readonly i: number },
): number {
  const { file } = view;
  const block = file.eventBlock(at.index);
  const objects = file.lives();
  const bornSeq = objects.bornSeq(at.object);
  const after = block.refcount[at.i] ?? 0;
  if (bornSeq === block.firstSeq + at.i) return 0;
  // The chain of counts says it, but for immortals and for the first event of what existed before recording.
  if (bornSeq > 0 && after !== IMMORTAL) return Math.max(after - (block.delta[at.i] ?? 0), 0);
  const inside = at.i > 0 ? block.object.lastIndexOf(at.object, at.i - 1) : -1;
  if (inside >= 0) return block.refcount[inside] ?? 0;
  const { blocks, last } = view.track(at.object);
  return last[upperBound(blocks, at.index - 1, 0, blocks.length) - 1] ?? 0;
}

/** Objects whose memory was given back while their count was above 0 leave without an event. */
function takeMoved(
  view: View,
  totals: Totals,
  span: { readonly from: number; readonly to: number; readonly yours: boolean },
): void {
  const objects = view.file.lives();
  const { ids, endSeqs } = movedObjects(view);
  const first = upperBound(endSeqs, span.from, 0, endSeqs.length);
  const end = upperBound(endSeqs, span.to, 0, endSeqs.length);
  for (const object of ids.slice(first, end)) {
    if (span.yours && (objects.flags(object) & OBJECT_FLAG.yours) === 0) continue;
    const final = objects.finalRefcount(object);
    if (final === 0) continue;
    totals.liveObjects--;
    totals.liveReferences -= countable(final);
  }
}

/** In order of their ends. */
function movedObjects(view: View): { ids: readonly number[]; endSeqs: readonly number[] } {
  return view.once('moved-objects', () => {
    const ids = view.file.lives().moved();
    return { ids, endSeqs: ids.map((id) => view.file.lives().endSeq(id)) };
  });
}
