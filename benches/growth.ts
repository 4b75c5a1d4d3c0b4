// What a recording costs as it grows, and what a recorder that a user writes by hand with sys.settrace costs on the same engine.

import { timePlain, timeRecorded } from './measure.ts';
import { REFCOUNT_LOOP } from './programs.ts';

const EVENTS_PER_ITERATION = 18;
const GROWTH = [1e6, 1e7, 1e8];
/** More would not fit in the memory that the log by hand takes. */
const TRACED_COUNT = 50_000;

export interface GrowthPoint {
  readonly events: number;
  readonly recordedMs: number;
  readonly millionEventsPerSecond: number;
  readonly bytesPerEvent: number;
  readonly peakRssMb: number;
}

/** Recordings of the refcount-dense loop with about 1, 10 and 100 million events. */
export async function measureGrowth(): Promise<GrowthPoint[]> {
  const points: GrowthPoint[] = [];
  for (const target of GROWTH) {
    const count = Math.round(target / EVENTS_PER_ITERATION);
    const { ms, facts, sizeBytes, peakRssMb } = await timeRecorded(REFCOUNT_LOOP.source(count));
    points.push({
      events: facts.events,
      recordedMs: ms,
      millionEventsPerSecond: facts.events / ms / 1000,
      bytesPerEvent: sizeBytes / facts.events,
      peakRssMb,
    });
  }
  return points;
}

export interface ByHand {
  readonly plainMs: number;
  readonly tracedMs: number;
  readonly ratio: number;
}

/** At every line, the count of what each local refers to: far from every change, but what the standard library offers. */
const byHand = (source: string): string => `
import sys
log = []
def trace(frame, event, arg):
    for name, value in frame.f_locals.items():
        log.append((frame.f_lineno, event, name, id(value), sys.getrefcount(value)))
    return trace
code = compile(${JSON.stringify(source)}, 'traced.py', 'exec')
sys.settrace(trace)
exec(code, {'__name__': '__main__'})
sys.settrace(None)
`;

export async function measureByHand(): Promise<ByHand> {
  const source = REFCOUNT_LOOP.source(TRACED_COUNT);
  const plainMs = await timePlain(source);
  const tracedMs = await timePlain(byHand(source));
  return { plainMs, tracedMs, ratio: tracedMs / plainMs };
}
