// Owns the cut of a recording's output at the playhead. Pure. Invariant: the cost of a cut grows with the lines shown, not with
// the output.

import type { Moment, OutputText } from '../../../shared/api/index.ts';

export interface OutputSegment {
  readonly stream: Piece['stream'];
  readonly text: string;
  /** The event after which it was written. */
  readonly afterSeq: number;
}

export interface OutputLine {
  /** From 1. */
  readonly number: number;
  readonly segments: readonly OutputSegment[];
}

type Piece = OutputText['pieces'][number];

/** The pieces that hold text, with, per piece, how many newlines come before it (one entry more than pieces). */
export interface OutputIndex {
  readonly pieces: readonly Piece[];
  readonly newlinesBefore: Uint32Array;
}

const newlinesIn = (text: string): number => {
  let newlines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) newlines += 1;
  return newlines;
};

export const indexOutput = (output: OutputText): OutputIndex => {
  const pieces = output.pieces.filter((piece) => piece.text !== '');
  const newlinesBefore = new Uint32Array(pieces.length + 1);
  let newlines = 0;
  pieces.forEach((piece, index) => {
    newlines += newlinesIn(piece.text);
    newlinesBefore[index + 1] = newlines;
  });
  return { pieces, newlinesBefore };
};

/** How many pieces were written by `outputEnd` bytes. */
export const piecesUntil = ({ pieces }: OutputIndex, outputEnd: Moment['outputEnd']): number => {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle]?.end ?? Infinity) <= outputEnd) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Number of lines in the first `shown` pieces; a trailing newline opens no line of its own. */
export const countLines = ({ pieces, newlinesBefore }: OutputIndex, shown: number): number => {
  const last = pieces[shown - 1]?.text ?? '';
  return (newlinesBefore[shown] ?? 0) + (last === '' || last.endsWith('\n') ? 0 : 1);
};

/** The last `most` lines of the first `shown` pieces. */
export const linesOf = (index: OutputIndex, shown: number, most: number): readonly OutputLine[] => {
  const { pieces, newlinesBefore } = index;
  const firstLine = Math.max(0, countLines(index, shown) - most);
  let from = shown;
  while (from > 0 && (newlinesBefore[from] ?? 0) >= firstLine) from -= 1;
  const lines: OutputSegment[][] = [[]];
  for (const { text, stream, afterSeq } of pieces.slice(from, shown)) {
    text.split('\n').forEach((part, at) => {
      if (at > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ stream, text: part, afterSeq });
    });
  }
  if (lines.at(-1)?.length === 0) lines.pop();
  const skipped = firstLine - (newlinesBefore[from] ?? 0);
  return lines.slice(skipped).map((segments, at) => ({ number: firstLine + at + 1, segments }));
};
