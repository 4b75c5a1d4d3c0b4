// Owns the refcount of each visible object at the playhead: from its row or lane where those know it, else asked of the session
// in one question for all. Must not render. Invariant: a count shown was true at the seq it was asked for.

import type { ObjectRow } from '../../../shared/api/index.ts';
import { IMMORTAL } from '../../../shared/model/session.ts';
import { ask, createLatest } from '../../state/ask.ts';
import type { LoadedLane } from '../data/lane-loader.ts';
import { upperBound } from '../maths/seq-scale.ts';

export type CountNow = number | 'unborn' | 'ended' | null;

interface Question {
  readonly session: string;
  readonly seq: number;
  readonly objects: readonly number[];
}

export interface PlayheadCounts {
  /** null: not known yet (it has been asked for). */
  countOf(row: ObjectRow, loaded: LoadedLane | null): CountNow;
  /** To call before a round of countOf, with where the playhead is. */
  begin(at: { session: string; seq: number; x: number | null; lastSeq: number }): void;
  /** To call after it: asks for what was not known. */
  end(): void;
}

/** The count from the rows and lanes at hand; null where they do not know. */
export const knownCount = (
  at: { readonly seq: number; readonly x: number | null; readonly lastSeq: number },
  row: ObjectRow,
  loaded: Pick<LoadedLane, 'lane' | 'span'> | null,
): CountNow => {
  if (row.immortal) return IMMORTAL;
  if (at.seq < row.bornSeq) return 'unborn';
  if (row.endCause !== 'alive' && at.seq >= row.endSeq) return 'ended';
  if (row.endCause === 'alive' && at.seq >= at.lastSeq) return row.finalRefcount;
  if (!loaded || loaded.lane.shape.kind !== 'exact') return null;
  const { shape, before } = loaded.lane;
  const { from, to } = loaded.span;
  if (at.x === null || at.x < from || at.x > to) return null;
  const after = upperBound(shape.seq, at.seq);
  return after > 0 ? (shape.refcount[after - 1] ?? null) : before;
};

export const createPlayheadCounts = (changed: () => void): PlayheadCounts => {
  let at = { session: '', seq: 0, x: null as number | null, lastSeq: 0 };
  let answered: { session: string; seq: number; counts: Map<number, number> } | null = null;
  let unknown: number[] = [];
  let askedKey = '';

  const asker = createLatest<Question, ReadonlyMap<number, number>>({
    fetch: async ({ session, seq, objects }) => {
      // On the event axis, the count when [seq, seq + 1) starts is the one after event seq.
      const span = { axis: 'event' as const, from: seq, to: seq + 1, buckets: 1 };
      const { lanes } = await ask('session.lanes', { session, ...span, objects: [...objects] });
      return new Map(lanes.map((lane) => [lane.object, lane.before]));
    },
    answer: (counts, { session, seq }) => {
      const same = answered?.session === session && answered.seq === seq;
      answered = {
        session,
        seq,
        counts: new Map([...(same && answered ? answered.counts : []), ...counts]),
      };
      changed();
    },
    // Counts beside the lanes are a convenience; the inspector reports a session that cannot be read.
    fail: () => undefined,
  });

  return {
    begin: (now) => {
      at = now;
      unknown = [];
    },
    countOf: (row, loaded) => {
      const known = knownCount(at, row, loaded);
      if (known !== null) return known;
      if (answered?.session === at.session && answered.seq === at.seq) {
        const count = answered.counts.get(row.id);
        if (count !== undefined) return count;
      }
      unknown.push(row.id);
      return null;
    },
    end: () => {
      if (unknown.length === 0) return;
      const key = `${at.session} ${at.seq} ${unknown.join()}`;
      if (key === askedKey) return;
      askedKey = key;
      asker.ask({ session: at.session, seq: at.seq, objects: unknown });
    },
  };
};
