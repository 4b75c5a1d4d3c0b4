// Owns the SQL schema of a session file and the mapping of SQLite's errors to sentences.
// Must not hold queries of a particular reader. Invariant: a file of FORMAT_VERSION has exactly SCHEMA's tables, word for word;
// a reader refuses anything else, so no view or trigger of a stranger's file ever runs.

import Database from 'better-sqlite3';
import { Failure } from '../../../shared/base/failure.ts';

/** `RefS`, at offset 68 of the file. */
export const APPLICATION_ID = 0x5265_6653;
/** Grows with every change that older readers cannot read; at offset 60 of the file. */
export const FORMAT_VERSION = 2;
export const PAGE_SIZE = 8192;

/** Table name to its statement, exactly as SQLite keeps it in sqlite_schema. */
export const SCHEMA: Readonly<Record<string, string>> = {
  meta: 'CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL)',
  source:
    'CREATE TABLE source(id INTEGER PRIMARY KEY, path TEXT NOT NULL, text TEXT, yours INTEGER NOT NULL)',
  code: 'CREATE TABLE code(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, name TEXT NOT NULL, qualname TEXT NOT NULL, first_line INTEGER NOT NULL, first_instruction INTEGER NOT NULL, units INTEGER NOT NULL, yours INTEGER NOT NULL, unit_columns BLOB NOT NULL, local_names BLOB NOT NULL)',
  type: 'CREATE TABLE type(id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, yours INTEGER NOT NULL)',
  variable:
    'CREATE TABLE variable(id INTEGER PRIMARY KEY, name TEXT NOT NULL, code_id INTEGER NOT NULL)',
  site: 'CREATE TABLE site(id INTEGER PRIMARY KEY, count INTEGER NOT NULL, data BLOB NOT NULL)',
  output:
    'CREATE TABLE output(id INTEGER PRIMARY KEY, after_seq INTEGER NOT NULL, stream TEXT NOT NULL, bytes BLOB NOT NULL)',
  input:
    'CREATE TABLE input(id INTEGER PRIMARY KEY, after_seq INTEGER NOT NULL, bytes BLOB NOT NULL)',
  file: 'CREATE TABLE file(id INTEGER PRIMARY KEY, path TEXT NOT NULL, bytes BLOB NOT NULL, yours INTEGER NOT NULL)',
  gc_run:
    'CREATE TABLE gc_run(id INTEGER PRIMARY KEY, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, generation INTEGER NOT NULL, collected INTEGER NOT NULL)',
  gap: 'CREATE TABLE gap(id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, object_id INTEGER NOT NULL, expected INTEGER NOT NULL, found INTEGER NOT NULL)',
  block:
    'CREATE TABLE block(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, seq_from INTEGER NOT NULL, seq_to INTEGER NOT NULL, bytes INTEGER NOT NULL, data BLOB NOT NULL)',
};

/** Tables that files of this version may lack, as earlier ones do. */
export const OPTIONAL_TABLES: ReadonlySet<string> = new Set(['file']);

export type Connection = Database.Database;

/** A new database with the schema in it, in WAL mode. The file must exist and be empty. */
export function createDatabase(path: string): Connection {
  const connection = new Database(path, { fileMustExist: true });
  try {
    connection.pragma(`page_size = ${PAGE_SIZE}`);
    connection.pragma(`application_id = ${APPLICATION_ID}`);
    connection.pragma(`user_version = ${FORMAT_VERSION}`);
    // Still a rollback journal here: the identity and the tables are in the main file before any WAL exists.
    connection.exec(Object.values(SCHEMA).join(';\n'));
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = NORMAL');
    connection.pragma('journal_size_limit = 67108864');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

export const isSqliteError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Database.SqliteError;

/** Runs `work`; an SQLite or file system error of it becomes Failure('disk') with a sentence about `path`. */
export function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    throw new Failure('disk', `Cannot write ${path}: ${writeProblem(code)}.`);
  }
}

/** What a failed write means and what to do, by SQLite result code or errno name. */
function writeProblem(code: string): string {
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return 'the disk is full; free some space or record to another disk';
  if (code === 'EEXIST') return 'it exists already; choose another name or delete it first';
  if (code === 'ENOENT') return 'its folder does not exist; create the folder or choose another';
  if (code === 'ENOTDIR') return 'part of its path is not a folder; choose another path';
  if (code === 'EISDIR') return 'it is a folder; name a file in it';
  if (/^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM)/.test(code))
    return 'writing is not allowed there; change its permissions or choose another folder';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return 'another program holds it; close that program or choose another name';
  return `the disk reported an error (${code}); check the disk or choose another`;
}
