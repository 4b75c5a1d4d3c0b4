// Owns forging session files: a sound one is copied and changed where a stranger could change it. What a checksum covers gets the right
// checksum again, so that what is behind it is tried as well. Invariant: the same random numbers give the same file.

import Database from 'better-sqlite3';
import { copyFileSync } from 'node:fs';
import { decodeColumns } from '../../../src/main/session/columns/decode.ts';
import { encodeColumns, type ColumnsToWrite } from '../../../src/main/session/columns/encode.ts';
import type { BlockSchema } from '../../../src/main/session/columns/schema.ts';
import {
  BLOCK_KIND_CODES,
  BLOCK_SCHEMAS,
  type BlockKind,
} from '../../../src/main/session/format/blocks.ts';
import { SCHEMA } from '../../../src/main/session/format/database.ts';

/** A whole number from 0 to below `n`. */
export type Random = (n: number) => number;

/** mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

export const oneOf = <Value>(values: readonly Value[], random: Random): Value =>
  values[random(values.length)] as Value;

/** Calls `change` with a writable connection to a copy of the file. */
export function forge(
  sound: string,
  target: string,
  change: (to: Database.Database) => void,
): void {
  copyFileSync(sound, target);
  const connection = new Database(target);
  try {
    connection.pragma('journal_mode = DELETE');
    change(connection);
  } finally {
    connection.close();
  }
}

const NUMBERS = [
  0,
  1,
  2,
  3,
  127,
  255,
  256,
  65535,
  65536,
  0x7fffffff,
  0x80000000,
  0xfffffffe,
  0xffffffff,
  -1,
  -2,
  2 ** 53,
  -(2 ** 53),
  0.5,
  1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
];

/** Values that a column of SQL may hold although nobody writes them there. */
const SQL_VALUES = (random: Random): readonly unknown[] => [
  ...NUMBERS.filter((value) => !Number.isNaN(value)),
  2n ** 63n - 1n,
  -(2n ** 63n),
  '',
  'many',
  '0',
  '[]',
  '{"a":1}',
  '\0',
  'é'.repeat(1 + random(5000)),
  Buffer.alloc(0),
  Buffer.alloc(1 + random(300), random(256)),
];

/** Changes one value of one row of one table. Says which. */
export function forgeValue(to: Database.Database, random: Random): string {
  const tables = Object.keys(SCHEMA).filter((name) => rowids(to, name).length > 0);
  const table = oneOf(tables, random);
  const columns = to
    .prepare(`SELECT * FROM ${table}`)
    .columns()
    .map(({ name }) => name);
  const column = oneOf(columns, random);
  const rowid = oneOf(rowids(to, table), random);
  const value =
    random(4) === 0 ? otherValue(to, table, column, random) : oneOf(SQL_VALUES(random), random);
  try {
    to.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`).run(value, rowid);
  } catch {
    // A primary key that is taken or no integer: SQLite itself does not have such files.
  }
  return `${table}.${column} of row ${rowid} = ${String(value).slice(0, 40)}`;
}

const rowids = (to: Database.Database, table: string): readonly number[] =>
  to.prepare<[], number>(`SELECT rowid FROM ${table}`).pluck().all();

/** Of the same column elsewhere. */
const otherValue = (
  to: Database.Database,
  table: string,
  column: string,
  random: Random,
): unknown => oneOf(to.prepare(`SELECT ${column} FROM ${table}`).pluck().all(), random);

const KINDS = Object.keys(BLOCK_KIND_CODES) as readonly BlockKind[];

/** Changes a few values of a column of one block, which then has a right checksum. Says which. */
export function forgeBlock(to: Database.Database, random: Random): string {
  const present = KINDS.filter((kind) => blocksOf(to, kind).length > 0);
  const kind = oneOf(present, random);
  const id = oneOf(blocksOf(to, kind), random);
  const schema: BlockSchema = BLOCK_SCHEMAS[kind];
  const data = to.prepare<[number], Buffer>('SELECT data FROM block WHERE id = ?').pluck().get(id);
  const block = decodeColumns(schema, data ?? Buffer.alloc(0), kind);
  const name = oneOf(Object.keys(schema), random);
  const column = block[name] as unknown as { [index: number]: unknown };
  const changes = 1 + random(3);
  for (let i = 0; i < changes; i++) {
    const at = random(block.count);
    if (schema[name]?.type === 'str')
      column[at] = oneOf(['', '\0', 'x'.repeat(random(9000))], random);
    else column[at] = random(3) === 0 ? column[random(block.count)] : oneOf(NUMBERS, random);
  }
  replaceBlock(to, id, encode(schema, block.count, block));
  return `${kind} block ${id}: ${changes} of ${name}`;
}

/** NaN and the like have no encoding in a column of whole numbers; they become 0 there. */
function encode(schema: BlockSchema, count: number, block: object): Buffer {
  return encodeColumns(schema, count, block as ColumnsToWrite<BlockSchema>);
}

export function replaceBlock(to: Database.Database, id: number, data: Buffer): void {
  to.prepare('UPDATE block SET data = ?, bytes = ? WHERE id = ?').run(data, data.length, id);
}

const blocksOf = (to: Database.Database, kind: BlockKind): readonly number[] =>
  to
    .prepare<[number], number>('SELECT id FROM block WHERE kind = ?')
    .pluck()
    .all(BLOCK_KIND_CODES[kind]);
