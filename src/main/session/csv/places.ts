// Owns what an export says about an instruction, each said once: the same few thousand instructions cause millions of events.
// Must not grow without bound: a place is a short string per instruction that occurs.

import { executedUnit } from '../read/executed-unit.ts';
import type { SessionFile } from '../read/session-file.ts';
import type { TextField } from './fields.ts';

export interface PlaceFields {
  /** `file,line,function` as CSV fields; all empty when no Python instruction was executing. */
  readonly place: string;
  readonly opcode: string;
  /** `STORE_NAME a_score`, '' without an instruction. As a CSV field. */
  readonly cause: string;
  /** '' when not known. */
  readonly line: string;
}

const NOWHERE: PlaceFields = { place: ',,', opcode: '', cause: '', line: '' };

export class Places {
  readonly #session: SessionFile;
  readonly #text: TextField;
  readonly #known = new Map<number, PlaceFields>([[0, NOWHERE]]);

  constructor(session: SessionFile, text: TextField) {
    this.#session = session;
    this.#text = text;
  }

  at(instruction: number): PlaceFields {
    const known = this.#known.get(instruction);
    if (known !== undefined) return known;
    const fields = this.#describe(instruction);
    this.#known.set(instruction, fields);
    return fields;
  }

  #describe(instruction: number): PlaceFields {
    const found = this.#session.instruction(instruction);
    if (found === null) return NOWHERE;
    const { code } = found;
    const unit = executedUnit(code.opcodes, found.unit);
    const text = this.#text;
    const opcode = this.#session.opcodeName(code.opcodes[unit] ?? 0);
    const argument = code.argNames[unit] ?? '';
    const file = this.#session.source(code.fileId)?.path ?? '';
    const lineNumber = code.lines[unit] ?? 0;
    const line = lineNumber > 0 ? String(lineNumber) : '';
    return {
      place: `${text(file)},${line},${text(code.qualname)}`,
      opcode: text(opcode),
      cause: text(argument === '' ? opcode : `${opcode} ${argument}`),
      line,
    };
  }
}
