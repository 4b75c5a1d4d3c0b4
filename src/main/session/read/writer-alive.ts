// Owns the question whether the writer of a session file still runs. The writer holds SQLite's write lock all the time, and the
// operating system takes the lock away when the writer's process ends, however it ends. Must not change the file.

import Database from 'better-sqlite3';

const TRIES = 3;
const PAUSE_MS = 4;

/** Call it only while a reading connection is open: then closing this one does not checkpoint the file. */
export function isWriterAlive(path: string): boolean {
  // Between two transactions the writer lets go for some microseconds, so being free once proves nothing.
  for (let i = 0; i < TRIES; i++) {
    if (i > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    if (isWriteLocked(path)) return true;
  }
  return false;
}

function isWriteLocked(path: string): boolean {
  let connection;
  try {
    connection = new Database(path, { fileMustExist: true, timeout: 0 });
    connection.exec('BEGIN IMMEDIATE');
    connection.exec('ROLLBACK');
    return false;
  } catch (error) {
    return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
  } finally {
    connection?.close();
  }
}
