// Owns export as the command line asks for it: CSV to a file or a stream, or an SQLite database.

import type { Writable } from 'node:stream';
import { streamSink } from '../session/csv/csv-output.ts';
import { exportCsv, type CsvOptions } from '../session/csv/export-csv.ts';
import type { CsvJob } from '../session/csv/csv-output.ts';
import type { CsvFilter } from '../session/csv/selection.ts';
import { writeCsvFile, writeSqliteFile } from './csv-file.ts';
import { withSession } from './session-info.ts';

export type ExportOptions = CsvOptions;
export type ExportJob = CsvJob;

/** Returns the number of rows. Throws Failure. A stream is left open. */
export const exportSession = (
  sessionFile: string,
  target: string | Writable,
  options: ExportOptions,
  job: ExportJob = {},
): Promise<number> =>
  withSession(sessionFile, (session) =>
    typeof target === 'string'
      ? writeCsvFile(session, options, target, job)
      : exportCsv(session, options, streamSink(target), job),
  );

/** Writes an ordinary SQLite database. Returns the number of events. Throws Failure. */
export const exportSessionToSqlite = (
  sessionFile: string,
  target: string,
  filter: CsvFilter,
  job: CsvJob = {},
): Promise<number> =>
  withSession(sessionFile, (session) => writeSqliteFile(session, filter, target, job));
