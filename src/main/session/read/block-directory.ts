// Owns the list of column blocks of a session file and the way to their decoded columns. Must not know what columns mean.
// Invariant: blocks of a kind are in order of `first` and follow each other without a hole; block i of `summary` and of `lod`
// belong to event block i.

import { BLOCK_EVENTS } from '../../../shared/model/session.ts';
import type { BlockKind, BlockOf } from '../format/blocks.ts';
import { BLOCK_KIND_CODES, BLOCK_SCHEMAS } from '../format/blocks.ts';
import { damaged, decodeSome, searchText } from '../columns/decode.ts';
import type { BlockSchema } from '../columns/schema.ts';
import { MAX_BLOCK_ROWS } from '../columns/schema.ts';
import type { Reading, SqlValue } from './reading.ts';

export interface BlockEntry {
  readonly id: number;
  /** Number of its first row (events: seq, objects: id, steps: step number, others: count from 1; summary, lod: seq). */
  readonly first: number;
  readonly count: number;
  readonly seqFrom: number;
  readonly seqTo: number;
  readonly bytes: number;
}

const KINDS = Object.keys(BLOCK_KIND_CODES) as BlockKind[];
const KIND_OF_CODE = new Map(KINDS.map((kind) => [BLOCK_KIND_CODES[kind], kind]));

export class BlockDirectory {
  readonly #reading: Reading;
  readonly #entries = Object.fromEntries(KINDS.map((kind) => [kind, []])) as unknown as Record<
    BlockKind,
    BlockEntry[]
  >;
  readonly #bytes = new Map<BlockKind, number>();
  #lastId = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  entries(kind: BlockKind): readonly BlockEntry[] {
    return this.#entries[kind];
  }

  /** Compressed bytes of all blocks of a kind. */
  bytes(kind: BlockKind): number {
    return this.#bytes.get(kind) ?? 0;
  }

  /** Number of rows of a kind: the number of its last row. */
  rows(kind: Exclude<BlockKind, 'summary' | 'lod'>): number {
    const last = this.#entries[kind].at(-1);
    return last === undefined ? 0 : last.first + last.count - 1;
  }

  /** Index of the block that holds row `row`, -1 when there is none. */
  indexOfRow(kind: BlockKind, row: number): number {
    const entries = this.#entries[kind];
    let low = 0;
    let high = entries.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const entry = entries[middle] as BlockEntry;
      if (row < entry.first) high = middle - 1;
      else if (row >= entry.first + entry.count) low = middle + 1;
      else return middle;
    }
    return -1;
  }

  /** The named columns of block `index` of a kind. @throws Failure('damaged') */
  columns<Kind extends BlockKind, Name extends keyof BlockOf<Kind> & string>(
    kind: Kind,
    index: number,
    names: readonly Exclude<Name, 'count'>[],
  ): Pick<BlockOf<Kind>, Name | 'count'> {
    const { entry, data, what } = this.#data(kind, index);
    const schema: BlockSchema = BLOCK_SCHEMAS[kind];
    const block = decodeSome(schema, names, data, what);
    if (block.count !== entry.count) throw damaged(what, 'has the wrong number of rows');
    return block as Pick<BlockOf<Kind>, Name | 'count'>;
  }

  /** Which rows of a column of text hold `text`, which is in lower case; case does not count. @throws Failure('damaged') */
  textSearch(kind: 'end', index: number, name: 'value', text: string): (row: number) => boolean {
    const { data, what } = this.#data(kind, index);
    return searchText(BLOCK_SCHEMAS[kind], name, { data, what, text });
  }

  /** All columns of block `index` of a kind. */
  block<Kind extends BlockKind>(kind: Kind, index: number): BlockOf<Kind> {
    const names: readonly string[] = Object.keys(BLOCK_SCHEMAS[kind]);
    return this.columns(kind, index, names as readonly never[]) as unknown as BlockOf<Kind>;
  }

  #data(kind: BlockKind, index: number): { entry: BlockEntry; data: Buffer; what: string } {
    const entry = this.#entries[kind][index];
    if (entry === undefined) throw new RangeError(`no ${kind} block ${index}`);
    const what = `the ${kind} block at ${entry.first}`;
    const data = this.#reading.rows('SELECT data FROM block WHERE id = ?', entry.id)[0]?.[0];
    if (!Buffer.isBuffer(data)) throw damaged(what, 'has no data');
    return { entry, data, what };
  }

  /** Takes in the blocks added since; true when there are any. */
  refresh(): boolean {
    const rows = this.#reading.rows(
      'SELECT id, kind, first, count, seq_from, seq_to, bytes FROM block WHERE id > ? ORDER BY id',
      this.#lastId,
    );
    for (const row of rows) this.#add(row);
    const { event, summary, lod } = this.#entries;
    if (summary.length !== event.length || lod.length !== event.length)
      throw damaged('the list of blocks', 'lacks the summary of an event block');
    return rows.length > 0;
  }

  #add(row: readonly SqlValue[]): void {
    if (!row.every((value) => Number.isSafeInteger(value) && (value as number) >= 0))
      throw damaged('the list of blocks', 'has an impossible row');
    const [id, code, first, count, seqFrom, seqTo, bytes] = row as readonly number[] as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const kind = KIND_OF_CODE.get(code);
    if (kind === undefined) throw damaged('the list of blocks', 'has a block of an unknown kind');
    const entry = { id, first, count, seqFrom, seqTo, bytes };
    if (!this.#follows(kind, entry)) throw damaged('the list of blocks', `has a hole at ${first}`);
    this.#entries[kind].push(entry);
    this.#bytes.set(kind, this.bytes(kind) + bytes);
    this.#lastId = id;
  }

  #follows(kind: BlockKind, { first, count }: BlockEntry): boolean {
    const most = kind === 'event' ? BLOCK_EVENTS : MAX_BLOCK_ROWS;
    if (count < 1 || count > most) return false;
    if (kind === 'summary' || kind === 'lod')
      return this.#entries.event[this.#entries[kind].length]?.first === first;
    return first === this.rows(kind) + 1;
  }
}
