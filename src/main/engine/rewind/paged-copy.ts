// Owns copies of bytes in pages, of which those that did not change since an earlier copy are shared with it.
// Invariant: a page is never written to once it is part of a copy.

export const PAGE_BYTES = 16_384;

const ZEROS = new Uint8Array(PAGE_BYTES);

export interface PagedCopy {
  readonly length: number;
  readonly pages: readonly Uint8Array[];
}

/** @param before a copy of the same bytes at an earlier time */
export function copyPages(bytes: Uint8Array, before?: PagedCopy): PagedCopy {
  const pages: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += PAGE_BYTES) {
    const page = bytes.subarray(at, at + PAGE_BYTES);
    const old = before?.pages[pages.length] ?? ZEROS;
    pages.push(Buffer.compare(old, page) === 0 ? old : page.slice());
  }
  return { length: bytes.length, pages };
}

/** What lies behind the copy in `bytes`, which has grown since, becomes 0. */
export function writePages(bytes: Uint8Array, { length, pages }: PagedCopy): void {
  pages.forEach((page, i) => bytes.set(page, i * PAGE_BYTES));
  bytes.fill(0, length);
}

/** Counts the bytes of the pages that copies have together. */
export class PageCount {
  readonly #uses = new Map<ArrayBufferView, number>();
  bytes = 0;

  add(pages: readonly ArrayBufferView[]): void {
    for (const page of pages) {
      const uses = this.#uses.get(page) ?? 0;
      if (uses === 0) this.bytes += page.byteLength;
      this.#uses.set(page, uses + 1);
    }
  }

  remove(pages: readonly ArrayBufferView[]): void {
    for (const page of pages) {
      const uses = this.#uses.get(page) ?? 0;
      if (uses > 1) this.#uses.set(page, uses - 1);
      else if (this.#uses.delete(page)) this.bytes -= page.byteLength;
    }
  }
}
