// Owns copies of a stopped program's memory, so that moments behind it can still be asked about. A copy cannot be run on (the native
// stack of a WebAssembly instance is out of reach), only read. Must not know what is read.
// Invariant: copies share the pages that did not change between them, and together keep at most `maxBytes` of their own.

const PAGE_BYTES = 65_536;

/** Bytes in pages. */
interface PagedCopy {
  readonly length: number;
  readonly pages: readonly Uint8Array[];
}

export interface Copied {
  readonly memory: Uint8Array;
  readonly bits: Uint8Array;
  /** LiveIds.pages of then. */
  readonly ids: readonly Uint32Array[];
}

interface Snapshot {
  readonly memory: PagedCopy;
  readonly bits: PagedCopy;
  readonly ids: readonly Uint32Array[];
}

export class Snapshots {
  readonly #bySeq = new Map<number, Snapshot>();
  readonly #maxBytes: number;
  #last: Snapshot | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The moments that are kept. */
  seqs(): number[] {
    return [...this.#bySeq.keys()];
  }

  /** Copies what changed since the last one. */
  take(seq: number, { memory, bits, ids }: Copied): void {
    if (this.#bySeq.has(seq)) return;
    const last = this.#last;
    this.#last = {
      memory: copyPages(memory, last?.memory),
      bits: copyPages(bits, last?.bits),
      ids: ids.map((page, i) => {
        const before = last?.ids[i];
        return before && isSameIds(before, page) ? before : page.slice();
      }),
    };
    this.#bySeq.set(seq, this.#last);
    while (this.#bySeq.size > 1 && this.#bytes() > this.#maxBytes) this.#dropOldest();
  }

  /** As it was then; null: not kept (any more). */
  at(seq: number): Copied | null {
    const snapshot = this.#bySeq.get(seq);
    if (!snapshot) return null;
    this.#bySeq.delete(seq);
    this.#bySeq.set(seq, snapshot);
    const { memory, bits, ids } = snapshot;
    return { memory: joined(memory), bits: joined(bits), ids };
  }

  #dropOldest(): void {
    const [oldest] = this.#bySeq.keys();
    if (oldest !== undefined) this.#bySeq.delete(oldest);
  }

  #bytes(): number {
    const pages = new Set<ArrayBufferView>();
    for (const { memory, bits, ids } of this.#bySeq.values())
      for (const page of [...memory.pages, ...bits.pages, ...ids]) pages.add(page);
    let bytes = 0;
    for (const page of pages) bytes += page.byteLength;
    return bytes;
  }
}

function copyPages(bytes: Uint8Array, before: PagedCopy | undefined): PagedCopy {
  const pages: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += PAGE_BYTES) {
    const page = bytes.subarray(at, at + PAGE_BYTES);
    const old = before?.pages[pages.length];
    pages.push(old && Buffer.compare(old, page) === 0 ? old : page.slice());
  }
  return { length: bytes.length, pages };
}

function joined({ length, pages }: PagedCopy): Uint8Array {
  const bytes = new Uint8Array(length);
  pages.forEach((page, i) => bytes.set(page, i * PAGE_BYTES));
  return bytes;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const isSameIds = (a: Uint32Array, b: Uint32Array): boolean =>
  Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
