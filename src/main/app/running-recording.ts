// Owns what a window that comes later (it was reloaded, or is a second one) is told of a recording in progress: what was printed and
// typed, and whether the program waits for input. Must not send anything. Invariant: what is kept is bounded, and is the newest.

import type { RunningRecording } from '../../shared/api/app-results.ts';

type Piece = RunningRecording['output'][number];

/** As much as a window shows of it. */
const MOST_CHARS = 400_000;

export class RecentOutput {
  readonly #pieces: Piece[] = [];
  #chars = 0;

  add(stream: Piece['stream'], text: string): void {
    const last = this.#pieces.at(-1);
    // A program that prints letter by letter must not become a list of letters.
    if (last?.stream === stream && last.text.length < MOST_CHARS / 100)
      this.#pieces[this.#pieces.length - 1] = { stream, text: last.text + text };
    else this.#pieces.push({ stream, text });
    this.#chars += text.length;
    while (this.#chars > MOST_CHARS && this.#pieces.length > 1)
      this.#chars -= this.#pieces.shift()?.text.length ?? 0;
  }

  pieces(): readonly Piece[] {
    return [...this.#pieces];
  }
}
