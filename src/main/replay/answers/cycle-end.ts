// Owns what became of the objects of a cycle, as the recording tells. Must not look at the heap.

import type { CycleEnd } from '../../../shared/model/heap-questions.ts';
import { END_CAUSES } from '../../../shared/model/session.ts';
import type { SessionFile } from '../../session/read/session-file.ts';

export function cycleEnd(session: SessionFile, objects: readonly number[]): CycleEnd {
  const lives = session.lives();
  const causes = new Set(objects.map((id) => causeOf(END_CAUSES[lives.cause(id)])));
  const [first] = causes;
  const cause = causes.size === 1 && first !== undefined ? first : 'mixed';
  const ends = objects.map((id) => lives.endSeq(id));
  const seq = ends.includes(0) ? 0 : Math.max(0, ...ends);
  return { cause, seq, gcRun: cause === 'gc' ? gcRunAt(session, ends) : null };
}

/** Memory that was given back without a count of 0 is so at the end. */
const causeOf = (cause: (typeof END_CAUSES)[number] | undefined) =>
  cause === 'moved' ? 'exit' : (cause ?? 'alive');

/** The run of the collector in which the first of them ended. */
function gcRunAt(session: SessionFile, ends: readonly number[]): CycleEnd['gcRun'] {
  const first = Math.min(...ends);
  const runs = session.gcRuns();
  const index = runs.findIndex(({ fromSeq, toSeq }) => fromSeq <= first && first <= toSeq);
  const run = runs[index];
  return run ? { number: index + 1, generation: run.generation, fromSeq: run.fromSeq } : null;
}
