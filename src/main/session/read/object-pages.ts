// Owns single rows of first sights, ends and claims, by their numbers. Must not know which end of an object counts. Invariant: a column
// is decoded with those that are asked for together: what the timeline asks of many objects apart from what lists and panes ask of a few.

import { END_CAUSES } from '../../../shared/model/session.ts';
import { damaged } from '../columns/decode.ts';
import type { BlockDirectory } from './block-directory.ts';
import type { ByteCache } from './byte-cache.ts';
import { PagedRows } from './paged-rows.ts';

const BIRTH = ['bornSeq', 'flags'] as const;
const ORIGIN = ['address', 'type', 'bornInstruction'] as const;
const LIFE = ['endSeq', 'cause', 'peak', 'finalRefcount'] as const;
const END = ['endInstruction', 'events', 'type', 'hasValue'] as const;

export class ObjectPages {
  readonly #births: PagedRows<'object', (typeof BIRTH)[number]>;
  readonly #origins: PagedRows<'object', (typeof ORIGIN)[number]>;
  readonly #lives: PagedRows<'end', (typeof LIFE)[number]>;
  readonly #ends: PagedRows<'end', (typeof END)[number]>;
  readonly #endValues: PagedRows<'end', 'value'>;
  readonly #claimValues: PagedRows<'claim', 'value'>;

  constructor(directory: BlockDirectory, cache: ByteCache) {
    this.#births = new PagedRows(directory, cache, 'object', BIRTH);
    this.#origins = new PagedRows(directory, cache, 'object', ORIGIN);
    this.#lives = new PagedRows(directory, cache, 'end', LIFE, checkCauses);
    this.#ends = new PagedRows(directory, cache, 'end', END);
    this.#endValues = new PagedRows(directory, cache, 'end', ['value']);
    this.#claimValues = new PagedRows(directory, cache, 'claim', ['value']);
  }

  birth(id: number, name: (typeof BIRTH)[number]): number {
    const { first, columns } = this.#births.page(id);
    return columns[name][id - first] as number;
  }

  origin(id: number, name: (typeof ORIGIN)[number]): number {
    const { first, columns } = this.#origins.page(id);
    return columns[name][id - first] as number;
  }

  /** Of the end in a row. */
  life(row: number, name: (typeof LIFE)[number]): number {
    const { first, columns } = this.#lives.page(row);
    return columns[name][row - first] as number;
  }

  /** Of the end in a row. */
  end(row: number, name: (typeof END)[number]): number {
    const { first, columns } = this.#ends.page(row);
    return columns[name][row - first] as number;
  }

  endValue(row: number): string {
    const { first, columns } = this.#endValues.page(row);
    return columns.value[row - first] ?? '';
  }

  claimValue(row: number): string {
    const { first, columns } = this.#claimValues.page(row);
    return columns.value[row - first] ?? '';
  }
}

function checkCauses({ cause }: { readonly cause: Uint8Array }): void {
  for (let i = 0; i < cause.length; i++)
    if ((cause[i] as number) >= END_CAUSES.length)
      throw damaged('an end of an object', 'has an unknown cause');
}
