// Owns a lock that processes share: SQLite's on an empty file, which the system gives back whatever becomes of its holder. Must not
// wait. Invariant: the file stays empty.

import Database from 'better-sqlite3';

export interface FileLock {
  release(): void;
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : '';

/**
 * The lock; 'busy' while somebody else has it; null where there can be none: the folder is read-only or gone, or its disk (some
 * network folders) has no locks.
 */
export function takeFileLock(file: string): FileLock | 'busy' | null {
  let connection: Database.Database | undefined;
  try {
    connection = new Database(file, { timeout: 0 });
    const taken = connection;
    taken.exec('BEGIN IMMEDIATE');
    return { release: () => taken.close() };
  } catch (error) {
    connection?.close();
    return codeOf(error) === 'SQLITE_BUSY' ? 'busy' : null;
  }
}
