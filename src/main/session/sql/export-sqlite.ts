// Owns the export of a session as an ordinary SQLite database, for tools that know nothing of Refscope: a row per event, object, step
// and binding, with indexes. Must not name or move files: the caller gives one that does not exist and keeps or drops it.
// Invariant: memory does not follow the number of rows. Where an event happened is a row of `place`, which millions of events share;
// the view refcount_event puts both together again and has the columns of `refscope sql`.

import Database from 'better-sqlite3';
import type { EventColumns } from '../../../shared/model/session.ts';
import { Failure } from '../../../shared/base/failure.ts';
import type { CsvFilter, Selection } from '../csv/selection.ts';
import { select } from '../csv/selection.ts';
import { Labels } from '../csv/labels.ts';
import type { CsvJob } from '../csv/csv-output.ts';
import { writing } from '../format/database.ts';
import type { SessionFile } from '../read/session-file.ts';
import type { Row } from './sql-tables.ts';
import { bindingRows, changeRow, objectRow, placeOf, stepRows } from './sql-tables.ts';

const TABLES = `
CREATE TABLE fact(name TEXT PRIMARY KEY, value);
CREATE TABLE place(place_id INTEGER PRIMARY KEY, file TEXT, line INTEGER, function TEXT, opcode TEXT, argument TEXT);
CREATE TABLE site(site_id INTEGER PRIMARY KEY, c_function TEXT);
CREATE TABLE event(seq INTEGER PRIMARY KEY, step INTEGER, object_id INTEGER, kind TEXT, delta INTEGER, refcount, place_id INTEGER, site_id INTEGER);
CREATE TABLE object(object_id INTEGER PRIMARY KEY, type TEXT, value TEXT, label TEXT, names TEXT, yours INTEGER, immortal INTEGER, born_seq INTEGER, born_line INTEGER, end_seq INTEGER, end_line INTEGER, end_cause TEXT, peak_refcount, final_refcount, event_count INTEGER);
CREATE TABLE step(step INTEGER PRIMARY KEY, after_seq INTEGER, file TEXT, line INTEGER, function TEXT, depth INTEGER, frame INTEGER);
CREATE TABLE binding(name TEXT, function TEXT, frame INTEGER, object_id INTEGER, from_seq INTEGER, to_seq INTEGER, from_step INTEGER, to_step INTEGER);
CREATE VIEW refcount_event AS
  SELECT seq, step, object_id, kind, delta, refcount, file, line, function, opcode, argument, c_function
  FROM event LEFT JOIN place USING (place_id) LEFT JOIN site USING (site_id);
`;
const INDEXES = [
  'CREATE INDEX event_of_object ON event(object_id, seq)',
  'CREATE INDEX object_of_type ON object(type)',
  'CREATE INDEX step_at ON step(after_seq)',
  'CREATE INDEX binding_of_object ON binding(object_id)',
  'CREATE INDEX binding_of_name ON binding(name)',
];
/** Rows between two looks at the clock, the caller's signal and the event loop. */
const PORTION = 20_000;

/**
 * Writes the tables to `path`, a new file. Resolves to the number of events.
 * @throws Failure 'cancelled' on the signal, 'bad-request' for unknown objects or names, 'disk', 'damaged'; a part of a file is then left
 */
export async function exportSqlite(
  session: SessionFile,
  filter: CsvFilter,
  path: string,
  job: CsvJob = {},
): Promise<number> {
  const selection = select(session, filter);
  const target = writing(path, () => new Database(path));
  try {
    const writer = new SqliteExport(session, selection, target, job);
    await writer.run(path);
    return writer.events;
  } finally {
    target.close();
  }
}

class SqliteExport {
  events = 0;
  readonly #session: SessionFile;
  readonly #selection: Selection;
  readonly #target: Database.Database;
  readonly #job: CsvJob;
  #rows = 0;
  #totalRows = 0;

  constructor(session: SessionFile, selection: Selection, target: Database.Database, job: CsvJob) {
    this.#session = session;
    this.#selection = selection;
    this.#target = target;
    this.#job = job;
  }

  async run(path: string): Promise<void> {
    writing(path, () => {
      // The file takes its name only when it is complete, so nothing need be undone.
      this.#target.pragma('journal_mode = OFF');
      this.#target.pragma('synchronous = OFF');
      this.#target.exec(TABLES);
      this.#target.exec('BEGIN');
    });
    const { steps, objects, events } = this.#session.facts();
    this.#totalRows = steps + objects + events + this.#session.nameLog().count;
    const noClock = (): void => undefined;
    await this.#fill(path, 'fact', this.#factRows());
    await this.#fill(path, 'place', this.#placeRows());
    await this.#fill(path, 'site', this.#siteRows());
    await this.#fill(path, 'event', this.#eventRows());
    await this.#fill(path, 'object', this.#objectRows());
    await this.#fill(path, 'step', stepRows(this.#session, noClock));
    await this.#fill(path, 'binding', this.#bindingRows());
    writing(path, () => this.#target.exec('COMMIT'));
    for (const index of INDEXES) {
      writing(path, () => this.#target.exec(index));
      await this.#pause();
    }
  }

  async #fill(path: string, table: string, rows: Iterable<Row>): Promise<void> {
    const columns = this.#target.pragma(`table_info(${table})`) as unknown[];
    const marks = columns.map(() => '?').join(', ');
    const insert = this.#target.prepare<Row>(`INSERT INTO ${table} VALUES (${marks})`);
    const source = rows[Symbol.iterator]();
    for (let isDone = false; !isDone; await this.#pause()) {
      isDone = writing(path, () => this.#insertSome(insert, source));
    }
  }

  /** True when there are no more. */
  #insertSome(insert: Database.Statement<Row>, source: Iterator<Row>): boolean {
    for (let i = 0; i < PORTION; i++) {
      const { done, value } = source.next();
      if (done === true) return true;
      insert.run(...(value as Row));
      this.#rows++;
    }
    return false;
  }

  async #pause(): Promise<void> {
    if (this.#job.signal?.aborted === true)
      throw new Failure('cancelled', 'The export was cancelled; run it again for the whole file.');
    this.#job.onProgress?.({
      rows: this.#rows,
      totalRows: Math.max(this.#rows, this.#totalRows),
    });
    await new Promise(setImmediate);
  }

  *#factRows(): Generator<Row> {
    for (const [name, value] of Object.entries(this.#session.facts() as object))
      yield [name, typeof value === 'number' ? value : JSON.stringify(value)];
  }

  *#placeRows(): Generator<Row> {
    for (const code of this.#session.codes()) {
      for (let unit = 0; unit < code.lines.length; unit++) {
        const id = code.firstInstruction + unit;
        yield [id, ...placeOf(this.#session, id)];
      }
    }
  }

  *#siteRows(): Generator<Row> {
    for (const [id, { cFunction }] of this.#session.sites().entries()) yield [id, cFunction];
  }

  *#eventRows(): Generator<Row> {
    const { selected, fromSeq, toSeq } = this.#selection;
    for (const { index, firstSeq, count } of this.#session.eventBlocks()) {
      if (firstSeq + count - 1 < fromSeq || firstSeq > toSeq) continue;
      if (!this.#session.blockSummary(index).object.some((id) => selected[id] === 1)) continue;
      const block = this.#session.eventBlock(index);
      for (
        let i = Math.max(0, fromSeq - firstSeq);
        i < Math.min(count, toSeq - firstSeq + 1);
        i++
      ) {
        if (selected[block.object[i] as number] === 1) yield this.#eventRow(block, i);
      }
    }
  }

  #eventRow(block: EventColumns, i: number): Row {
    this.events++;
    const change = changeRow(this.#session, block, i);
    change.push(block.instruction[i] as number, block.site[i] as number);
    return change;
  }

  *#objectRows(): Generator<Row> {
    const { selected } = this.#selection;
    const labels = new Labels(this.#session);
    for (let id = selected.indexOf(1); id >= 0; id = selected.indexOf(1, id + 1))
      yield objectRow(this.#session, id, labels);
  }

  /** object_id is the fourth column. */
  *#bindingRows(): Generator<Row> {
    for (const row of bindingRows(this.#session, null, () => undefined)) {
      if (this.#selection.selected[row[3] as number] === 1) yield row;
    }
  }
}
