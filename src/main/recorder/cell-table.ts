// Owns which variables share a cell: those of the function that made it and of the functions inside it, in all their frames. Must not
// know names or records. Invariant: a variable of a frame is in one cell at most; what has ended is in none.

import type { Frame, SharedVariable } from './frame-tracker.ts';

const NOBODY: ReadonlySet<SharedVariable> = new Set();

export class CellTable {
  /** By the address of the cell. A hundred thousand generators may share one. */
  readonly #sharers = new Map<number, Set<SharedVariable>>();

  /** A variable sits in the cell at an address; 0: in none any more. */
  place(frame: Frame, variable: number, cell: number): void {
    const old = frame.cells?.get(variable);
    if ((old?.cell ?? 0) === cell) return;
    if (old) this.#remove(old);
    if (cell === 0) {
      frame.cells?.delete(variable);
      return;
    }
    const placed = { frame, variable, cell };
    frame.cells ??= new Map();
    frame.cells.set(variable, placed);
    const sharers = this.#sharers.get(cell);
    if (sharers) sharers.add(placed);
    else this.#sharers.set(cell, new Set([placed]));
  }

  sharersOf(cell: number): ReadonlySet<SharedVariable> {
    return this.#sharers.get(cell) ?? NOBODY;
  }

  end(frame: Frame): void {
    for (const placed of frame.cells?.values() ?? []) this.#remove(placed);
    frame.cells = null;
  }

  #remove(placed: SharedVariable): void {
    const sharers = this.#sharers.get(placed.cell);
    sharers?.delete(placed);
    if (sharers?.size === 0) this.#sharers.delete(placed.cell);
  }
}
