// Owns the answer to session.stepLines: which source line each of some steps arrived at.

import type { Parsed } from '../../../shared/api/contract.ts';
import type { SessionFile } from '../read/session-file.ts';
import { placeOf } from './place.ts';

/** More are narrower than a label on any screen. */
const MOST = 256;

/** The lines of steps first … last; fewer where the recording ends before, or more are wanted than are answered. */
export function stepLines(
  file: SessionFile,
  { first, last }: Omit<Parsed<'session.stepLines'>, 'session'>,
): readonly number[] {
  const steps = file.stepLog();
  const end = Math.min(last, steps.count, first + MOST - 1);
  const lines: number[] = [];
  for (let step = first; step <= end; step++)
    lines.push(placeOf(file, steps.instruction(step))?.line ?? 0);
  return lines;
}
