// Owns which run of the cycle collector something belongs to, and how a run reads. Runs are in order of time.

import type { SessionSummary } from '../../shared/api/index.ts';
import { counted } from './words.ts';

export type GcRun = SessionSummary['gcRuns'][number];

/** Index of the run during which event `seq` happened, -1 for none. */
export function gcRunAt(runs: readonly GcRun[], seq: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[middle]?.toSeq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  const run = runs[low];
  return run && run.fromSeq <= seq ? low : -1;
}

export const generationText = ({ generation }: GcRun): string =>
  generation < 0 ? 'unknown' : generation === 2 ? '2 (all)' : String(generation);

/** `run 3 of the cycle collector (generation 2), which took 14 objects`. */
export function gcRunText(runs: readonly GcRun[], index: number): string {
  const run = runs[index];
  if (!run) return '';
  const generation = run.generation < 0 ? '' : ` (generation ${run.generation})`;
  const took = run.collected < 0 ? '' : `, which took ${counted(run.collected, 'object')}`;
  return `run ${index + 1} of the cycle collector${generation}${took}`;
}
