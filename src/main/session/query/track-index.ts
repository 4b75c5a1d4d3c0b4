// Owns finding the blocks of any object fast. The summaries say which objects a block has, not which blocks an object has; this
// turns them round once, in one pass that goes on in portions and continues when the file grows.
// Must not read events. Invariant: of an object born in block b, blocks b and b + 1 are read from their summaries when asked, all
// later ones (few objects live that long) are in the index as far as it goes; behind that, summaries are read again.

import { GrowingColumns } from '../growing.ts';
import type { SessionFile } from '../session-file.ts';
import { lastBlockUpTo, summaryRow, type Track } from './track.ts';

/** Entries of 24 bytes; a program that keeps touching a million objects would have no end of them. */
const MOST_ENTRIES = 4_000_000;
/** Blocks of a life that are not indexed: the one of the birth and the next. */
const OWN_BLOCKS = 2;

const COLUMNS = {
  object: 'u32',
  block: 'u32',
  events: 'u32',
  min: 'u32',
  max: 'u32',
  last: 'u32',
} as const;
type Columns = ReturnType<GrowingColumns<typeof COLUMNS>['views']>;

export class TrackIndex {
  readonly #entries = new GrowingColumns(COLUMNS);
  #count = 0;
  /** Blocks 0 … #through - 1 are indexed. */
  #through = 0;
  #isFull = false;
  /** Entries in order of object, then of block: order[start[id]] … order[start[id + 1] - 1]. */
  #sorted: { readonly start: Uint32Array; readonly order: Uint32Array } | null = null;

  /** Indexes up to `blocks` further blocks; false when there is nothing left to do. */
  advance(file: SessionFile, blocks: number): boolean {
    const { length } = file.eventBlocks();
    const until = Math.min(this.#through + blocks, length);
    for (; this.#through < until && !this.#isFull; this.#through++) {
      this.#addBlock(file, this.#through);
      this.#sorted = null;
      this.#isFull = this.#count > MOST_ENTRIES;
    }
    return this.#through < length && !this.#isFull;
  }

  #addBlock(file: SessionFile, block: number): void {
    const summary = file.blockSummary(block);
    const { bornSeq } = file.objects();
    const refs = file.eventBlocks();
    const recent = refs[block - OWN_BLOCKS + 1]?.firstSeq ?? 0;
    this.#entries.ensure(this.#count + summary.object.length);
    const to = this.#entries.arrays;
    for (let row = 0; row < summary.object.length; row++) {
      const object = summary.object[row] ?? 0;
      const born = bornSeq[object] ?? 0;
      if (born >= recent && born > 0) continue;
      const at = this.#count++;
      to.object[at] = object;
      to.block[at] = block;
      to.events[at] = summary.events[row] ?? 0;
      to.min[at] = summary.min[row] ?? 0;
      to.max[at] = summary.max[row] ?? 0;
      to.last[at] = summary.last[row] ?? 0;
    }
  }

  /** Tracks of objects, indexing first what is not yet. */
  tracks(file: SessionFile, objects: readonly number[]): readonly Track[] {
    while (this.advance(file, Infinity));
    const builders = objects.map((object) => new TrackBuilder(object));
    for (const builder of builders) {
      for (const block of this.#ownBlocks(file, builder.object)) builder.addFrom(file, block);
      this.#addIndexed(file, builder);
    }
    const { length } = file.eventBlocks();
    for (let block = this.#through; block < length; block++) {
      for (const builder of builders) builder.addFrom(file, block);
    }
    return builders.map((builder) => builder.build());
  }

  /** The blocks of a birth, as far as the index would otherwise have them. */
  #ownBlocks(file: SessionFile, object: number): readonly number[] {
    const { bornSeq, endSeq } = file.objects();
    const born = bornSeq[object] ?? 0;
    if (born === 0) return [];
    const first = Math.max(lastBlockUpTo(file, born), 0);
    const end = endSeq[object] || Infinity;
    return Array.from({ length: OWN_BLOCKS }, (_, i) => first + i).filter((block) => {
      const ref = file.eventBlocks()[block];
      return ref !== undefined && ref.firstSeq <= end && block < this.#through;
    });
  }

  #addIndexed(file: SessionFile, builder: TrackBuilder): void {
    const entries = this.#entries.views(this.#count);
    this.#sorted ??= sortByObject(entries.object, file.objects().count);
    const { start, order } = this.#sorted;
    const end = start[builder.object + 1] ?? 0;
    for (let i = start[builder.object] ?? 0; i < end; i++) {
      builder.addRow(entries, order[i] ?? 0, entries.block[order[i] ?? 0] ?? 0);
    }
  }
}

/** Stable counting sort of the entries by object. */
function sortByObject(
  object: Uint32Array,
  objects: number,
): { readonly start: Uint32Array; readonly order: Uint32Array } {
  const start = new Uint32Array(objects + 2);
  for (const id of object) if (id <= objects) start[id + 1] = (start[id + 1] ?? 0) + 1;
  for (let id = 1; id < start.length; id++) start[id] = (start[id] ?? 0) + (start[id - 1] ?? 0);
  const next = start.slice();
  const order = new Uint32Array(object.length);
  object.forEach((id, entry) => {
    if (id > objects) return;
    const at = next[id] ?? 0;
    order[at] = entry;
    next[id] = at + 1;
  });
  return { start, order };
}

class TrackBuilder {
  readonly object: number;
  readonly #blocks: number[] = [];
  readonly #eventsBefore = [0];
  readonly #min: number[] = [];
  readonly #max: number[] = [];
  readonly #last: number[] = [];

  constructor(object: number) {
    this.object = object;
  }

  /** Adds a block if the object has events in it. */
  addFrom(file: SessionFile, block: number): void {
    const summary = file.blockSummary(block);
    const row = summaryRow(summary, this.object);
    if (row >= 0) this.addRow(summary, row, block);
  }

  addRow(
    columns: Pick<Columns, 'events' | 'min' | 'max' | 'last'>,
    row: number,
    block: number,
  ): void {
    const before = this.#eventsBefore[this.#blocks.length] ?? 0;
    this.#blocks.push(block);
    this.#eventsBefore.push(before + (columns.events[row] ?? 0));
    this.#min.push(columns.min[row] ?? 0);
    this.#max.push(columns.max[row] ?? 0);
    this.#last.push(columns.last[row] ?? 0);
  }

  build(): Track {
    return {
      object: this.object,
      blocks: Uint32Array.from(this.#blocks),
      eventsBefore: Uint32Array.from(this.#eventsBefore),
      min: Uint32Array.from(this.#min),
      max: Uint32Array.from(this.#max),
      last: Uint32Array.from(this.#last),
    };
  }
}
