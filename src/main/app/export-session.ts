// Owns CSV export as the command line asks for it: to a file or to a stream.

import type { Writable } from 'node:stream';
import { streamSink } from '../session/csv/csv-output.ts';
import { exportCsv, type CsvOptions } from '../session/csv/export-csv.ts';
import { writeCsvFile } from './csv-file.ts';
import { withSession } from './session-info.ts';

export type ExportOptions = CsvOptions;

/** Returns the number of rows. Throws Failure. A stream is left open. */
export const exportSession = (
  sessionFile: string,
  target: string | Writable,
  options: ExportOptions,
): Promise<number> =>
  withSession(sessionFile, (session) =>
    typeof target === 'string'
      ? writeCsvFile(session, options, target)
      : exportCsv(session, options, streamSink(target)),
  );
