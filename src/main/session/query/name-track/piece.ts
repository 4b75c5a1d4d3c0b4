// Owns what a stretch of a name's life is while its place in a span is worked out.

/** A stretch as it lies in the span, before its counts are known. `bindings` > 1: several that are one here. */
export interface Piece {
  readonly object: number;
  readonly bindings: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly fromX: number;
  readonly toX: number;
}
