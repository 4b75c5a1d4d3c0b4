// Owns where an instruction is in the source, in the window's terms.

import type { Place } from '../../../shared/api/results.ts';
import { isShim } from './circumstances.ts';
import type { InstructionPlace, SessionFile } from '../read/session-file.ts';

/** null when no Python instruction was executing, or its code is not known or no source's. */
export function placeOf(file: SessionFile, instruction: number): Place | null {
  const found = file.instruction(instruction);
  if (!found || isShim(file, found.code)) return null;
  return {
    file: file.source(found.code.fileId)?.path ?? '',
    sourceId: found.code.fileId,
    line: lineOf(found),
    function: found.code.qualname,
  };
}

export const lineOf = ({ code, unit }: InstructionPlace): number => code.lines[unit] ?? 0;
