// Owns the INSERT statements of the rare rows: facts, sites, sources, code, types, variables, output, input, gc runs, gaps.
// Must not handle transactions or errors; the session writer does.

import type { ProgramFile } from '../../../shared/model/engine-messages.ts';
import type {
  CodeRow,
  GapRow,
  GcRunRow,
  OutputRow,
  SessionFacts,
  SourceRow,
  TypeRow,
  VariableRow,
} from '../../../shared/model/session.ts';
import type { Site } from '../../../shared/model/site.ts';
import type { Connection } from '../format/database.ts';
import { encodeCodeUnits, encodeNames } from '../format/code-columns.ts';
import { encodeSites } from '../format/site-columns.ts';

const insert = (connection: Connection, table: string, columns: string) =>
  connection.prepare<unknown[]>(
    `INSERT INTO ${table}(${columns}) VALUES (${columns.replace(/\w+/g, '?')})`,
  );

export class RowWriter {
  readonly #meta;
  readonly #site;
  readonly #source;
  readonly #code;
  readonly #type;
  readonly #variable;
  readonly #output;
  readonly #input;
  readonly #file;
  readonly #gcRun;
  readonly #gap;
  #sites = 0;

  constructor(connection: Connection) {
    this.#meta = connection.prepare<unknown[]>(
      'INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)',
    );
    this.#site = insert(connection, 'site', 'id, count, data');
    this.#source = insert(connection, 'source', 'id, path, text, yours');
    this.#code = insert(
      connection,
      'code',
      'id, file_id, name, qualname, first_line, first_instruction, units, yours, unit_columns, local_names',
    );
    this.#type = insert(connection, 'type', 'id, name, kind, yours');
    this.#variable = insert(connection, 'variable', 'id, name, code_id');
    this.#output = insert(connection, 'output', 'after_seq, stream, bytes');
    this.#input = insert(connection, 'input', 'after_seq, bytes');
    this.#file = insert(connection, 'file', 'path, bytes, yours');
    this.#gcRun = insert(connection, 'gc_run', 'from_seq, to_seq, generation, collected');
    this.#gap = insert(connection, 'gap', 'seq, object_id, expected, found');
  }

  setMeta(key: string, value: unknown): void {
    this.#meta.run(key, JSON.stringify(value));
  }
  setFacts(facts: Partial<SessionFacts>): void {
    for (const [key, value] of Object.entries(facts)) {
      if (value !== undefined) this.setMeta(key, value);
    }
  }
  /** Site ids count from 0, on from the sites added before. */
  addSites(sites: readonly Site[]): void {
    if (sites.length === 0) return;
    this.#site.run(this.#sites, sites.length, encodeSites(sites));
    this.#sites += sites.length;
  }
  addSource(row: SourceRow): void {
    this.#source.run(row.id, row.path, row.text, Number(row.yours));
  }
  addCode(row: CodeRow): void {
    this.#code.run(
      row.id,
      row.fileId,
      row.name,
      row.qualname,
      row.firstLine,
      row.firstInstruction,
      row.lines.length,
      Number(row.yours),
      encodeCodeUnits(row),
      encodeNames(row.localNames),
    );
  }
  addType(row: TypeRow): void {
    this.#type.run(row.id, row.name, row.kind, Number(row.yours));
  }
  addVariable(row: VariableRow): void {
    this.#variable.run(row.id, row.name, row.codeId);
  }
  addOutput(row: OutputRow): void {
    this.#output.run(row.afterSeq, row.stream, row.bytes);
  }
  addInput(afterSeq: number, bytes: Uint8Array): void {
    this.#input.run(afterSeq, bytes);
  }
  addFile({ path, bytes, yours }: ProgramFile): void {
    this.#file.run(path, bytes, Number(yours));
  }
  addGcRun(row: GcRunRow): void {
    this.#gcRun.run(row.fromSeq, row.toSeq, row.generation, row.collected);
  }
  addGap(row: GapRow): void {
    this.#gap.run(row.seq, row.objectId, row.expected, row.found);
  }
}
