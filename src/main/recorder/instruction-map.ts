// Owns instruction address -> instruction id: ranges of the code objects that are there now, behind a direct-mapped cache.
// Must not know rows or records. Invariant: ranges never overlap; a range added later replaces what it overlaps, because
// its memory was reused.

/** Where a code object's units are. `from` is the address of unit 0, `to` is exclusive. */
export interface CodeRange {
  readonly from: number;
  readonly to: number;
  readonly firstInstruction: number;
  readonly yours: boolean;
}

export const CACHE_ENTRIES = 8_192;
/** Words of a cache entry: instruction address, instruction id, 1 when it is yours, unused. */
export const CACHE = { address: 0, instruction: 1, yours: 2, words: 4 } as const;
const PAGE_SHIFT = 12;

/** Index of the entry in which an instruction address belongs. */
export const cacheEntry = (address: number): number => ((address >>> 1) & (CACHE_ENTRIES - 1)) * 4;

export class InstructionMap<Range extends CodeRange> {
  /** Signed, as the records' words are. */
  readonly cache = new Int32Array(CACHE_ENTRIES * CACHE.words);
  /** Of each cache entry. */
  readonly #ranges = new Array<Range | undefined>(CACHE_ENTRIES).fill(undefined);
  readonly #pages = new Map<number, Range[]>();
  #lastFound: Range | undefined;

  /** The cache entry of an address, filled in. Id 0: no known code is there. */
  resolve(address: number): number {
    const entry = cacheEntry(address);
    if (this.cache[entry] === address) return entry;
    const range = this.#find(address);
    this.cache[entry + CACHE.address] = address;
    this.cache[entry + CACHE.instruction] = range ? instructionAt(range, address) : 0;
    this.cache[entry + CACHE.yours] = range?.yours ? 1 : 0;
    this.#ranges[entry / CACHE.words] = range;
    return entry;
  }

  /** The range of an address, by the cache. */
  at(address: number): Range | undefined {
    return this.#ranges[this.resolve(address) / CACHE.words];
  }

  /** Id of an instruction; 0: no known code is there. */
  idAt(address: number): number {
    return this.cache[this.resolve(address) + CACHE.instruction] as number;
  }

  #find(address: number): Range | undefined {
    const last = this.#lastFound;
    if (last && address >= startOf(last) && address < last.to) return last;
    const ranges = this.#pages.get(address >>> PAGE_SHIFT);
    const found = ranges?.find((range) => address >= startOf(range) && address < range.to);
    this.#lastFound = found;
    return found;
  }

  add(range: Range): void {
    for (const old of this.#overlapping(range)) this.remove(old);
    for (const page of pagesOf(range)) {
      const ranges = this.#pages.get(page);
      if (ranges) ranges.push(range);
      else this.#pages.set(page, [range]);
    }
    this.#forget(range);
  }

  remove(range: Range): void {
    for (const page of pagesOf(range)) {
      const kept = (this.#pages.get(page) ?? []).filter((other) => other !== range);
      if (kept.length > 0) this.#pages.set(page, kept);
      else this.#pages.delete(page);
    }
    this.#forget(range);
  }

  #overlapping(range: CodeRange): Set<Range> {
    const found = new Set<Range>();
    for (const page of pagesOf(range))
      for (const other of this.#pages.get(page) ?? [])
        if (startOf(other) < range.to && startOf(range) < other.to) found.add(other);
    return found;
  }

  #forget(range: CodeRange): void {
    this.#lastFound = undefined;
    if (range.to - range.from > 2 * CACHE_ENTRIES) {
      this.cache.fill(0);
      return;
    }
    for (let address = startOf(range); address < range.to; address += 2) {
      const entry = cacheEntry(address);
      if (this.cache[entry] === address) this.cache.fill(0, entry, entry + CACHE.words);
    }
  }
}

/** A frame that was pushed but has run nothing yet points one unit before its first. */
const startOf = (range: CodeRange): number => range.from - 2;

const instructionAt = (range: CodeRange, address: number): number =>
  range.firstInstruction + (Math.max(address - range.from, 0) >>> 1);

function pagesOf(range: CodeRange): number[] {
  const pages: number[] = [];
  for (let page = startOf(range) >>> PAGE_SHIFT; page <= (range.to - 1) >>> PAGE_SHIFT; page++)
    pages.push(page);
  return pages;
}
