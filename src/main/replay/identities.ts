// Owns which recorded object an address stood for at an event. Invariant: addresses are reused; of all that ever lived at one, at most
// one is there at a time.

import { Failure } from '../../shared/base/failure.ts';
import type { ObjectTable } from '../session/read/session-file.ts';

/** Ids below this can share a number with an address: 28 bits for an address that is a multiple of 8, 25 for an id. */
const ID_RANGE = 2 ** 25;

export class Identities {
  readonly #objects: ObjectTable;
  /** address / 8 * ID_RANGE + id, rising. */
  readonly #sorted: Float64Array;

  /** Throws Failure where there are more objects than ids fit. */
  constructor(objects: ObjectTable) {
    if (objects.count >= ID_RANGE)
      throw new Failure(
        'limit',
        `The recording has ${objects.count} objects, more than can be told apart by address (${ID_RANGE}); record a shorter run.`,
      );
    this.#objects = objects;
    this.#sorted = Float64Array.from({ length: objects.count }, (_, i) =>
      keyOf(objects.address[i + 1] ?? 0, i + 1),
    ).sort();
  }

  /** Id of the object at `address` after event `seq`; 0: none that was recorded. */
  at(address: number, seq: number): number {
    const { bornSeq, endSeq } = this.#objects;
    for (let i = this.#below(keyOf(address + 8, 0)); i >= 0; i--) {
      const key = this.#sorted[i] ?? 0;
      if (key < keyOf(address, 0)) return 0;
      const id = key % ID_RANGE;
      const end = endSeq[id] ?? 0;
      if ((bornSeq[id] ?? 0) <= seq && (end === 0 || end > seq)) return id;
    }
    return 0;
  }

  /** Index of the last entry below `key`, -1 when there is none. */
  #below(key: number): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

const keyOf = (address: number, id: number): number => (address / 8) * ID_RANGE + id;
