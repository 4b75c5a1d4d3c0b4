// Owns which instruction a code unit belongs to. Pure.

/** Number of the CACHE pseudo-instruction in every version of CPython. */
const CACHE = 0;

/** After a call has returned, a frame's pointer stands on the caches behind the instruction: the unit of the instruction itself. */
export function executedUnit(opcodes: Uint8Array, unit: number): number {
  let at = unit;
  while (at > 0 && opcodes[at] === CACHE) at--;
  return at;
}
