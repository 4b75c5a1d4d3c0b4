// Owns event blocks and their summaries whose columns are decoded one by one, at first use: most questions need two of five.
// Invariant: all columns have `count` entries, or reading one throws Failure('damaged'). Loops should take a column once, not per row.

import type { EventColumns } from '../../../shared/model/session.ts';
import type { BlockDirectory, BlockEntry } from './block-directory.ts';
import { damaged } from '../columns/decode.ts';
import type { BlockSummary } from './session-file.ts';

const entryOf = (directory: BlockDirectory, index: number): BlockEntry => {
  const entry = directory.entries('event')[index];
  if (entry === undefined) throw new RangeError(`no event block ${index}`);
  return entry;
};

export class LazyEvents implements EventColumns {
  readonly firstSeq: number;
  readonly count: number;
  readonly #directory: BlockDirectory;
  readonly #index: number;
  #object: Uint32Array | undefined;
  #refcount: Uint32Array | undefined;
  #delta: Int32Array | undefined;
  #site: Uint16Array | undefined;
  #instruction: Uint32Array | undefined;

  constructor(directory: BlockDirectory, index: number) {
    const { first, count } = entryOf(directory, index);
    this.firstSeq = first;
    this.count = count;
    this.#directory = directory;
    this.#index = index;
  }

  get object(): Uint32Array {
    return (this.#object ??= this.#column('object'));
  }
  get refcount(): Uint32Array {
    return (this.#refcount ??= this.#column('refcount'));
  }
  get delta(): Int32Array {
    return (this.#delta ??= this.#column('delta'));
  }
  get site(): Uint16Array {
    return (this.#site ??= this.#column('site'));
  }
  get instruction(): Uint32Array {
    return (this.#instruction ??= this.#column('instruction'));
  }

  #column<Name extends 'object' | 'refcount' | 'delta' | 'site' | 'instruction'>(
    name: Name,
  ): EventColumns[Name] {
    return this.#directory.columns('event', this.#index, [name])[name] as EventColumns[Name];
  }
}

export class LazySummary implements BlockSummary {
  readonly #directory: BlockDirectory;
  readonly #index: number;
  readonly #firstSeq: number;
  #object: Uint32Array | undefined;
  #events: Uint32Array | undefined;
  #min: Uint32Array | undefined;
  #max: Uint32Array | undefined;
  #last: Uint32Array | undefined;

  constructor(directory: BlockDirectory, index: number) {
    this.#directory = directory;
    this.#index = index;
    this.#firstSeq = entryOf(directory, index).first;
  }

  get object(): Uint32Array {
    if (this.#object === undefined) {
      const object = this.#column('object');
      checkRising(object, `the summary at ${this.#firstSeq}`);
      this.#object = object;
    }
    return this.#object;
  }
  get events(): Uint32Array {
    return (this.#events ??= this.#column('events'));
  }
  get min(): Uint32Array {
    return (this.#min ??= this.#column('min'));
  }
  get max(): Uint32Array {
    return (this.#max ??= this.#column('max'));
  }
  get last(): Uint32Array {
    return (this.#last ??= this.#column('last'));
  }

  #column(name: keyof BlockSummary): Uint32Array {
    return this.#directory.columns('summary', this.#index, [name])[name];
  }
}

function checkRising(objects: Uint32Array, what: string): void {
  let previous = 0;
  for (let i = 0; i < objects.length; i++) {
    const object = objects[i] as number;
    if (object <= previous) throw damaged(what, 'is not in order');
    previous = object;
  }
}
