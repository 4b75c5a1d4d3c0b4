// Owns the local estimate of seq at an axis coordinate and back, from the bucket borders that came with an answer. Must not
// be taken for exact where a bucket holds many events: the session's own seqAt and xOf settle it.
// Invariant: monotonic; exact at the borders.

export interface SeqScale {
  readonly from: number;
  readonly to: number;
  /** Seq at each of the buckets + 1 borders. */
  readonly seqs: Float64Array;
}

/** Events up to and including `x`; null outside the scale. */
export function seqAtX(scale: SeqScale, x: number): number | null {
  const buckets = scale.seqs.length - 1;
  if (buckets < 1 || x < scale.from || x > scale.to) return null;
  const at = ((x - scale.from) / (scale.to - scale.from)) * buckets;
  const i = Math.min(buckets - 1, Math.floor(at));
  const low = scale.seqs[i] ?? 0;
  const high = scale.seqs[i + 1] ?? low;
  return Math.floor(low + (high - low) * (at - i) + 1e-9);
}

/** Coordinate at which `seq` has just happened; null outside the scale. */
export function xAtSeq(scale: SeqScale, seq: number): number | null {
  const buckets = scale.seqs.length - 1;
  if (buckets < 1 || seq < (scale.seqs[0] ?? 0) || seq > (scale.seqs[buckets] ?? 0)) return null;
  const i = Math.max(0, Math.min(buckets - 1, lowerBound(scale.seqs, seq) - 1));
  const low = scale.seqs[i] ?? 0;
  const high = scale.seqs[i + 1] ?? low;
  const inside = high > low ? (seq - low) / (high - low) : 0;
  return scale.from + ((i + inside) / buckets) * (scale.to - scale.from);
}

/** First index whose value is >= `wanted`; `values.length` when none is. */
export function lowerBound(values: Float64Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // In range: low <= middle < high <= length.
    if ((values[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First index whose value is > `wanted`. */
export function upperBound(values: Float64Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
