// Owns deciding which stores may write a reference count, from the shape of the stored value. Must not rewrite.
// Invariant: it may name too many sites (at run time the live-object bitmap decides), it should never miss one.

import type { InstrumentOptions } from '../../shared/model/instrumented.ts';
import type { SiteKind } from '../../shared/model/site.ts';
import type { StoreSeen } from './function-scanner.ts';
import { VALUE, type ValueTable } from './value-table.ts';

/** A site before it has a number. */
export interface FoundSite {
  readonly at: number;
  readonly end: number;
  readonly kind: SiteKind;
  readonly certain: boolean;
  /** Found only by discovery: nothing is known of the value. */
  readonly blind: boolean;
}

interface Shape {
  readonly kind: SiteKind;
  readonly blind?: boolean;
  /** The value that was loaded, where a comparison of it with the immortal limit makes the site certain; 0: none. */
  readonly base: number;
}

/** Constants compared with a refcount are this close to the immortal limit (`<= limit`, `< limit + 1`, ...). */
const LIMIT_REACH = 16;
/** A store of "anything plus or minus this much or less" is suspected. */
const SMALL_CHANGE = 3;
/** Constants that are stored as a count: 0 after a finalizer ran, 2 where a compiler has folded a birth and an incref. */
const SMALL_COUNT = 8;
const PHI_DEPTH = 5;

const BLIND: Shape = { kind: 'set', base: 0, blind: true };

const kindOfChange = (change: number): SiteKind =>
  change === 1 ? 'inc' : change === -1 ? 'dec' : 'add';

export class SiteFinder {
  readonly #values: ValueTable;
  readonly #options: InstrumentOptions;
  readonly #immortals: ReadonlySet<number>;
  readonly #compared = new Set<number>();
  #pending: { seen: StoreSeen; shape: Shape | null }[] = [];
  #inBirthFunction = false;

  constructor(values: ValueTable, options: InstrumentOptions) {
    this.#values = values;
    this.#options = options;
    this.#immortals = new Set(options.immortalConstants.map((constant) => constant | 0));
  }

  startFunction(isBirthFunction: boolean): void {
    this.#compared.clear();
    this.#pending = [];
    this.#inBirthFunction = isBirthFunction;
  }

  compare(x: number, y: number): void {
    if (this.#isLimit(y)) this.#compared.add(this.#baseOf(x));
    else if (this.#isLimit(x)) this.#compared.add(this.#baseOf(y));
  }

  store(seen: StoreSeen): void {
    if (seen.offset !== 0) return;
    const shape = this.#shapeOf(seen.value, seen.address, PHI_DEPTH);
    this.#pending.push({ seen, shape });
  }

  /** The sites of the function, in the order of their bytes. Comparisons may follow the store, so only now. */
  finishFunction(): FoundSite[] {
    return this.#pending.flatMap(({ seen, shape: found }) => {
      const shape = found ?? this.#shapeOfSuspect(seen);
      if (!shape) return [];
      const { at, end } = seen;
      const certain =
        shape.kind === 'birth' ||
        (shape.base !== 0 && this.#compared.has(shape.base)) ||
        this.#isCountCompared(seen);
      return [{ at, end, kind: shape.kind, certain, blind: shape.blind === true }];
    });
  }

  #shapeOf(value: number, address: number, depth: number): Shape | null {
    const { kind, left, right } = this.#values;
    const x = left[value] ?? 0;
    const y = right[value] ?? 0;
    switch (kind[value]) {
      case VALUE.constant:
        return this.#shapeOfConstant(x);
      case VALUE.addConstant:
        if (this.#isCountOf(x, address) || Math.abs(y) <= SMALL_CHANGE)
          return { kind: kindOfChange(y), base: x };
        break;
      case VALUE.load:
        // Stored back unchanged: with an incref folded away, or after a call that changed it.
        if (this.#isCountOf(value, address)) return { kind: 'add', base: value };
        break;
      case VALUE.add:
      case VALUE.subtract:
        if (this.#isCountOf(x, address)) return { kind: 'add', base: x };
        if (this.#isCountOf(y, address)) return { kind: 'add', base: y };
        break;
      case VALUE.phi:
        return this.#shapeOfPhi(x, y, address, depth);
      default:
    }
    return null;
  }

  /**
   * What was compared with the immortal limit is a count, whatever way it came: where paths merge, a count that was taken up and let
   * go of again is stored back as it was, and its address and it have both become unknown.
   */
  #shapeOfSuspect(seen: StoreSeen): Shape | null {
    const { value } = seen;
    if (this.#compared.has(this.#baseOf(value))) return { kind: 'add', base: this.#baseOf(value) };
    if (this.#isCountCompared(seen)) return { kind: 'add', base: 0 };
    return this.#options.mode === 'discovery' ? BLIND : null;
  }

  /**
   * What stood at the address was compared with the immortal limit, and what is stored may be a count: a word from elsewhere is the
   * link of a free list, which the object joins once its count is 0.
   */
  #isCountCompared({ address, value }: StoreSeen): boolean {
    const isFromElsewhere =
      this.#values.kind[value] === VALUE.load && !this.#isCountOf(value, address);
    return !isFromElsewhere && this.#compared.has(this.#values.load(address, 0));
  }

  #shapeOfConstant(constant: number): Shape | null {
    if (this.#immortals.has(constant)) return { kind: 'immortal', base: 0 };
    if (constant === 1 && this.#inBirthFunction) return { kind: 'birth', base: 0 };
    return constant >= 0 && constant <= SMALL_COUNT ? { kind: 'set', base: 0 } : null;
  }

  /** A merge of two paths is a site if one of them makes it one. */
  #shapeOfPhi(x: number, y: number, address: number, depth: number): Shape | null {
    if (depth === 0) return null;
    const one = this.#shapeOf(x, address, depth - 1);
    const other = this.#shapeOf(y, address, depth - 1);
    if (!one || !other) return this.#unborn(one ?? other);
    return this.#unborn(one.kind === other.kind ? one : { kind: 'add', base: 0 });
  }

  /** A store that is a birth on one path only must not make every address live. */
  #unborn(shape: Shape | null): Shape | null {
    return shape?.kind === 'birth' ? { kind: 'set', base: 0 } : shape;
  }

  #isCountOf(value: number, address: number): boolean {
    const { kind, left, right } = this.#values;
    return kind[value] === VALUE.load && left[value] === address && right[value] === 0;
  }

  #baseOf(value: number): number {
    const { kind, left } = this.#values;
    return kind[value] === VALUE.addConstant ? (left[value] ?? 0) : value;
  }

  #isLimit(value: number): boolean {
    const { kind, left } = this.#values;
    return (
      kind[value] === VALUE.constant &&
      Math.abs((left[value] ?? 0) - this.#options.immortalRefcount) <= LIMIT_REACH
    );
  }
}
