// Owns the proof that a session's counts hold together: every object's count is folded over all events and compared with what
// the file says of its change, its end and its recorded gaps. Must not repair or guess.
// Invariant: `gaps` counts every break, `lines` describes the first LINES_KEPT of them. Memory follows the objects that are alive at one
// time, not all there were: events, and ends as they come due, are read once, in order of time.

import type { AuditFacts, EventColumns } from '../../../shared/model/session.ts';
import { END_CAUSES, IMMORTAL } from '../../../shared/model/session.ts';
import type { EndRows } from '../read/object-reader.ts';
import type { SessionFile } from '../read/session-file.ts';
import { CountStates, type CountPage } from './count-states.ts';
import { RepeatedIds } from './repeated-ids.ts';

export interface Verification {
  readonly gaps: number;
  readonly objects: number;
  readonly events: number;
  /** The recorder's comparison with memory when the run was over; null: the run was cut short. */
  readonly audit: AuditFacts | null;
  /** A sentence per gap. */
  readonly lines: readonly string[];
}

const LINES_KEPT = 1000;

/** Checks the whole session; `onProgress` is called after each block of events. @throws Failure('damaged') when a part cannot be read at all */
export function verifySession(
  session: SessionFile,
  onProgress: (events: number, total: number) => void = () => undefined,
): Verification {
  const check = new ContinuityCheck(session);
  const { events } = session.facts();
  for (const { index } of session.eventBlocks()) {
    const block = session.eventBlock(index);
    check.fold(block);
    onProgress(block.firstSeq + block.count - 1, events);
  }
  check.finish();
  return check.result();
}

const shown = (refcount: number): string => (refcount === IMMORTAL ? 'immortal' : String(refcount));

class ContinuityCheck {
  readonly #session: SessionFile;
  readonly #objects: number;
  readonly #states: CountStates;
  readonly #ends: Iterator<EndRows>;
  /** Objects with more than one end: only their last counts. */
  readonly #repeated: RepeatedIds;
  /** `seq object` of the gaps that the recorder itself noted. */
  readonly #recorded = new Set<string>();
  readonly #lines: string[] = [];
  #rows: EndRows | undefined;
  #row = 0;
  #gaps = 0;
  #eventCount = 0;

  constructor(session: SessionFile) {
    this.#session = session;
    this.#objects = session.lives().count;
    this.#states = new CountStates(this.#objects);
    this.#repeated = new RepeatedIds(this.#objects, session.lives().endRows());
    this.#ends = session.lives().endRows()[Symbol.iterator]();
    this.#nextRows();
    for (const { seq, objectId, expected, found } of session.gaps()) {
      this.#recorded.add(`${seq} ${objectId}`);
      this.#gap(
        `event ${seq}: object ${objectId} should have had ${shown(expected)} references before it, memory held ${shown(found)}`,
      );
    }
  }

  fold({ firstSeq, count, object, refcount, delta }: EventColumns): void {
    for (let i = 0; i < count; i++) {
      const id = object[i] as number;
      if (id < 1 || id > this.#objects) {
        this.#gap(`event ${firstSeq + i} is of object ${id}, which the session does not have`);
        continue;
      }
      this.#foldEvent(firstSeq + i, id, refcount[i] as number, delta[i] as number);
    }
    this.#eventCount += count;
    this.#checkEnds(firstSeq + count - 1);
  }

  #foldEvent(seq: number, id: number, refcount: number, delta: number): void {
    const page = this.#states.page(id);
    const at = this.#states.placeOf(id);
    if (page.ended[at] === 1)
      this.#gap(`event ${seq} is of object ${id}, which had ended before it`);
    const isFirst = page.events[at] === 0;
    const before = isFirst
      ? this.#countBefore(seq, id, refcount, delta)
      : (page.last[at] as number);
    if (!continues(before, refcount, delta) && !this.#recorded.has(`${seq} ${id}`))
      this.#gap(
        `event ${seq}: object ${id} had ${shown(before)} references, changed by ${delta}, and then had ${shown(refcount)}`,
      );
    page.last[at] = refcount;
    page.lastSeq[at] = seq;
    page.events[at] = (page.events[at] as number) + 1;
    if (refcount > (page.peak[at] as number)) page.peak[at] = refcount;
  }

  /** An object is born with 0 references and its first event makes them 1; for one from before recording the first event tells. */
  #countBefore(seq: number, id: number, refcount: number, delta: number): number {
    const bornSeq = this.#session.lives().bornSeq(id);
    if (bornSeq === seq) return 0;
    if (bornSeq !== 0)
      this.#gap(`event ${seq} is the first of object ${id}, which was born at event ${bornSeq}`);
    return refcount === IMMORTAL ? IMMORTAL : refcount - delta;
  }

  /** What the file says of an object's end must be what its events add up to. Those that are alive come last. */
  #checkEnds(throughSeq: number): void {
    const isOver = throughSeq === Infinity;
    for (let rows = this.#rows; rows !== undefined; rows = this.#nextRows()) {
      for (; this.#row < rows.object.length; this.#row++) {
        const endSeq = rows.endSeq[this.#row] as number;
        if (!isOver && (endSeq === 0 || endSeq > throughSeq)) return;
        const id = rows.object[this.#row] as number;
        if (!this.#repeated.isLast(id)) continue;
        const page = this.#states.page(id);
        const at = this.#states.placeOf(id);
        if (page.events[at] !== 0) this.#checkEnd(id, rows, page, at);
        this.#states.end(id);
      }
    }
  }

  #nextRows(): EndRows | undefined {
    this.#row = 0;
    const next = this.#ends.next();
    return (this.#rows = next.done === true ? undefined : next.value);
  }

  #checkEnd(id: number, rows: EndRows, page: CountPage, at: number): void {
    const finalRefcount = rows.finalRefcount[this.#row] as number;
    const events = rows.events[this.#row] as number;
    const peak = rows.peak[this.#row] as number;
    const endSeq = rows.endSeq[this.#row] as number;
    const last = page.last[at] as number;
    if (finalRefcount !== last)
      this.#gap(
        `object ${id} ended with ${shown(finalRefcount)} references, its events end with ${shown(last)}`,
      );
    if (events !== page.events[at])
      this.#gap(`object ${id} has ${page.events[at]} events, its end counts ${events}`);
    if (last !== IMMORTAL && peak < (page.peak[at] as number))
      this.#gap(
        `object ${id} reached ${shown(page.peak[at] as number)} references, its end says at most ${shown(peak)}`,
      );
    const cause = END_CAUSES[rows.cause[this.#row] as number] ?? 'alive';
    if (cause === 'alive' || cause === 'moved') return;
    if (last !== 0 || endSeq !== page.lastSeq[at])
      this.#gap(
        `object ${id} was collected (${cause}) at event ${endSeq}, but its last event, ${page.lastSeq[at]}, leaves ${shown(last)} references`,
      );
  }

  /** All events were folded. */
  finish(): void {
    this.#checkEnds(Infinity);
    const { events, objects } = this.#session.facts();
    if (events !== this.#eventCount)
      this.#gap(`the session says it has ${events} events, it holds ${this.#eventCount}`);
    if (objects !== this.#objects)
      this.#gap(`the session says it has ${objects} objects, it holds ${this.#objects}`);
  }

  result(): Verification {
    return {
      gaps: this.#gaps,
      objects: this.#objects,
      events: this.#eventCount,
      audit: this.#session.facts().audit,
      lines: this.#lines,
    };
  }

  #gap(sentence: string): void {
    this.#gaps++;
    if (this.#lines.length < LINES_KEPT) this.#lines.push(sentence);
  }
}

/**
 * Whether a count may follow another. Becoming immortal is an event without a change. Leaving immortality (CPython 3.12 gives
 * interned strings a count again when it finalizes) starts a new chain.
 */
function continues(before: number, refcount: number, delta: number): boolean {
  if (refcount === IMMORTAL) return delta === 0;
  return before === IMMORTAL || before + delta === refcount;
}
