// Owns the events around one, whatever blocks they are in: blocks are cut where a commit happened to fall, and what is said about an
// event must not depend on that. Invariant: the window holds the event, REACH events before it and AFTER behind it, as far as there are any.

import type { EventColumns } from '../../../shared/model/session.ts';
import type { SessionFile } from '../read/session-file.ts';

/** No question about an event looks further back, or further ahead. */
const REACH = 256;
const AFTER = 16;

export interface EventWindow {
  readonly block: EventColumns;
  /** Entry of the event in it. */
  readonly i: number;
}

/** null when there is no such event. */
export function eventWindow(file: SessionFile, seq: number): EventWindow | null {
  const index = file.blockOfSeq(seq);
  if (index < 0) return null;
  const block = file.eventBlock(index);
  const i = seq - block.firstSeq;
  const isEnough =
    (i >= REACH || block.firstSeq === 1) &&
    (i + AFTER < block.count || index + 1 === file.eventBlocks().length);
  if (isEnough) return { block, i };
  const from = Math.max(1, seq - REACH);
  return { block: slice(file, from, seq + AFTER), i: seq - from };
}

/** Events `from` … `to`, or as far as there are any. */
function slice(file: SessionFile, from: number, to: number): EventColumns {
  const parts: EventColumns[] = [];
  const blocks = file.eventBlocks().length;
  let seq = from;
  for (let index = file.blockOfSeq(from); index < blocks && seq <= to; index++) {
    const part = partOf(file.eventBlock(index), seq, to);
    parts.push(part);
    seq += part.count;
  }
  return joined(parts, from);
}

function partOf(block: EventColumns, from: number, to: number): EventColumns {
  const start = from - block.firstSeq;
  const end = Math.min(block.count, to - block.firstSeq + 1);
  return {
    firstSeq: from,
    count: end - start,
    object: block.object.subarray(start, end),
    refcount: block.refcount.subarray(start, end),
    delta: block.delta.subarray(start, end),
    site: block.site.subarray(start, end),
    instruction: block.instruction.subarray(start, end),
  };
}

function joined(parts: readonly EventColumns[], firstSeq: number): EventColumns {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const whole = {
    firstSeq,
    count,
    object: new Uint32Array(count),
    refcount: new Uint32Array(count),
    delta: new Int32Array(count),
    site: new Uint16Array(count),
    instruction: new Uint32Array(count),
  };
  for (const part of parts) {
    const at = part.firstSeq - firstSeq;
    whole.object.set(part.object, at);
    whole.refcount.set(part.refcount, at);
    whole.delta.set(part.delta, at);
    whole.site.set(part.site, at);
    whole.instruction.set(part.instruction, at);
  }
  return whole;
}
