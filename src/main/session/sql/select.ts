// Owns running a statement of the user's on a session file. Must not change the file, nor open another one.
// Invariant: only one statement that reads is run, on a read-only connection.

import { Failure } from '../../../shared/base/failure.ts';
import { isSqliteError } from '../format/database.ts';
import { openSession } from '../read/open-session.ts';
import { openReading, type Reading, type SqlValue } from '../read/reading.ts';
import { eventBounds } from './sql-pushdown.ts';
import { defineSessionTables } from './sql-tables.ts';

export interface Selected {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly SqlValue[]>;
  /** Ends the statement and closes the file. */
  close(): void;
}

/** ATTACH and PRAGMA reach beyond the file, whatever the connection allows. */
const READS = /^\s*(select|with|values|explain)\b/i;

/**
 * Beside the tables of the file there are refcount_event, object, step and binding, see sql-tables.ts. Rows are made as they are taken.
 * Rows taken after `timeoutMs` throw Failure('limit').
 * @throws Failure 'bad-request' with SQLite's message for a statement that is wrong or does more than read
 */
export function selectFromSession(path: string, sql: string, timeoutMs = Infinity): Selected {
  if (!READS.test(sql))
    throw new Failure('bad-request', 'Only one SELECT can be run; a session is read-only.');
  const session = openSession(path);
  let reading: Reading | undefined;
  const close = (): void => {
    reading?.close();
    session.close();
  };
  try {
    reading = openReading(path);
    const at = { bounds: eventBounds(sql), checkTime: clock(timeoutMs) };
    reading.extend((connection) => defineSessionTables(connection, session, at));
    const statement = reading.prepare(sql);
    if (!statement.reader || !statement.readonly)
      throw new Failure('bad-request', 'Only one SELECT can be run; a session is read-only.');
    const columns = statement.columns().map(({ name }) => name);
    return { columns, rows: statement.iterate(), close };
  } catch (error) {
    close();
    throw explained(error);
  }
}

/** Throws when the time is over; tables ask it now and then while they make rows. */
function clock(timeoutMs: number): () => void {
  const end = performance.now() + timeoutMs;
  return () => {
    if (performance.now() > end)
      throw new Failure(
        'limit',
        `The statement took more than ${timeoutMs / 1000} s; narrow it, for example by seq or object_id, or allow more time.`,
      );
  };
}

/** SQLite's message names the table or the word that it did not understand; better-sqlite3 refuses two statements itself. */
function explained(error: unknown): unknown {
  if (!isSqliteError(error) && !(error instanceof RangeError)) return error;
  return new Failure('bad-request', `The statement cannot be run: ${error.message}.`);
}
