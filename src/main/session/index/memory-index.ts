// Owns index rows that a reader made for the part of a file that has none: what the writer would have stored.
// Invariant: columns are copies; rows of a kind are in the order in which they were put.

import type { IndexKind } from '../format/blocks.ts';
import type { IndexColumns, IndexSink } from './index-sink.ts';

export interface MemoryPiece<Kind extends IndexKind> {
  readonly count: number;
  readonly from: number;
  readonly to: number;
  readonly columns: IndexColumns<Kind>;
}

export class MemoryIndex implements IndexSink {
  readonly #pieces = new Map<IndexKind, MemoryPiece<IndexKind>[]>();
  readonly #kinds: ReadonlySet<IndexKind>;

  /** Keeps rows of these kinds only. */
  constructor(kinds: readonly IndexKind[]) {
    this.#kinds = new Set(kinds);
  }

  put<Kind extends IndexKind>(
    kind: Kind,
    count: number,
    { from, to }: { readonly from: number; readonly to: number },
    columns: IndexColumns<Kind>,
  ): void {
    if (!this.#kinds.has(kind)) return;
    const copies: Record<string, unknown> = {};
    for (const [name, column] of Object.entries(columns as Record<string, Uint32Array>)) {
      copies[name] = column.slice(0, count);
    }
    const pieces = this.#pieces.get(kind) ?? [];
    pieces.push({ count, from, to, columns: copies as IndexColumns<Kind> });
    this.#pieces.set(kind, pieces);
  }

  pieces<Kind extends IndexKind>(kind: Kind): readonly MemoryPiece<Kind>[] {
    return (this.#pieces.get(kind) ?? []) as unknown as readonly MemoryPiece<Kind>[];
  }
}
