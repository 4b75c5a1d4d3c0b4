// Owns reading the rare rows of a session file (sources, code, types, variables, sites, output, input, gc runs, gaps) and
// checking every value. Must not know blocks. Invariant: refresh() only adds rows; rows handed out never change.

import { VALUE_KINDS, type ProgramFile } from '../../../shared/model/engine-messages.ts';
import type {
  CodeRow,
  GapRow,
  GcRunRow,
  OutputRow,
  SourceRow,
  TypeRow,
  VariableRow,
} from '../../../shared/model/session.ts';
import type { Site } from '../../../shared/model/site.ts';
import { damaged } from '../columns/decode.ts';
import { LazyCode } from './lazy-code.ts';
import type { Reading, SqlValue } from './reading.ts';
import { decodeSites } from '../format/site-columns.ts';

export interface InputRow {
  readonly afterSeq: number;
  readonly bytes: Uint8Array;
}

/** One row under the name of its table, with readers that check. */
class Cells {
  readonly #table: string;
  readonly #row: readonly SqlValue[];
  constructor(table: string, row: readonly SqlValue[]) {
    this.#table = table;
    this.#row = row;
  }
  integer(index: number): number {
    const value = this.#row[index];
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw damaged(`a row of table ${this.#table}`, 'has no number where one belongs');
  }
  text(index: number): string {
    const value = this.#row[index];
    if (typeof value === 'string') return value;
    throw damaged(`a row of table ${this.#table}`, 'has no text where one belongs');
  }
  textOrNull(index: number): string | null {
    return this.#row[index] === null ? null : this.text(index);
  }
  bytes(index: number): Buffer {
    const value = this.#row[index];
    if (Buffer.isBuffer(value)) return value;
    throw damaged(`a row of table ${this.#table}`, 'has no bytes where they belong');
  }
  claim(index: number): boolean {
    return this.integer(index) !== 0;
  }
  oneOf<Name extends string>(index: number, names: readonly Name[]): Name {
    const found = names.find((name) => name === this.#row[index]);
    if (found !== undefined) return found;
    throw damaged(`a row of table ${this.#table}`, 'has an unknown kind');
  }
}

/** The rows of one table so far; each refresh reads those behind the last id. */
class Rows<Row> {
  rows: readonly Row[] = [];
  #lastId = -1;
  readonly #table: string;
  readonly #columns: string;
  readonly #read: (cells: Cells) => Row;

  constructor(table: string, columns: string, read: (cells: Cells) => Row) {
    this.#table = table;
    this.#columns = columns;
    this.#read = read;
  }

  refresh(reading: Reading): boolean {
    const found = reading.rows(
      `SELECT id, ${this.#columns} FROM ${this.#table} WHERE id > ? ORDER BY id`,
      this.#lastId,
    );
    if (found.length === 0) return false;
    const added = found.map((row) => {
      const cells = new Cells(this.#table, row);
      this.#lastId = cells.integer(0);
      return this.#read(cells);
    });
    this.rows = [...this.rows, ...added];
    return true;
  }
}

export class RowTables {
  readonly #sites = new Rows<readonly Site[]>('site', 'count, data', (c) => {
    const sites = decodeSites(c.bytes(2));
    if (c.integer(0) !== this.#siteCount || c.integer(1) !== sites.length)
      throw damaged('the table of sites', 'has a hole');
    this.#siteCount += sites.length;
    return sites;
  });
  #siteCount = 0;
  #allSites: readonly Site[] = [];
  readonly #sources = new Rows<SourceRow>('source', 'path, text, yours', (c) => ({
    id: c.integer(0),
    path: c.text(1),
    text: c.textOrNull(2),
    yours: c.claim(3),
  }));
  readonly #codes = new Rows<CodeRow>(
    'code',
    'file_id, name, qualname, first_line, first_instruction, units, yours, unit_columns, local_names',
    (c) =>
      new LazyCode({
        id: c.integer(0),
        fileId: c.integer(1),
        name: c.text(2),
        qualname: c.text(3),
        firstLine: c.integer(4),
        firstInstruction: c.integer(5),
        units: c.integer(6),
        yours: c.claim(7),
        unitColumns: c.bytes(8),
        localNames: c.bytes(9),
      }),
  );
  readonly #types = new Rows<TypeRow>('type', 'name, kind, yours', (c) => ({
    id: c.integer(0),
    name: c.text(1),
    kind: c.oneOf(2, VALUE_KINDS),
    yours: c.claim(3),
  }));
  readonly #variables = new Rows<VariableRow>('variable', 'name, code_id', (c) => ({
    id: c.integer(0),
    name: c.text(1),
    codeId: c.integer(2),
  }));
  readonly #outputs = new Rows<OutputRow>('output', 'after_seq, stream, bytes', (c) => ({
    afterSeq: c.integer(1),
    stream: c.oneOf(2, ['stdout', 'stderr'] as const),
    bytes: c.bytes(3),
  }));
  readonly #inputs = new Rows<InputRow>('input', 'after_seq, bytes', (c) => ({
    afterSeq: c.integer(1),
    bytes: c.bytes(2),
  }));
  readonly #gcRuns = new Rows<GcRunRow>(
    'gc_run',
    'from_seq, to_seq, generation, collected',
    (c) => ({
      fromSeq: c.integer(1),
      toSeq: c.integer(2),
      generation: c.integer(3),
      collected: c.integer(4),
    }),
  );
  readonly #gaps = new Rows<GapRow>('gap', 'seq, object_id, expected, found', (c) => ({
    seq: c.integer(1),
    objectId: c.integer(2),
    expected: c.integer(3),
    found: c.integer(4),
  }));

  get sites(): readonly Site[] {
    if (this.#allSites.length !== this.#siteCount) this.#allSites = this.#sites.rows.flat();
    return this.#allSites;
  }
  get sources(): readonly SourceRow[] {
    return this.#sources.rows;
  }
  get codes(): readonly CodeRow[] {
    return this.#codes.rows;
  }
  get types(): readonly TypeRow[] {
    return this.#types.rows;
  }
  get variables(): readonly VariableRow[] {
    return this.#variables.rows;
  }
  get outputs(): readonly OutputRow[] {
    return this.#outputs.rows;
  }
  get inputs(): readonly InputRow[] {
    return this.#inputs.rows;
  }
  /** Not kept: they may be large, and only a second run asks for them. */
  readFiles(reading: Reading): readonly ProgramFile[] {
    if (!reading.hasTable('file')) return [];
    const files = new Rows<ProgramFile>('file', 'path, bytes, yours', (c) => ({
      path: c.text(1),
      bytes: c.bytes(2),
      yours: c.claim(3),
    }));
    files.refresh(reading);
    return files.rows;
  }
  get gcRuns(): readonly GcRunRow[] {
    return this.#gcRuns.rows;
  }
  get gaps(): readonly GapRow[] {
    return this.#gaps.rows;
  }

  /** Reads what was added; true when anything was. */
  refresh(reading: Reading): boolean {
    const tables = [
      this.#sites,
      this.#sources,
      this.#codes,
      this.#types,
      this.#variables,
      this.#outputs,
      this.#inputs,
      this.#gcRuns,
      this.#gaps,
    ];
    let changed = false;
    for (const table of tables) if (table.refresh(reading)) changed = true;
    return changed;
  }
}
