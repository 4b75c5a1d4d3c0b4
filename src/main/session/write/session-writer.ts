// Owns writing a session file while a program runs. Must not know rings, engines or views.
// Invariant: after every commit() the file is a valid session up to that point, whatever happens next; nothing is in it that
// was not committed. A write transaction is open all the time, which is also how a reader sees that the writer lives.

import { closeSync, openSync, statSync } from 'node:fs';
import { assert } from '../../../shared/base/assert.ts';
import { Failure } from '../../../shared/base/failure.ts';
import type { ProgramFile } from '../../../shared/model/engine-messages.ts';
import type { SessionWriter } from '../../../shared/model/session-io.ts';
import type {
  BindColumns,
  ClaimColumns,
  CodeRow,
  EndColumns,
  EventColumns,
  GapRow,
  GcRunRow,
  ObjectColumns,
  OutputRow,
  SessionFacts,
  SourceRow,
  StepColumns,
  TypeRow,
  VariableRow,
} from '../../../shared/model/session.ts';
import type { Site } from '../../../shared/model/site.ts';
import { BlockWriter } from './block-writer.ts';
import type { Connection } from '../format/database.ts';
import { createDatabase, PAGE_SIZE, writing } from '../format/database.ts';
import { initialFacts } from '../format/facts.ts';
import { RowWriter } from './row-writer.ts';

export interface SessionWriterOptions {
  /** The file may not grow beyond this; addEvents() then throws Failure('limit'), and finish() still works. */
  readonly sizeLimit?: number;
}

/**
 * A new session file at `path`, which must not exist yet.
 * @throws Failure('disk') with a sentence when it exists or cannot be written
 */
export function createSessionWriter(
  path: string,
  options: SessionWriterOptions = {},
): SessionWriter {
  return writing(path, () => {
    closeSync(openSync(path, 'wx'));
    return new FileSessionWriter(path, createDatabase(path), options);
  });
}

/** Room above the limit for the last commit and the final facts. */
const LIMIT_RESERVE_BYTES = 64 * 1024 * 1024;

class FileSessionWriter implements SessionWriter {
  readonly #path: string;
  readonly #connection: Connection;
  readonly #rows: RowWriter;
  readonly #blocks: BlockWriter;
  readonly #sizeLimit: number;
  #gaps = 0;
  /** Counts as of the last commit. */
  #committed: Partial<SessionFacts> = {};
  /** Set by the first write that failed: what came since the last commit is gone, so nothing may follow it. */
  #failure: unknown = null;

  constructor(path: string, connection: Connection, options: SessionWriterOptions) {
    this.#path = path;
    this.#connection = connection;
    this.#sizeLimit = options.sizeLimit ?? Number.MAX_SAFE_INTEGER;
    if (options.sizeLimit !== undefined) {
      const pages = Math.ceil((options.sizeLimit + LIMIT_RESERVE_BYTES) / PAGE_SIZE);
      connection.pragma(`max_page_count = ${pages}`);
    }
    this.#rows = new RowWriter(connection);
    this.#blocks = new BlockWriter(connection);
    this.#begin();
    this.#rows.setFacts(initialFacts());
    this.commit();
  }

  setFacts(facts: Partial<SessionFacts>): void {
    this.#write(() => this.#rows.setFacts(facts));
  }
  setOpcodeNames(names: readonly string[]): void {
    this.#write(() => this.#rows.setMeta('opcodeNames', names));
  }
  addSites(sites: readonly Site[]): void {
    this.#write(() => this.#rows.addSites(sites));
  }
  addSource(row: SourceRow): void {
    this.#write(() => this.#rows.addSource(row));
  }
  addCode(row: CodeRow): void {
    this.#write(() => this.#rows.addCode(row));
  }
  addType(row: TypeRow): void {
    this.#write(() => this.#rows.addType(row));
  }
  addVariable(row: VariableRow): void {
    this.#write(() => this.#rows.addVariable(row));
  }
  addEvents(block: EventColumns): void {
    if (this.#blocks.bytes > this.#sizeLimit) throw this.#overLimit();
    this.#write(() => this.#blocks.addEvents(block));
  }
  addObjects(block: ObjectColumns): void {
    this.#write(() => this.#blocks.addObjects(block));
  }
  addEnds(block: EndColumns): void {
    this.#write(() => this.#blocks.addEnds(block));
  }
  addClaims(block: ClaimColumns): void {
    this.#write(() => this.#blocks.addClaims(block));
  }
  addSteps(block: StepColumns): void {
    this.#write(() => this.#blocks.addSteps(block));
  }
  addBinds(block: BindColumns): void {
    this.#write(() => this.#blocks.addBinds(block));
  }
  addOutput(row: OutputRow): void {
    this.#write(() => this.#rows.addOutput(row));
  }
  addClock(readings: Float64Array): void {
    this.#write(() => this.#blocks.addClock(readings));
  }
  addGcRun(row: GcRunRow): void {
    this.#write(() => this.#rows.addGcRun(row));
  }
  addGap(row: GapRow): void {
    this.#gaps++;
    this.#write(() => this.#rows.addGap(row));
  }
  addInput(afterSeq: number, bytes: Uint8Array): void {
    this.#write(() => this.#rows.addInput(afterSeq, bytes));
  }

  addFile(file: ProgramFile): void {
    this.#write(() => this.#rows.addFile(file));
  }

  commit(): void {
    this.#write(() => {
      this.#blocks.flushIndex();
      const counts = { ...this.#blocks.counts(), gaps: this.#gaps };
      this.#rows.setFacts(counts);
      this.#connection.exec('COMMIT');
      this.#committed = counts;
      this.#begin();
    });
  }

  finish(facts: Partial<SessionFacts>): void {
    const final = { status: 'finished' as const, ...facts };
    if (this.#failure === null) {
      this.setFacts(final);
      this.#write(() => this.#blocks.finishIndexes());
      this.commit();
    }
    writing(this.#path, () => {
      if (this.#failure !== null) this.#finishAfterFailure(final);
      this.#connection.exec('ROLLBACK');
      this.#connection.pragma('wal_checkpoint(TRUNCATE)');
      this.#leaveWal();
      this.#connection.close();
    });
  }

  /** Everything up to the last commit is sound: says so in the facts. */
  #finishAfterFailure(facts: Partial<SessionFacts>): void {
    this.#begin();
    this.#rows.setFacts({ ...facts, ...this.#committed });
    this.#connection.exec('COMMIT');
    this.#begin();
  }

  /** Every call is carried out before it returns. */
  settle(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  sizeBytes(): number {
    const size = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    return size(this.#path) + size(`${this.#path}-wal`);
  }

  /** Makes it one plain file that opens read-only anywhere; not possible while a window has it open, and then not needed. */
  #leaveWal(): void {
    this.#connection.pragma('busy_timeout = 0');
    try {
      this.#connection.pragma('journal_mode = DELETE');
    } catch {
      // Another connection reads it: it stays a WAL file, complete and checkpointed.
    }
  }

  #begin(): void {
    if (!this.#connection.inTransaction) this.#connection.exec('BEGIN IMMEDIATE');
  }

  #write(work: () => void): void {
    assert(this.#connection.open, 'the session writer is closed');
    if (this.#failure !== null) throw this.#failure;
    try {
      writing(this.#path, work);
    } catch (error) {
      this.#failure = error;
      if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    }
  }

  #overLimit(): Failure {
    const megabytes = Math.round(this.#sizeLimit / 1e6);
    return new Failure(
      'limit',
      `The recording reached its size limit of ${megabytes} MB: ${this.#path} holds the run up to here; raise the limit, or free space on the disk, to record more.`,
    );
  }
}
