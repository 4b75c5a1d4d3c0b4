// Owns finding the code object of an instruction id. Invariant: codes do not overlap; ids in no code give null.

import type { CodeRow } from '../../../shared/model/session.ts';
import { damaged } from '../columns/decode.ts';
import { LazyCode } from './lazy-code.ts';
import type { InstructionPlace } from './session-file.ts';

const unitsOf = (code: CodeRow): number =>
  code instanceof LazyCode ? code.units : code.lines.length;

export class InstructionIndex {
  /** In order of firstInstruction. */
  readonly codes: readonly CodeRow[];
  readonly #firsts: Float64Array;
  readonly #byId: ReadonlyMap<number, CodeRow>;

  constructor(codes: readonly CodeRow[]) {
    this.codes = [...codes].sort((a, b) => a.firstInstruction - b.firstInstruction);
    this.#firsts = Float64Array.from(this.codes, (code) => code.firstInstruction);
    this.#byId = new Map(codes.map((code) => [code.id, code]));
    this.codes.forEach((code, i) => {
      const next = this.codes[i + 1];
      const end = code.firstInstruction + unitsOf(code);
      if (code.firstInstruction < 1 || (next !== undefined && next.firstInstruction < end))
        throw damaged('the table of code', 'has code objects that overlap');
    });
  }

  code(id: number): CodeRow | null {
    return this.#byId.get(id) ?? null;
  }

  place(instruction: number): InstructionPlace | null {
    let low = 0;
    let high = this.#firsts.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const code = this.codes[middle] as CodeRow;
      if (instruction < code.firstInstruction) high = middle - 1;
      else if (instruction >= code.firstInstruction + unitsOf(code)) low = middle + 1;
      else return { code, unit: instruction - code.firstInstruction };
    }
    return null;
  }
}
