// Owns what the program wrote, as text with its place in the run. Both streams are one text, in order of writing.
// Invariant: `end` counts bytes of the whole output (not of what is handed out), so a moment's outputEnd cuts it exactly; a
// character whose bytes were written in two pieces belongs to the second.

import type { OutputText } from '../../../shared/api/results.ts';
import { upperBound } from './search.ts';
import type { View } from './view.ts';

/** More than this is not handed to the window at once. */
export const OUTPUT_BYTES_SHOWN = 8_000_000;

export function output(view: View): OutputText {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const pieces: OutputText['pieces'][number][] = [];
  let end = 0;
  for (const { afterSeq, stream, bytes } of view.file.outputs()) {
    if (end + bytes.length > OUTPUT_BYTES_SHOWN) return { pieces, truncated: true };
    end += bytes.length;
    pieces.push({ afterSeq, stream, text: decoders[stream].decode(bytes, { stream: true }), end });
  }
  return { pieces, truncated: false };
}

/** Bytes of output written up to and including event `seq`. */
export function outputEndAt(view: View, seq: number): number {
  const { afterSeqs, ends } = view.once('output-ends', () => {
    const outputs = view.file.outputs();
    let end = 0;
    return {
      afterSeqs: Float64Array.from(outputs, (piece) => piece.afterSeq),
      ends: outputs.map((piece) => (end += piece.bytes.length)),
    };
  });
  return ends[upperBound(afterSeqs, seq, 0, afterSeqs.length) - 1] ?? 0;
}
