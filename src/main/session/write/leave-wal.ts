// Owns that a session which was read while it was written becomes one plain file all the same. Must not be called while its writer
// lives. Invariant: the content of the file stays the same.

import Database from 'better-sqlite3';

/**
 * Leaves the WAL mode in which it was written, so that it opens read-only anywhere; false where another reader holds it, and then it
 * is whole as well, with SQLite's two files beside it.
 */
export function leaveWal(path: string): boolean {
  let connection: Database.Database | undefined;
  try {
    connection = new Database(path, { fileMustExist: true, timeout: 0 });
    return connection.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
  } catch {
    return false;
  } finally {
    connection?.close();
  }
}
