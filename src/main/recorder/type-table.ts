// Owns the types of the run: their rows, and which of them is at an address now. Must not know objects.
// Invariant: an address means the type that announced itself there last; row 0 is a type that nobody announced.

import type { TypeDescription, ValueKind } from '../../shared/model/engine-messages.ts';
import type { SessionWriter } from '../../shared/model/session-io.ts';
import type { TypeRow } from '../../shared/model/session.ts';

const CACHE_ENTRIES = 1_024;

export class TypeTable {
  readonly #sink: Pick<SessionWriter, 'addType'>;
  readonly #byAddress = new Map<number, TypeRow>();
  /** Index = row number. */
  readonly #rows: (TypeRow | undefined)[] = [undefined];
  /** Pairs of address and row number, direct-mapped: births ask for few different types. */
  readonly #cache = new Uint32Array(2 * CACHE_ENTRIES);

  constructor(sink: Pick<SessionWriter, 'addType'>) {
    this.#sink = sink;
  }

  announce({ address, name, kind, yours }: TypeDescription): void {
    const before = this.#byAddress.get(address);
    if (before?.name === name && before.kind === kind && before.yours === yours) return;
    const row = { id: this.#rows.length, name, kind, yours };
    this.#rows.push(row);
    this.#byAddress.set(address, row);
    this.#cache.fill(0);
    this.#sink.addType(row);
  }

  /** Row number of the type at an address. */
  idAt(address: number): number {
    const entry = ((address >>> 3) & (CACHE_ENTRIES - 1)) << 1;
    if (this.#cache[entry] === address) return this.#cache[entry + 1] as number;
    const id = this.#byAddress.get(address)?.id ?? 0;
    this.#cache[entry] = address;
    this.#cache[entry + 1] = id;
    return id;
  }

  /** Name of the type that announced itself at an address last. */
  nameAt(address: number): string | undefined {
    return this.#byAddress.get(address)?.name;
  }

  kind(id: number): ValueKind {
    return this.#rows[id]?.kind ?? 'object';
  }
}
