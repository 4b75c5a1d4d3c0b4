// Owns the CSV export of a session: columns and order are a contract with whoever reads the files (DESIGN: command line).
// RFC 4180, UTF-8 without a byte order mark, CRLF. Must not open files: the caller's sink takes the bytes.

import type { SessionFile } from '../read/session-file.ts';
import type { CsvJob, CsvSink } from './csv-output.ts';
import { CsvOutput } from './csv-output.ts';
import { EventsTable } from './events-table.ts';
import { textField } from './fields.ts';
import { ObjectsTable } from './objects-table.ts';
import type { CsvFilter } from './selection.ts';
import { select } from './selection.ts';
import { writeSteps } from './steps-table.ts';

export interface CsvOptions extends CsvFilter {
  readonly table: 'events' | 'objects' | 'steps';
  /** true: text exactly as recorded. Default: a leading ' before text that a spreadsheet would take for a formula. */
  readonly raw?: boolean;
}

/**
 * Streams a table of the session to `sink`, waiting for it after each chunk; memory does not depend on the number of rows.
 * Resolves to the number of rows written, without the header.
 * @throws Failure 'cancelled' on the signal, 'bad-request' for unknown objects or names, 'damaged'; errors of the sink as they are
 */
export async function exportCsv(
  session: SessionFile,
  options: CsvOptions,
  sink: CsvSink,
  job: CsvJob = {},
): Promise<number> {
  const output = new CsvOutput(sink, job);
  const text = textField(options.raw === true);
  const selection = select(session, options);
  if (options.table === 'events') await new EventsTable(session, selection, text).write(output);
  else if (options.table === 'objects')
    await new ObjectsTable(session, selection, text).write(output);
  else await writeSteps(session, selection, text, output);
  await output.end();
  return output.rows;
}
