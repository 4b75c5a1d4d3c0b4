// Owns finding the stores that tell when the cycle collector starts and ends: those to gcstate->collecting. The functions around
// them are static, so no name leads there. Must not rewrite. Invariant: it may name stores to other structures at the same distance;
// at run time the flag's address decides.

import type { CollectorOptions } from '../../shared/model/instrumented.ts';
import { FunctionScanner, type StoreSeen } from './function-scanner.ts';
import { bodyOf, type ModuleIndex } from './module-reader.ts';
import { typeOfFunction } from './plan.ts';
import { VALUE, ValueTable } from './value-table.ts';

/** `flag ? old : 1`, as an exchange on a machine without threads compiles to. */
const PHI_DEPTH = 2;

export class CollectorFlag {
  readonly #values: ValueTable;
  /** From the interpreter's state to the flag; null: the engine has none that could be found. */
  readonly #distance: number | null;
  #found: StoreSeen[] = [];

  constructor(module: ModuleIndex, values: ValueTable, options: CollectorOptions | null) {
    this.#values = values;
    this.#distance = options && distanceOfFlag(module, options);
  }

  store(seen: StoreSeen): void {
    if (this.#distance === null) return;
    const isThere = distanceOf(this.#values, seen) === this.#distance;
    if (isThere && this.#isFlag(seen.value, PHI_DEPTH)) this.#found.push(seen);
  }

  /** The stores of the function that was scanned, in the order of their bytes. */
  finishFunction(): readonly StoreSeen[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #isFlag(value: number, depth: number): boolean {
    const { kind, left, right } = this.#values;
    const x = left[value] ?? 0;
    const y = right[value] ?? 0;
    if (kind[value] === VALUE.constant) return x === 0 || x === 1;
    if (kind[value] !== VALUE.phi || depth === 0) return false;
    return this.#isFlag(x, depth - 1) || this.#isFlag(y, depth - 1);
  }
}

/** Compilers put a constant distance into the instruction or into its address. */
function distanceOf({ kind, right }: ValueTable, { address, offset }: StoreSeen): number {
  return offset + (kind[address] === VALUE.addConstant ? (right[address] ?? 0) : 0);
}

/** PyGC_Disable clears gcstate->enabled, from which the structure says how far the flag is. */
function distanceOfFlag(
  module: ModuleIndex,
  { disableFunction, collectingAfterEnabled }: CollectorOptions,
): number | null {
  const index = module.functionByName.get(disableFunction);
  const body = index === undefined ? null : bodyOf(module, index);
  if (index === undefined || !body) return null;
  const values = new ValueTable();
  const cleared: number[] = [];
  const scanner = new FunctionScanner(module, values, {
    compare: () => undefined,
    branchTable: () => undefined,
    store: (seen) => {
      const isClear = values.kind[seen.value] === VALUE.constant && values.left[seen.value] === 0;
      if (isClear) cleared.push(distanceOf(values, seen));
    },
  });
  scanner.scan(body, typeOfFunction(module, index));
  const [enabled] = cleared;
  return cleared.length === 1 && enabled !== undefined ? enabled + collectingAfterEnabled : null;
}
