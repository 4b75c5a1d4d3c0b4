// Owns the bytecode of the line at a moment: its instructions, which one the playhead stands on, and what each did in this visit.
// Must not specialise: opcodes are those of the compiler, which the specialised forms of a run stand for.

import type { Bytecode, BytecodeRow } from '../../../shared/api/bytecode.ts';
import type { CodeRow } from '../../../shared/model/session.ts';
import { executedUnit } from '../read/executed-unit.ts';
import { standOf, type Position } from './names-at.ts';
import { lineOf } from './place.ts';
import type { View } from './view.ts';

/** Events of a visit that are looked through. */
const MOST_EVENTS = 20_000;
/** Bytes of a code unit: what `dis` counts in. */
const UNIT_BYTES = 2;

/** null where no line of a source is at the moment. */
export function bytecode(view: View, wanted: Position): Bytecode | null {
  const { file } = view;
  const steps = file.stepLog();
  const seq = Math.min(wanted.seq, view.lastSeq);
  const { step } = standOf(view, { ...wanted, seq });
  const found = step > 0 ? file.instruction(steps.instruction(step)) : null;
  if (!found) return null;
  const { code } = found;
  const line = lineOf(found);
  const from = steps.afterSeq(step) + 1;
  const to = step < steps.count ? steps.afterSeq(step + 1) : view.lastSeq;
  const last = Math.min(to, from + MOST_EVENTS - 1);
  const changes = changesByUnit(view, code, { from, to: last });
  const current = seq >= from ? unitOf(view, code, seq) : -1;
  return {
    function: code.qualname,
    line,
    rows: unitsOnLine(code, line).map((unit) => rowOf(view, code, unit, changes, current)),
    isCut: last < to,
  };
}

/** Units of the instructions of a line, in order, their caches left out. */
const unitsOnLine = (code: CodeRow, line: number): readonly number[] =>
  Array.from(code.opcodes.keys()).filter(
    (unit) => code.lines[unit] === line && executedUnit(code.opcodes, unit) === unit,
  );

function rowOf(
  { file }: View,
  code: CodeRow,
  unit: number,
  changes: ReadonlyMap<number, { increfs: number; decrefs: number }>,
  current: number,
): BytecodeRow {
  const { increfs, decrefs } = changes.get(unit) ?? { increfs: 0, decrefs: 0 };
  const argument = code.args[unit] ?? 0;
  return {
    offset: unit * UNIT_BYTES,
    opcode: file.opcodeName(code.opcodes[unit] ?? 0),
    argument: code.argNames[unit] || (argument > 0 ? String(argument) : ''),
    isCurrent: unit === current,
    increfs,
    decrefs,
  };
}

/** The unit of `code` that event `seq` happened in; -1 when it is another code's. */
function unitOf({ file }: View, code: CodeRow, seq: number): number {
  const index = seq >= 1 ? file.blockOfSeq(seq) : -1;
  if (index < 0) return -1;
  const { firstSeq, instruction } = file.eventBlock(index);
  const found = file.instruction(instruction[seq - firstSeq] ?? 0);
  return found?.code === code ? executedUnit(code.opcodes, found.unit) : -1;
}

function changesByUnit(
  { file }: View,
  code: CodeRow,
  { from, to }: { readonly from: number; readonly to: number },
): ReadonlyMap<number, { increfs: number; decrefs: number }> {
  const byUnit = new Map<number, { increfs: number; decrefs: number }>();
  for (let seq = from; seq <= to;) {
    const index = file.blockOfSeq(seq);
    if (index < 0) break;
    const { firstSeq, count, instruction, delta } = file.eventBlock(index);
    const end = Math.min(firstSeq + count - 1, to);
    for (; seq <= end; seq++) {
      const id = instruction[seq - firstSeq] ?? 0;
      if (id < code.firstInstruction || id >= code.firstInstruction + code.opcodes.length) continue;
      const unit = executedUnit(code.opcodes, id - code.firstInstruction);
      const changes = byUnit.get(unit) ?? { increfs: 0, decrefs: 0 };
      if ((delta[seq - firstSeq] ?? 0) > 0) changes.increfs++;
      else changes.decrefs++;
      byUnit.set(unit, changes);
    }
  }
  return byUnit;
}
