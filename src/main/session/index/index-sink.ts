// Owns how an indexer hands on what it made: rows of an index kind. The writer stores them as blocks; a reader keeps them for the
// part of a file that was not indexed when it was written. Invariant: columns are the sink's to keep or encode before it returns.

import type { ColumnsOf } from '../columns/schema.ts';
import type { BLOCK_SCHEMAS, IndexKind } from '../format/blocks.ts';

export type IndexColumns<Kind extends IndexKind> = ColumnsOf<(typeof BLOCK_SCHEMAS)[Kind]>;

/**
 * `from` and `to` become seq_from and seq_to of the block: least and greatest object (track, bindTrack), first and last block
 * covered (eventReach, lodRun, heat, bindReach, name, visit), rows of the log before it (open), seqs (stepSample).
 */
export interface IndexSink {
  put<Kind extends IndexKind>(
    kind: Kind,
    count: number,
    span: { readonly from: number; readonly to: number },
    columns: IndexColumns<Kind>,
  ): void;
}

/** Blocks that one portion of an index covers at most. A reader makes up for what comes behind the last portion. */
export const PORTION_BLOCKS = 256;
/** Rows of a track kind: one block of them is what a look-up decodes. */
export const SHARD_ROWS = 16_384;
/** A portion ends early when it has so many rows, so that memory stays bounded. */
export const MOST_ROWS = 1 << 19;
/**
 * Most objects are only touched where they are first seen. Those rows are not in a track: an object's first block is found by its
 * number (the reach), and so many blocks from there on are looked at themselves.
 */
export const OWN_BLOCKS = 2;
