// Owns the table `steps` of the CSV export: a row per arrival at a line of the user's code.

import type { SessionFile } from '../read/session-file.ts';
import type { CsvOutput } from './csv-output.ts';
import type { TextField } from './fields.ts';
import { Places } from './places.ts';
import type { Selection } from './selection.ts';

export const STEP_COLUMNS = ['step', 'seq', 'file', 'line', 'function', 'depth'] as const;

export async function writeSteps(
  session: SessionFile,
  { fromSeq, toSeq }: Selection,
  text: TextField,
  output: CsvOutput,
): Promise<void> {
  output.header(STEP_COLUMNS);
  const steps = session.stepLog();
  const first = steps.firstAt(fromSeq);
  const end = steps.firstAfter(toSeq);
  const places = new Places(session, text);
  output.totalRows = end - first;
  for (let step = first; step < end; step++) {
    const { place } = places.at(steps.instruction(step));
    const row = `${step},${steps.afterSeq(step)},${place},${steps.depth(step)}`;
    if (output.row(row)) await output.pause();
  }
}
