// Owns running a statement of the user's on a session file. Must not change the file, nor open another one.
// Invariant: only one statement that reads is run, on a read-only connection.

import { Failure } from '../../shared/base/failure.ts';
import { isSqliteError } from './database.ts';
import { openReading, type SqlValue } from './reading.ts';

export interface Selected {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly SqlValue[]>;
  /** Ends the statement and closes the file. */
  close(): void;
}

/** ATTACH and PRAGMA reach beyond the file, whatever the connection allows. */
const READS = /^\s*(select|with|values|explain)\b/i;

/**
 * Rows are made as they are taken.
 * @throws Failure 'bad-request' with SQLite's message for a statement that is wrong or does more than read
 */
export function selectFromSession(path: string, sql: string): Selected {
  if (!READS.test(sql))
    throw new Failure('bad-request', 'Only one SELECT can be run; a session is read-only.');
  const reading = openReading(path);
  try {
    const statement = reading.prepare(sql);
    if (!statement.reader || !statement.readonly)
      throw new Failure('bad-request', 'Only one SELECT can be run; a session is read-only.');
    const columns = statement.columns().map(({ name }) => name);
    return { columns, rows: statement.iterate(), close: () => reading.close() };
  } catch (error) {
    reading.close();
    throw explained(error);
  }
}

/** SQLite's message names the table or the word that it did not understand; better-sqlite3 refuses two statements itself. */
function explained(error: unknown): unknown {
  if (!isSqliteError(error) && !(error instanceof RangeError)) return error;
  return new Failure('bad-request', `The statement cannot be run: ${error.message}.`);
}
