// Owns the events of one object: which blocks hold them, what the count was after any event, and where the n-th one lies.
// Must not keep decoded blocks (the reader does). Invariant: a count at seq is the last recorded count at or before it, so one
// block is scanned at most; all blocks before it are known by their summaries.

import { IMMORTAL, OBJECT_FLAG, type EventColumns } from '../../../shared/model/session.ts';
import type { ObjectReader } from '../read/object-reader.ts';
import type { SessionFile } from '../read/session-file.ts';
import { upperBound } from './search.ts';

/** The blocks in which one object has events; columns of equal length. */
export interface Track {
  readonly object: number;
  readonly blocks: Uint32Array;
  /** Events of the object before each block; one more entry, the total. */
  readonly eventsBefore: Uint32Array;
  readonly min: Uint32Array;
  readonly max: Uint32Array;
  /** Count after its last event in the block. */
  readonly last: Uint32Array;
}

export function readTrack(file: SessionFile, object: number): Track {
  const { block, events, min, max, last } = file.track(object);
  const eventsBefore = new Uint32Array(block.length + 1);
  events.forEach((count, i) => (eventsBefore[i + 1] = (eventsBefore[i] ?? 0) + count));
  return {
    object,
    blocks: Uint32Array.from(block),
    eventsBefore,
    min: Uint32Array.from(min),
    max: Uint32Array.from(max),
    last: Uint32Array.from(last),
  };
}

export const trackEvents = (track: Track): number => track.eventsBefore[track.blocks.length] ?? 0;

/** Count of an object before its first event: what existed before recording had one already. */
export function countBeforeFirst(file: SessionFile, track: Track): number {
  const objects = file.lives();
  if (objects.bornSeq(track.object) > 0) return 0;
  const firstBlock = track.blocks[0];
  const known = objects.finalRefcount(track.object);
  if (firstBlock === undefined) return isImmortal(objects, track.object) ? IMMORTAL : known;
  const block = file.eventBlock(firstBlock);
  const i = block.object.indexOf(track.object);
  const after = block.refcount[i] ?? 0;
  // An immortalisation says nothing about the count before it; the object was alive, so it had one.
  return after === IMMORTAL ? IMMORTAL : Math.max(after - (block.delta[i] ?? 0), 0);
}

export const isImmortal = (objects: ObjectReader, object: number): boolean =>
  (objects.flags(object) & OBJECT_FLAG.immortal) !== 0;

/** Index in block of the object's last event at or before seq, -1 when none. */
export function lastIn(block: EventColumns, object: number, seq: number): number {
  const to = Math.min(block.count, seq - block.firstSeq + 1);
  return to > 0 ? block.object.lastIndexOf(object, to - 1) : -1;
}

/** Index of the last block that starts at or before `seq`, -1 when none does. */
export function lastBlockUpTo(file: SessionFile, seq: number): number {
  const blocks = file.eventBlocks();
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle]?.firstSeq ?? Infinity) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

interface TrackPosition {
  /** How many of the track's blocks are over at seq. */
  readonly whole: number;
  /** The block of the track that seq lies inside of, before its last event; null when there is none. */
  readonly partial: EventColumns | null;
}

function positionIn(file: SessionFile, track: Track, seq: number): TrackPosition {
  const upTo = upperBound(track.blocks, lastBlockUpTo(file, seq), 0, track.blocks.length);
  const current = track.blocks[upTo - 1];
  const ref = current === undefined ? undefined : file.eventBlocks()[current];
  if (current === undefined || !ref || ref.firstSeq + ref.count - 1 <= seq) {
    return { whole: upTo, partial: null };
  }
  return { whole: upTo - 1, partial: file.eventBlock(current) };
}

/** The count after event `seq`: IMMORTAL for infinity, 0 before birth and after the end, whatever ended it. */
export function refcountAt(file: SessionFile, track: Track, seq: number): number {
  const endSeq = file.lives().endSeq(track.object);
  if (endSeq > 0 && seq >= endSeq) return 0;
  const { whole, partial } = positionIn(file, track, seq);
  const inside = partial ? lastIn(partial, track.object, seq) : -1;
  if (partial && inside >= 0) return partial.refcount[inside] ?? 0;
  return whole > 0 ? (track.last[whole - 1] ?? 0) : countBeforeFirst(file, track);
}

/** Number of events of the object at or before `seq`. */
export function eventsUpTo(file: SessionFile, track: Track, seq: number): number {
  const { whole, partial } = positionIn(file, track, seq);
  let count = track.eventsBefore[whole] ?? 0;
  const to = partial ? seq - partial.firstSeq + 1 : 0;
  const objects = partial?.object;
  for (let i = 0; i < to; i++) if (objects?.[i] === track.object) count++;
  return count;
}

/** Hands out, in order, the object's events number `from` (counted from 0) … `to - 1`, as far as there are any: a block and an entry of it. */
export function eachEvent(
  file: SessionFile,
  track: Track,
  { from, to }: { readonly from: number; readonly to: number },
  visit: (block: EventColumns, i: number) => void,
): void {
  let t = Math.max(upperBound(track.eventsBefore, from, 0, track.blocks.length + 1) - 1, 0);
  for (; t < track.blocks.length && (track.eventsBefore[t] ?? 0) < to; t++) {
    const block = file.eventBlock(track.blocks[t] ?? 0);
    let number = track.eventsBefore[t] ?? 0;
    const { count, object } = block;
    for (let i = object.indexOf(track.object); i >= 0 && i < count && number < to; i++) {
      if (object[i] === track.object && number++ >= from) visit(block, i);
    }
  }
}

/** Seqs of the object's events number `offset` (from 0) … `offset + limit - 1`, as far as there are any. */
export function eventSeqs(
  file: SessionFile,
  track: Track,
  offset: number,
  limit: number,
): readonly number[] {
  const seqs: number[] = [];
  eachEvent(file, track, { from: offset, to: offset + limit }, ({ firstSeq }, i) =>
    seqs.push(firstSeq + i),
  );
  return seqs;
}

/** Seq of the object's nearest event strictly after (+1) or before (-1) `seq`; null when there is none. */
export function neighborEvent(
  file: SessionFile,
  track: Track,
  seq: number,
  direction: 'next' | 'previous',
): number | null {
  const number = eventsUpTo(file, track, direction === 'next' ? seq : seq - 1);
  const wanted = direction === 'next' ? number : number - 1;
  return wanted < 0 ? null : (eventSeqs(file, track, wanted, 1)[0] ?? null);
}
