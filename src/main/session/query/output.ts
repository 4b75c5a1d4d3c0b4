// Owns what the program wrote, and what was typed for it, as text with its place in the run. All streams are one text, in order of
// writing. Invariant: `end` counts bytes of the whole text (not of what is handed out), so a moment's outputEnd cuts it exactly; a
// character whose bytes were written in two pieces belongs to the second.

import type { OutputText } from '../../../shared/api/results.ts';
import { upperBound } from './search.ts';
import type { View } from './view.ts';

/** More than this is not handed to the window at once. */
export const OUTPUT_BYTES_SHOWN = 8_000_000;

export function output(view: View): OutputText {
  const decoders = {
    stdout: new TextDecoder(),
    stderr: new TextDecoder(),
    stdin: new TextDecoder(),
  };
  const pieces: OutputText['pieces'][number][] = [];
  let end = 0;
  for (const { afterSeq, stream, bytes } of written(view)) {
    if (end + bytes.length > OUTPUT_BYTES_SHOWN) return { pieces, truncated: true };
    end += bytes.length;
    pieces.push({ afterSeq, stream, text: decoders[stream].decode(bytes, { stream: true }), end });
  }
  return { pieces, truncated: false };
}

interface Written {
  readonly afterSeq: number;
  readonly stream: OutputText['pieces'][number]['stream'];
  readonly bytes: Uint8Array;
}

/** What a terminal would show: with the lines that were typed where the program read them. */
function written(view: View): readonly Written[] {
  return view.once('written', () => {
    const outputs: readonly Written[] = view.file.outputs();
    const typed = view.file.inputs().filter(({ bytes }) => isLine(bytes));
    if (typed.length === 0) return outputs;
    const inputs = typed.map((input): Written => ({ ...input, stream: 'stdin' }));
    // What was printed before it was read comes first: the prompt.
    return [...outputs, ...inputs].sort((a, b) => a.afterSeq - b.afterSeq);
  });
}

const NEWLINE = 10;
/** A file that was given as the input is read in large parts. */
const isLine = (bytes: Uint8Array): boolean => bytes.indexOf(NEWLINE) === bytes.length - 1;

/** Bytes of it up to and including event `seq`. */
export function outputEndAt(view: View, seq: number): number {
  const { afterSeqs, ends } = view.once('output-ends', () => {
    const outputs = written(view);
    let end = 0;
    return {
      afterSeqs: Float64Array.from(outputs, (piece) => piece.afterSeq),
      ends: outputs.map((piece) => (end += piece.bytes.length)),
    };
  });
  return ends[upperBound(afterSeqs, seq, 0, afterSeqs.length) - 1] ?? 0;
}
