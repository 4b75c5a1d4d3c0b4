// Owns what the events right before and after one say about it: whether its instruction had done anything before, and whether
// the reference was held for a moment only. Must not look far. Invariant: where the events do not tell, both are false.

import type { EventColumns } from '../../../shared/model/session.ts';
import type { SessionFile } from '../read/session-file.ts';

export interface EffectsAround {
  /** The instruction has changed nothing before, but for one incref of another object. */
  readonly first: boolean;
  /** The same C function took and let go of this very reference, with nothing in between. */
  readonly momentary: boolean;
}

export const effectsAround = (
  file: SessionFile,
  block: EventColumns,
  i: number,
): EffectsAround => ({
  first: isFirst(file, block, i),
  momentary: isPair(file, block, i) || isPair(file, block, i - 1),
});

/**
 * The event before the instruction's own must be of the same code: where it is another's, that code may have run in the middle
 * of this instruction (a finalizer, a comparison).
 */
function isFirst(file: SessionFile, block: EventColumns, i: number): boolean {
  const instruction = block.instruction[i] ?? 0;
  let before = i - 1;
  const isOwn = block.instruction[before] === instruction;
  if (isOwn && ((block.delta[before] ?? 0) < 0 || block.object[before] === block.object[i]))
    return false;
  if (isOwn) before--;
  const previous = block.instruction[before];
  if (previous === undefined || previous === instruction) return false;
  const code = file.instruction(instruction)?.code;
  return code !== undefined && file.instruction(previous)?.code === code;
}

/** Entries `i` and `i + 1` are an incref and a decref of one object by one function. */
function isPair(file: SessionFile, block: EventColumns, i: number): boolean {
  if (i < 0 || i + 1 >= block.count) return false;
  const functionAt = (j: number): string | undefined => file.sites()[block.site[j] ?? 0]?.cFunction;
  return (
    block.object[i] === block.object[i + 1] &&
    block.instruction[i] === block.instruction[i + 1] &&
    block.delta[i] === 1 &&
    block.delta[i + 1] === -1 &&
    functionAt(i) === functionAt(i + 1)
  );
}
