// Owns the proof that a session's counts hold together: every object's count is folded over all events and compared with what
// the file says of its change, its end and its recorded gaps. Must not repair or guess.
// Invariant: `gaps` counts every break, `lines` describes the first LINES_KEPT of them.

import type { AuditFacts, EventColumns } from '../../../shared/model/session.ts';
import { END_CAUSES, IMMORTAL } from '../../../shared/model/session.ts';
import type { ObjectTable, SessionFile } from '../read/session-file.ts';

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

/** Checks the whole session. @throws Failure('damaged') when a part cannot be read at all */
export function verifySession(session: SessionFile): Verification {
  const check = new ContinuityCheck(session);
  for (const { index } of session.eventBlocks()) check.fold(session.eventBlock(index));
  check.checkEnds();
  check.checkFacts();
  return check.result();
}

const shown = (refcount: number): string => (refcount === IMMORTAL ? 'immortal' : String(refcount));

class ContinuityCheck {
  readonly #session: SessionFile;
  readonly #objects: ObjectTable;
  /** Index = object id: the last count, how many events, the greatest count. */
  readonly #last: Uint32Array;
  readonly #events: Uint32Array;
  readonly #peak: Uint32Array;
  readonly #lastSeq: Float64Array;
  /** `seq object` of the gaps that the recorder itself noted. */
  readonly #recorded = new Set<string>();
  readonly #lines: string[] = [];
  #gaps = 0;
  #eventCount = 0;

  constructor(session: SessionFile) {
    this.#session = session;
    this.#objects = session.objects();
    const length = this.#objects.count + 1;
    this.#last = new Uint32Array(length);
    this.#events = new Uint32Array(length);
    this.#peak = new Uint32Array(length);
    this.#lastSeq = new Float64Array(length);
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
      if (id < 1 || id > this.#objects.count) {
        this.#gap(`event ${firstSeq + i} is of object ${id}, which the session does not have`);
        continue;
      }
      this.#foldEvent(firstSeq + i, id, refcount[i] as number, delta[i] as number);
    }
    this.#eventCount += count;
  }

  #foldEvent(seq: number, id: number, refcount: number, delta: number): void {
    const isFirst = this.#events[id] === 0;
    const before = isFirst
      ? this.#countBefore(seq, id, refcount, delta)
      : (this.#last[id] as number);
    if (!continues(before, refcount, delta) && !this.#recorded.has(`${seq} ${id}`))
      this.#gap(
        `event ${seq}: object ${id} had ${shown(before)} references, changed by ${delta}, and then had ${shown(refcount)}`,
      );
    this.#last[id] = refcount;
    this.#lastSeq[id] = seq;
    this.#events[id] = (this.#events[id] as number) + 1;
    if (refcount > (this.#peak[id] as number)) this.#peak[id] = refcount;
  }

  /** An object is born with 0 references and its first event makes them 1; for one from before recording the first event tells. */
  #countBefore(seq: number, id: number, refcount: number, delta: number): number {
    const bornSeq = this.#objects.bornSeq[id] as number;
    if (bornSeq === seq) return 0;
    if (bornSeq !== 0)
      this.#gap(`event ${seq} is the first of object ${id}, which was born at event ${bornSeq}`);
    return refcount === IMMORTAL ? IMMORTAL : refcount - delta;
  }

  /** What the file says of an object's end must be what its events add up to. */
  checkEnds(): void {
    const { count, settled } = this.#objects;
    for (let id = 1; id <= count; id++) {
      if (settled[id] === 1 && this.#events[id] !== 0) this.#checkEnd(id);
    }
  }

  #checkEnd(id: number): void {
    const { finalRefcount, events, peak, endSeq, cause } = this.#objects;
    const last = this.#last[id] as number;
    if (finalRefcount[id] !== last)
      this.#gap(
        `object ${id} ended with ${shown(finalRefcount[id] as number)} references, its events end with ${shown(last)}`,
      );
    if (events[id] !== this.#events[id])
      this.#gap(`object ${id} has ${this.#events[id]} events, its end counts ${events[id]}`);
    if (last !== IMMORTAL && (peak[id] as number) < (this.#peak[id] as number))
      this.#gap(
        `object ${id} reached ${shown(this.#peak[id] as number)} references, its end says at most ${shown(peak[id] as number)}`,
      );
    const causeName = END_CAUSES[cause[id] as number] ?? 'alive';
    if (causeName === 'alive' || causeName === 'moved') return;
    if (last !== 0 || endSeq[id] !== this.#lastSeq[id])
      this.#gap(
        `object ${id} was collected (${causeName}) at event ${endSeq[id]}, but its last event, ${this.#lastSeq[id]}, leaves ${shown(last)} references`,
      );
  }

  checkFacts(): void {
    const { events, objects } = this.#session.facts();
    if (events !== this.#eventCount)
      this.#gap(`the session says it has ${events} events, it holds ${this.#eventCount}`);
    if (objects !== this.#objects.count)
      this.#gap(`the session says it has ${objects} objects, it holds ${this.#objects.count}`);
  }

  result(): Verification {
    return {
      gaps: this.#gaps,
      objects: this.#objects.count,
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
