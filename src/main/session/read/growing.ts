// Owns typed arrays that grow: capacity grows by half, what was there is kept. Invariant: entries beyond what was written are 0.

import { Failure } from '../../../shared/base/failure.ts';
import type { NumericArray, NumericType } from '../columns/schema.ts';
import { newNumericArray } from '../columns/schema.ts';

type Arrays<Types extends Readonly<Record<string, NumericType>>> = {
  [Name in keyof Types]: ArrayOf<Types[Name]>;
};
interface ArrayOfType {
  u8: Uint8Array;
  u16: Uint16Array;
  i16: Int16Array;
  u32: Uint32Array;
  i32: Int32Array;
  f64: Float64Array;
}
type ArrayOf<Type extends NumericType> = ArrayOfType[Type];

/** Columns of equal capacity. */
export class GrowingColumns<Types extends Readonly<Record<string, NumericType>>> {
  arrays: Arrays<Types>;
  #capacity = 0;
  readonly #types: Types;

  constructor(types: Types) {
    this.#types = types;
    this.arrays = this.#allocate(0);
  }

  /** Makes room for `length` entries. @throws Failure('limit') when there is not enough memory */
  ensure(length: number): void {
    if (length <= this.#capacity) return;
    // The first time the length is that of a whole file; after that the file grows while it is recorded.
    const capacity = Math.max(length, Math.ceil(1.5 * this.#capacity), 1024);
    const grown = this.#allocate(capacity);
    for (const name of Object.keys(this.#types)) {
      (grown[name] as NumericArray).set(this.arrays[name] as NumericArray);
    }
    this.arrays = grown;
    this.#capacity = capacity;
  }

  /** The first `length` entries of each column, without a copy. */
  views(length: number): Arrays<Types> {
    const views: Record<string, NumericArray> = {};
    for (const [name, array] of Object.entries<NumericArray>(this.arrays)) {
      views[name] = array.subarray(0, length);
    }
    return views as Arrays<Types>;
  }

  #allocate(capacity: number): Arrays<Types> {
    const arrays: Record<string, NumericArray> = {};
    try {
      for (const [name, type] of Object.entries<NumericType>(this.#types)) {
        arrays[name] = newNumericArray(type, capacity);
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new Failure(
        'limit',
        `The session has more rows (${capacity}) than fit into memory; open it on a machine with more.`,
      );
    }
    return arrays as Arrays<Types>;
  }
}
