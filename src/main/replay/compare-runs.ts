// Owns the comparison of a recorded run with its re-execution, event by event. Must not start anything.
// Invariant: two runs are the same when every event up to the end of the shorter one has the same object, count, change and
// instruction; objects are numbered in the order in which a run meets them, so equal numbers are the same object.

import type { EventColumns } from '../../shared/model/session.ts';
import type { SessionFile } from '../session/read/session-file.ts';

const COMPARED = ['object', 'refcount', 'delta', 'instruction'] as const;

export interface Divergence {
  /** The first event that differs, or that only one of the runs has. */
  readonly seq: number;
  /** What differs there. */
  readonly what: (typeof COMPARED)[number] | 'end';
  /** Of the recorded run and of the re-executed one; for `end` their numbers of events. */
  readonly recorded: number;
  readonly again: number;
}

/** Walks the events of a session without caring where its blocks begin. */
class EventCursor {
  readonly #session: SessionFile;
  #index = -1;
  #block: EventColumns | null = null;
  at = 0;

  constructor(session: SessionFile) {
    this.#session = session;
  }

  /** The block that holds the next event, null at the end. */
  block(): EventColumns | null {
    while (this.#block === null || this.at >= this.#block.count) {
      if (++this.#index >= this.#session.eventBlocks().length) return null;
      this.#block = this.#session.eventBlock(this.#index);
      this.at = 0;
    }
    return this.#block;
  }
}

function firstDifference(
  a: EventColumns,
  i: number,
  b: EventColumns,
  j: number,
): Divergence | null {
  for (const what of COMPARED) {
    const recorded = a[what][i] ?? 0;
    const again = b[what][j] ?? 0;
    if (recorded !== again) return { seq: a.firstSeq + i, what, recorded, again };
  }
  return null;
}

/**
 * The first difference between a run and its re-execution, null when there is none. A recording that was ended early is compared
 * as far as it goes; of one that ended by itself the number of events must agree, too.
 */
export function compareRuns(recorded: SessionFile, again: SessionFile): Divergence | null {
  const [a, b] = [new EventCursor(recorded), new EventCursor(again)];
  for (let x = a.block(), y = b.block(); x && y; x = a.block(), y = b.block()) {
    const count = Math.min(x.count - a.at, y.count - b.at);
    for (let i = 0; i < count; i++) {
      const difference = firstDifference(x, a.at + i, y, b.at + i);
      if (difference) return difference;
    }
    a.at += count;
    b.at += count;
  }
  const [events, eventsAgain] = [recorded.facts().events, again.facts().events];
  const mayBeLonger = recorded.facts().status !== 'finished';
  if (events === eventsAgain || (mayBeLonger && eventsAgain > events)) return null;
  const seq = Math.min(events, eventsAgain) + 1;
  return { seq, what: 'end', recorded: events, again: eventsAgain };
}
