// Owns the table `steps` of the CSV export: a row per arrival at a line of the user's code.

import type { SessionFile } from '../session-file.ts';
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
  const { count, afterSeq, instruction, depth } = session.steps();
  const places = new Places(session, text);
  output.totalRows = count;
  for (let step = 1; step <= count; step++) {
    const seq = afterSeq[step] as number;
    if (seq < fromSeq || seq > toSeq) continue;
    const { place } = places.at(instruction[step] as number);
    if (output.row(`${step},${seq},${place},${depth[step]}`)) await output.pause();
  }
}
