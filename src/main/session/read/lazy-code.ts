// Owns a code object whose per-unit columns are decoded at first use. Must not be used before its row was checked.
// Invariant: all per-unit columns have `units` entries, or reading any of them throws Failure('damaged').

import type { CodeRow } from '../../../shared/model/session.ts';
import type { CodeUnits } from '../format/code-columns.ts';
import { decodeCodeUnits, decodeNames } from '../format/code-columns.ts';
import { damaged } from '../columns/decode.ts';

export interface StoredCode {
  readonly id: number;
  readonly fileId: number;
  readonly name: string;
  readonly qualname: string;
  readonly firstLine: number;
  readonly firstInstruction: number;
  readonly units: number;
  readonly yours: boolean;
  readonly unitColumns: Buffer;
  readonly localNames: Buffer;
}

export class LazyCode implements CodeRow {
  readonly id: number;
  readonly fileId: number;
  readonly name: string;
  readonly qualname: string;
  readonly firstLine: number;
  readonly firstInstruction: number;
  /** Number of code units; known without decoding. */
  readonly units: number;
  readonly yours: boolean;
  readonly #stored: StoredCode;
  #columns: CodeUnits | undefined;
  #localNames: readonly string[] | undefined;

  constructor(stored: StoredCode) {
    this.id = stored.id;
    this.fileId = stored.fileId;
    this.name = stored.name;
    this.qualname = stored.qualname;
    this.firstLine = stored.firstLine;
    this.firstInstruction = stored.firstInstruction;
    this.units = stored.units;
    this.yours = stored.yours;
    this.#stored = stored;
  }

  get opcodes(): Uint8Array {
    return this.#decoded().opcodes;
  }
  get args(): Uint32Array {
    return this.#decoded().args;
  }
  get lines(): Int32Array {
    return this.#decoded().lines;
  }
  get columns(): Int16Array {
    return this.#decoded().columns;
  }
  get endColumns(): Int16Array {
    return this.#decoded().endColumns;
  }
  get argNames(): readonly string[] {
    return this.#decoded().argNames;
  }
  get localNames(): readonly string[] {
    this.#localNames ??= decodeNames(this.#stored.localNames, `the names of ${this.qualname}`);
    return this.#localNames;
  }

  #decoded(): CodeUnits {
    if (this.#columns === undefined) {
      const what = `the code of ${this.qualname}`;
      const columns = decodeCodeUnits(this.#stored.unitColumns, what);
      if (columns.count !== this.units) throw damaged(what, 'has the wrong number of units');
      this.#columns = columns;
    }
    return this.#columns;
  }
}
