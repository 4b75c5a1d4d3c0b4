// Owns which variables share a cell: those of the function that made it and of the functions inside it, in all their frames. Must not
// know names or records. Invariant: a variable of a frame is in one cell at most; what has ended is in none.

import type { Frame } from './frame-tracker.ts';

export interface SharedVariable {
  readonly frame: Frame;
  readonly variable: number;
}

const NOBODY: readonly SharedVariable[] = [];

export class CellTable {
  readonly #sharers = new Map<number, SharedVariable[]>();

  /** A variable sits in the cell at an address; 0: in none any more. */
  place(frame: Frame, variable: number, cell: number): void {
    const old = frame.cells?.get(variable) ?? 0;
    if (old === cell) return;
    if (old !== 0)
      this.#remove(old, ({ frame: of, variable: is }) => of === frame && is === variable);
    if (cell === 0) {
      frame.cells?.delete(variable);
      return;
    }
    frame.cells ??= new Map();
    frame.cells.set(variable, cell);
    const sharers = this.#sharers.get(cell);
    if (sharers) sharers.push({ frame, variable });
    else this.#sharers.set(cell, [{ frame, variable }]);
  }

  sharersOf(cell: number): readonly SharedVariable[] {
    return this.#sharers.get(cell) ?? NOBODY;
  }

  end(frame: Frame): void {
    for (const cell of frame.cells?.values() ?? [])
      this.#remove(cell, ({ frame: of }) => of === frame);
    frame.cells = null;
  }

  #remove(cell: number, isIt: (sharer: SharedVariable) => boolean): void {
    const left = (this.#sharers.get(cell) ?? []).filter((sharer) => !isIt(sharer));
    if (left.length > 0) this.#sharers.set(cell, left);
    else this.#sharers.delete(cell);
  }
}
