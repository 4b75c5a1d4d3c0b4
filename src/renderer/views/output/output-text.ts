// Owns the cut of a recording's output at the playhead. Pure. Invariant: joined, the pieces before and after are the output.

import type { Moment, OutputText } from '../../../shared/api/index.ts';

export interface OutputSegment {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  /** The event after which it was written. */
  readonly afterSeq: number;
}

export interface OutputLine {
  readonly number: number;
  readonly segments: readonly OutputSegment[];
}

type Piece = OutputText['pieces'][number];

/** Pieces written by `outputEnd` bytes. */
export const piecesUntil = (
  output: OutputText,
  outputEnd: Moment['outputEnd'],
): readonly Piece[] => {
  let low = 0;
  let high = output.pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((output.pieces[middle]?.end ?? Infinity) <= outputEnd) low = middle + 1;
    else high = middle;
  }
  return output.pieces.slice(0, low);
};

/** The last `most` lines of the pieces, numbered from 1; a trailing newline opens no line of its own. */
export const linesOf = (pieces: readonly Piece[], most: number): readonly OutputLine[] => {
  const lines: OutputSegment[][] = [[]];
  for (const { text, stream, afterSeq } of pieces) {
    text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ stream, text: part, afterSeq });
    });
  }
  if (lines.at(-1)?.length === 0) lines.pop();
  const first = Math.max(0, lines.length - most);
  return lines.slice(first).map((segments, index) => ({ number: first + index + 1, segments }));
};

/** Number of lines in the text of pieces. */
export const countLines = (pieces: readonly Piece[]): number => {
  let newlines = 0;
  for (const { text } of pieces)
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) newlines += 1;
  const last = pieces.at(-1)?.text ?? '';
  return newlines + (last !== '' && !last.endsWith('\n') ? 1 : 0);
};
