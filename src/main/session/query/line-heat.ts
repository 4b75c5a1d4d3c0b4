// Owns how many events each line of each source made. Counting reads every block once, so it goes on in portions and keeps what
// it has when the file grows. Invariant: `throughSeq` says how far the counts go; events never change once written.

import type { SessionFile } from '../read/session-file.ts';
import { lastBlockUpTo } from './track.ts';

export class LineHeat {
  /** Events per instruction id. */
  #counts: Float64Array = new Float64Array(0);
  throughSeq = 0;

  /** Counts up to `blocks` further blocks; false when there is nothing left to count. */
  advance(file: SessionFile, blocks: number): boolean {
    const refs = file.eventBlocks();
    if (this.throughSeq === 0) this.#start(file);
    let index = Math.max(lastBlockUpTo(file, this.throughSeq + 1), 0);
    for (let done = 0; done < blocks && index < refs.length; done++, index++) {
      const block = file.eventBlock(index);
      const start = Math.max(this.throughSeq + 1 - block.firstSeq, 0);
      const { instruction } = block;
      for (let i = start; i < block.count; i++) this.#add(instruction[i] ?? 0);
      this.throughSeq = Math.max(this.throughSeq, block.firstSeq + block.count - 1);
    }
    return index < refs.length;
  }

  /** What the file has counted need not be counted again. */
  #start(file: SessionFile): void {
    const { blocks, events } = file.heat();
    const last = file.eventBlocks()[blocks - 1];
    if (!last) return;
    this.#counts = events;
    this.throughSeq = last.firstSeq + last.count - 1;
  }

  #add(instruction: number): void {
    if (instruction >= this.#counts.length) {
      const grown = new Float64Array(Math.max(2 * instruction, 1024));
      grown.set(this.#counts);
      this.#counts = grown;
    }
    this.#counts[instruction] = (this.#counts[instruction] ?? 0) + 1;
  }

  /** Per source with a text: index = line number. */
  perLine(file: SessionFile): Map<number, Uint32Array> {
    const heat = new Map<number, Uint32Array>();
    for (const source of file.sources()) {
      // Lines count from 1, and a text of n line breaks has n + 1 lines.
      if (source.text !== null) {
        heat.set(source.id, new Uint32Array(source.text.split('\n').length + 1));
      }
    }
    for (const code of file.codes()) {
      const lines = heat.get(code.fileId);
      if (!lines) continue;
      code.lines.forEach((line, unit) => {
        const count = this.#counts[code.firstInstruction + unit] ?? 0;
        if (line > 0 && line < lines.length) lines[line] = (lines[line] ?? 0) + count;
      });
    }
    return heat;
  }
}
