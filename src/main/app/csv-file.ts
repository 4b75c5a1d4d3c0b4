// Owns exports to a file, CSV or SQLite: written beside its place and renamed, so the target is either as before or complete.

import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { Failure } from '../../shared/base/failure.ts';
import { streamSink, type CsvJob } from '../session/csv/csv-output.ts';
import { exportCsv, type CsvOptions } from '../session/csv/export-csv.ts';
import type { CsvFilter } from '../session/csv/selection.ts';
import { exportSqlite } from '../session/sql/export-sqlite.ts';
import type { SessionFile } from '../session/read/session-file.ts';
import { diskFailure, temporaryBeside } from './files.ts';

/** Returns the number of rows. Throws Failure; then there is no new file, and an old one is as it was. */
export const writeCsvFile = (
  session: SessionFile,
  options: CsvOptions,
  target: string,
  job: CsvJob = {},
): Promise<number> => replaceFile(target, (temporary) => stream(session, options, temporary, job));

/** The same as an ordinary SQLite database. Returns the number of events. */
export const writeSqliteFile = (
  session: SessionFile,
  filter: CsvFilter,
  target: string,
  job: CsvJob = {},
): Promise<number> =>
  replaceFile(target, (temporary) => exportSqlite(session, filter, temporary, job));

async function replaceFile(
  target: string,
  write: (temporary: string) => Promise<number>,
): Promise<number> {
  const existing = await stat(target).catch(() => null);
  if (existing && !existing.isFile())
    throw new Failure('bad-request', `${target} is not a file that can be replaced; name another.`);
  const temporary = temporaryBeside(target);
  try {
    const rows = await write(temporary);
    await rename(temporary, target);
    return rows;
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskFailure('write', target, error);
  }
}

async function stream(
  session: SessionFile,
  options: CsvOptions,
  file: string,
  job: CsvJob,
): Promise<number> {
  const out = createWriteStream(file, { flags: 'wx' });
  const closed = finished(out);
  // A failed write shows in the export below, or in `await closed`; until then it must not count as unhandled.
  closed.catch(() => undefined);
  try {
    const rows = await exportCsv(session, options, streamSink(out), job);
    out.end();
    await closed;
    return rows;
  } catch (error) {
    out.destroy();
    throw out.errored ?? error;
  }
}
