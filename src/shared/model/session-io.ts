// Owns the interfaces through which sessions are written and read, so that the recorder, the session room and the app
// agree without importing each other's insides.

import type { ProgramFile } from './engine-messages.ts';
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
} from './session.ts';
import type { Site } from './site.ts';

/**
 * Writes one session file. Rows may come in any order between kinds, but a row comes no later than the commit after the first
 * block that refers to it. Nothing is durable before commit(). When the file cannot be written, that call or a later
 * one throws Failure('disk') with a sentence.
 */
export interface SessionWriter {
  /** Counts of rows (events, steps, objects, collected, immortal, gaps) are kept by the writer itself; values for them are ignored. */
  setFacts(facts: Partial<SessionFacts>): void;
  /** Names of the engine's opcodes, so that the file explains itself; index = opcode, '' where there is none. */
  setOpcodeNames(names: readonly string[]): void;
  addSites(sites: readonly Site[]): void;
  addSource(row: SourceRow): void;
  addCode(row: CodeRow): void;
  addType(row: TypeRow): void;
  addVariable(row: VariableRow): void;
  addEvents(block: EventColumns): void;
  addObjects(block: ObjectColumns): void;
  addEnds(block: EndColumns): void;
  addClaims(block: ClaimColumns): void;
  addSteps(block: StepColumns): void;
  addBinds(block: BindColumns): void;
  addOutput(row: OutputRow): void;
  addGcRun(row: GcRunRow): void;
  addGap(row: GapRow): void;
  /** Raw standard input as it was read, for re-execution. */
  addInput(afterSeq: number, bytes: Uint8Array): void;
  /** A file of the program, for re-execution. */
  addFile(file: ProgramFile): void;
  /** What the program read from its clocks, in order, for re-execution. */
  addClock(readings: Float64Array): void;
  commit(): void;
  /** Returns when every call so far was carried out: a writer may run behind. Throws what failed. */
  settle(): void;
  /** Final facts, final commit, checkpoint of the WAL, close. */
  finish(facts: Partial<SessionFacts>): void;
  /** Bytes on disk now (database and WAL). */
  sizeBytes(): number;
}
