// Owns what objects are called in a golden text: `list#2` is the second list that appears. Stable from run to run, as ids are not.

import type { Row } from './golden-text.ts';

export class ObjectNames {
  readonly #types: ReadonlyMap<string, string>;
  readonly #names = new Map<string, string>();
  readonly #order = new Map<string, number>();
  readonly #perType = new Map<string, number>();

  constructor(objects: readonly Row[]) {
    this.#types = new Map(objects.map((row) => [row['object_id'] ?? '', row['type'] ?? '']));
  }

  /** The name of the object with this id; asking for the first time counts as its appearance. */
  of(id: string | undefined): string {
    const known = this.#names.get(id ?? '');
    if (known !== undefined) return known;
    const type = this.#types.get(id ?? '') ?? 'not-exported';
    const number = (this.#perType.get(type) ?? 0) + 1;
    const name = `${type}#${number}`;
    this.#perType.set(type, number);
    this.#names.set(id ?? '', name);
    this.#order.set(name, this.#order.size);
    return name;
  }

  orderOf(name: string | undefined): number {
    return this.#order.get(name ?? '') ?? Infinity;
  }
}
