// Owns a read-only connection to a session file and the checks before anything in it is used.
// Must not interpret rows. Invariant: a file that gets past openReading() has the application id, a known version and exactly
// the tables of the schema; every error of SQLite becomes a Failure with a sentence.

import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Failure } from '../../../shared/base/failure.ts';
import type { Connection } from '../format/database.ts';
import {
  APPLICATION_ID,
  FORMAT_VERSION,
  isSqliteError,
  OPTIONAL_TABLES,
  PAGE_SIZE,
  SCHEMA,
} from '../format/database.ts';

const HEADER_BYTES = 100;
const PAGE_SIZE_AT = 16;
const SQLITE_MAGIC = 'SQLite format 3\0';

/** A value that SQLite can hand out; integers come as numbers. */
export type SqlValue = number | string | Buffer | null;

export class Reading {
  readonly path: string;
  readonly #connection: Connection;
  readonly #statements = new Map<string, Database.Statement<unknown[], SqlValue[]>>();

  constructor(path: string, connection: Connection) {
    this.path = path;
    this.#connection = connection;
  }

  /** All rows, as arrays in the order of the SELECT. */
  rows(sql: string, ...parameters: readonly number[]): readonly (readonly SqlValue[])[] {
    return this.#guard(() => {
      let statement = this.#statements.get(sql);
      if (statement === undefined) {
        statement = this.#connection.prepare<unknown[], SqlValue[]>(sql).raw();
        this.#statements.set(sql, statement);
      }
      return statement.all(...parameters);
    });
  }

  hasTable(name: string): boolean {
    return (
      this.rows(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '${name}'`).length > 0
    );
  }

  /** Lets `define` add virtual tables to the connection. */
  extend(define: (connection: Connection) => void): void {
    define(this.#connection);
  }

  /** A statement of the user's: its rows come as arrays, its errors as SQLite's own. */
  prepare(sql: string): Database.Statement<unknown[], SqlValue[]> {
    return this.#connection.prepare<unknown[], SqlValue[]>(sql).raw();
  }

  /** Runs `work` on one snapshot of the file. */
  snapshot(work: () => void): void {
    this.#guard(() => this.#connection.exec('BEGIN'));
    try {
      work();
    } finally {
      if (this.#connection.inTransaction) this.#guard(() => this.#connection.exec('ROLLBACK'));
    }
  }

  fileBytes(): number {
    const size = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    return size(this.path) + size(`${this.path}-wal`);
  }

  close(): void {
    this.#connection.close();
  }

  #guard<T>(work: () => T): T {
    return reading(this.path, work);
  }
}

/**
 * Opens a session file for reading; the file is never written.
 * @throws Failure 'not-found', 'not-a-session', 'too-new' or 'damaged'
 */
export function openReading(path: string): Reading {
  checkHeader(path);
  return reading(path, () => {
    const connection = connect(path);
    try {
      connection.pragma('trusted_schema = OFF');
      connection.pragma('cell_size_check = ON');
      connection.pragma('query_only = ON');
      checkSchema(path, connection);
      return new Reading(path, connection);
    } catch (error) {
      connection.close();
      throw error;
    }
  });
}

/** A WAL file without its -wal and -shm in a folder that cannot be written needs `immutable`. */
function connect(path: string): Connection {
  const connection = new Database(path, { readonly: true, fileMustExist: true });
  try {
    connection.prepare('SELECT 1 FROM sqlite_schema').get();
    return connection;
  } catch (error) {
    connection.close();
    const isBlocked = isSqliteError(error) && /CANTOPEN|READONLY/.test(error.code);
    if (!isBlocked || statSync(`${path}-wal`, { throwIfNoEntry: false }) !== undefined) throw error;
    const name = encodeURI(path).replaceAll('?', '%3f').replaceAll('#', '%23');
    return new Database(`file:${name}?immutable=1`, { readonly: true });
  }
}

/** Reads the identity from the header by hand, before SQLite is let near a stranger's file. */
function checkHeader(path: string): void {
  const header = readHeader(path);
  const foreign = new Failure(
    'not-a-session',
    `${path} is not a Refscope session; choose a .refscope file.`,
  );
  if (header === null || header.toString('latin1', 0, 16) !== SQLITE_MAGIC) throw foreign;
  if (header.readUInt32BE(68) !== APPLICATION_ID) throw foreign;
  const version = header.readUInt32BE(60);
  if (version > FORMAT_VERSION)
    throw new Failure(
      'too-new',
      `${path} was written by a newer Refscope (format ${version}, this one reads up to ${FORMAT_VERSION}); update Refscope to open it.`,
    );
  if (version < 1) throw foreign;
  checkLength(path, header.readUInt16BE(PAGE_SIZE_AT));
}

/** SQLite takes what is missing of the last page for zeros. While a WAL lies beside it, the file may be anything up to a whole one. */
function checkLength(path: string, pageSize: number): void {
  const size = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (pageSize === PAGE_SIZE && (size(path) % PAGE_SIZE === 0 || size(`${path}-wal`) > 0)) return;
  throw new Failure(
    'damaged',
    `${path} is cut short or was altered; use another copy or record the program again.`,
  );
}

function readHeader(path: string): Buffer | null {
  try {
    const file = openSync(path, 'r');
    try {
      const header = Buffer.alloc(HEADER_BYTES);
      return readSync(file, header, 0, HEADER_BYTES, 0) === HEADER_BYTES ? header : null;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new Failure('not-found', `${path} does not exist; check its name.`);
    if (code === 'EACCES' || code === 'EPERM')
      throw new Failure('disk', `${path} may not be read; change its permissions.`);
    if (code === 'EISDIR') return null;
    throw new Failure('disk', `${path} cannot be read (${String(code)}); check the disk.`);
  }
}

/** SQLite keeps a table's statement word for word, so anything that we did not write shows. */
function checkSchema(path: string, connection: Connection): void {
  const rows = connection
    .prepare<unknown[], [string, string, string | null]>(
      'SELECT type, name, sql FROM sqlite_schema',
    )
    .raw()
    .all();
  const found = new Set<string>();
  for (const [type, name, sql] of rows) {
    if (type === 'index' && name.startsWith('sqlite_autoindex_') && sql === null) continue;
    if (type !== 'table' || SCHEMA[name] !== sql) throw unexpected(path, name);
    found.add(name);
  }
  for (const name of Object.keys(SCHEMA))
    if (!found.has(name) && !OPTIONAL_TABLES.has(name)) throw unexpected(path, name);
}

const unexpected = (path: string, name: string): Failure =>
  new Failure(
    'damaged',
    `${path} is damaged or was altered: its table ${name} is not what it must be; use another copy.`,
  );

/** Runs `work`; errors of SQLite become failures. */
function reading<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    if (/BUSY|LOCKED/.test(error.code))
      throw new Failure('disk', `${path} is locked by another program; close it and try again.`);
    if (/CANTOPEN|READONLY/.test(error.code))
      throw new Failure('disk', `${path} cannot be opened where it is; copy it to another folder.`);
    throw new Failure(
      'damaged',
      `${path} is damaged (${error.message}); use another copy or record the program again.`,
    );
  }
}
