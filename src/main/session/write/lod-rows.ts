// Owns the running totals of level of detail, for all objects and for yours, and the rows they become.
// Must not know objects or events. Invariant: live values run on from block to block; the others count inside one row.

import { LOD_BUCKETS } from '../format/blocks.ts';

/** Totals of one scope. */
export interface Totals {
  events: number;
  liveObjects: number;
  liveReferences: number;
  births: number;
  /** Below 0: a resurrection came in a later row than the collection it takes back. */
  collections: number;
}
const noTotals = (): Totals => ({
  events: 0,
  liveObjects: 0,
  liveReferences: 0,
  births: 0,
  collections: 0,
});

export class LodRows {
  readonly all = noTotals();
  readonly yours = noTotals();
  /** One row per bucket of a block; reused by the next block. */
  readonly columns = {
    toSeq: new Float64Array(LOD_BUCKETS),
    liveObjects: new Float64Array(LOD_BUCKETS),
    liveReferences: new Float64Array(LOD_BUCKETS),
    births: new Uint32Array(LOD_BUCKETS),
    collections: new Uint32Array(LOD_BUCKETS),
    yoursEvents: new Uint32Array(LOD_BUCKETS),
    yoursLiveObjects: new Float64Array(LOD_BUCKETS),
    yoursLiveReferences: new Float64Array(LOD_BUCKETS),
    yoursBirths: new Uint32Array(LOD_BUCKETS),
    yoursCollections: new Uint32Array(LOD_BUCKETS),
  };

  /** Row `bucket` ends with event `toSeq`; what counts inside a row starts anew. */
  write(bucket: number, toSeq: number): void {
    const { columns, all, yours } = this;
    columns.toSeq[bucket] = toSeq;
    columns.liveObjects[bucket] = all.liveObjects;
    columns.liveReferences[bucket] = all.liveReferences;
    columns.births[bucket] = all.births;
    columns.collections[bucket] = Math.max(0, all.collections);
    columns.yoursEvents[bucket] = yours.events;
    columns.yoursLiveObjects[bucket] = yours.liveObjects;
    columns.yoursLiveReferences[bucket] = yours.liveReferences;
    columns.yoursBirths[bucket] = yours.births;
    columns.yoursCollections[bucket] = Math.max(0, yours.collections);
    startRow(all);
    startRow(yours);
  }
}

function startRow(totals: Totals): void {
  totals.events = 0;
  totals.births = 0;
  totals.collections = Math.min(0, totals.collections);
}

/** An object's count came from 0 or went to it. */
export function addCrossing(
  totals: Totals,
  live: number,
  births: number,
  collections: number,
): void {
  totals.liveObjects += live;
  totals.births += births;
  totals.collections += collections;
}

/** An object was freed without reaching 0. */
export function removeLive(totals: Totals, references: number): void {
  totals.liveObjects--;
  totals.liveReferences -= references;
}
