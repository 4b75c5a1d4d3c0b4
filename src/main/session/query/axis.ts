// Owns the mapping between seq and the two axes (defined at the top of shared/api/results.ts).
// Must not know events or objects: it needs the steps' positions and two facts only.
// Invariant: xOf never decreases, and seqAt(axis, xOf(axis, seq)) = seq for every seq of the run.
//
// On the step axis slot n (0: compile, 1 … steps: the lines, steps + 1: exit) covers x in [n, n + 1) and the events
// start(n) + 1 … start(n + 1); the j-th of its k events ends at n + j / k. "After event seq" is therefore the end of that event,
// and where slots without events share a seq, the last of them: the line that is about to run.

import type { Axis } from '../../../shared/api/results.ts';
import type { StepReader } from '../read/step-reader.ts';

export interface AxisFacts {
  readonly events: number;
  readonly exitFromSeq: number;
  readonly steps: StepSeqs;
}

/** Where steps lie: what the axis needs of a StepReader. */
export type StepSeqs = Pick<StepReader, 'count' | 'afterSeq' | 'firstAfter' | 'sample'>;

export interface AxisMap {
  readonly events: number;
  readonly steps: number;
  /** Total width of the axis. */
  width(axis: Axis): number;
  /** Coordinate of the state after event `seq`; seq is clamped to 0 … events. */
  xOf(axis: Axis, seq: number): number;
  /** Where event `seq` itself ends. Before xOf(seq) by the slots without events that follow it; lanes change here. */
  eventX(axis: Axis, seq: number): number;
  /** The last event that is over at x; 0 … events. */
  seqAt(axis: Axis, x: number): number;
  /** Number of the last step with afterSeq <= seq, 0 before the first: the line on show at that seq. */
  stepAt(seq: number): number;
  /** Number of the step at x; on the step axis also one without events. */
  stepAtX(axis: Axis, x: number): number;
  /**
   * The seqs at the `buckets + 1` borders of equal buckets of [from, to]. Where a bucket has more than SAMPLED_STEPS steps, a border
   * may lie up to one step of the sample before its place.
   */
  borders(axis: Axis, from: number, to: number, buckets: number): Float64Array;
}

const clamp = (value: number, low: number, high: number): number =>
  Number.isNaN(value) ? low : Math.min(Math.max(value, low), high);

/** In steps per bucket: a border that is off by one step of the sample is off by less than a twelfth of a bucket. */
const SAMPLED_STEPS = 3072;

export function createAxis(facts: AxisFacts): AxisMap {
  const { events, steps: log } = facts;
  const steps = log.count;
  const exitStart = exitSlotStart(facts);

  const slotStart = (slot: number): number => {
    if (slot <= 0) return 0;
    if (slot <= steps) return clamp(log.afterSeq(slot), 0, events);
    return slot === steps + 1 ? exitStart : events;
  };
  const stepAt = (seq: number): number => log.firstAfter(seq) - 1;
  const slotAt = (seq: number): number => {
    const step = stepAt(seq);
    return step === steps && seq >= exitStart && exitStart < events ? steps + 1 : step;
  };

  const xInSlot = (slot: number, seq: number): number => {
    const start = slotStart(slot);
    const count = slotStart(slot + 1) - start;
    return count > 0 ? slot + (seq - start) / count : slot;
  };
  const stepSeq = (x: number): number => {
    const slot = Math.min(Math.floor(x), steps + 1);
    const start = slotStart(slot);
    const count = slotStart(slot + 1) - start;
    // n + j / k is off by up to half an ulp of n + 1, which the factor k carries into j: allow for it before rounding down.
    const slack = Math.min(0.5, count * (slot + 2) * Number.EPSILON);
    return start + clamp(Math.floor((x - slot) * count + slack), 0, count);
  };

  const width = (axis: Axis): number => (axis === 'event' ? events : steps + 2);
  const seqAt = (axis: Axis, x: number): number => {
    const inside = clamp(x, 0, width(axis));
    return axis === 'event' ? Math.floor(inside) : stepSeq(inside);
  };
  return {
    events,
    steps,
    width,
    stepAt,
    seqAt,
    xOf: (axis, seq) => {
      const inside = clamp(seq, 0, events);
      return axis === 'event' ? inside : xInSlot(slotAt(inside), inside);
    },
    eventX: (axis, seq) => {
      const inside = clamp(seq, 0, events);
      if (axis === 'event' || inside === 0) return inside;
      return xInSlot(slotAt(inside - 1), inside);
    },
    stepAtX: (axis, x) => {
      const atSeq = stepAt(seqAt(axis, x));
      return axis === 'event' ? atSeq : Math.min(Math.floor(clamp(x, 0, width(axis))), atSeq);
    },
    borders: (axis, from, to, buckets) => {
      const seqs = new Float64Array(buckets + 1);
      const isSampled = axis === 'step' && (to - from) / buckets > SAMPLED_STEPS;
      const seqNear = isSampled ? sampledSeq(log, seqAt) : seqAt;
      for (let i = 0; i <= buckets; i++)
        seqs[i] = seqNear(axis, from + ((to - from) * i) / buckets);
      return seqs;
    },
  };
}

/** Seqs at the nearest step of the sample at or before a place; beyond the steps, and where the span ends, as they are. */
function sampledSeq(log: StepSeqs, seqAt: AxisMap['seqAt']): AxisMap['seqAt'] {
  const { every, afterSeq } = log.sample();
  return (axis, x) => {
    const slot = Math.floor(x);
    if (slot < 1 || slot > log.count) return seqAt(axis, x);
    return afterSeq[Math.floor((slot - 1) / every)] ?? seqAt(axis, x);
  };
}

/** Lines that run during finalization (`__del__`, atexit) are steps like all others: the exit slot starts after the last step. */
function exitSlotStart({ events, exitFromSeq, steps }: AxisFacts): number {
  if (exitFromSeq <= 0) return events;
  const lastStep = steps.count > 0 ? steps.afterSeq(steps.count) : 0;
  return clamp(Math.max(exitFromSeq - 1, lastStep), 0, events);
}
