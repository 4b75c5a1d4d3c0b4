// Owns the table of all steps, decoded once, block by block. Invariant: index = step number, slot 0 empty; afterSeq never falls.

import type { BlockDirectory } from '../read/block-directory.ts';
import { damaged } from '../columns/decode.ts';
import { GrowingColumns } from '../read/growing.ts';
import type { StepTable } from '../read/session-file.ts';

const COLUMNS = { afterSeq: 'f64', instruction: 'u32', depth: 'u16', frame: 'u32' } as const;

export class StepStore {
  readonly #directory: BlockDirectory;
  readonly #columns = new GrowingColumns(COLUMNS);
  #count = 0;
  #blocks = 0;
  #table: StepTable | undefined;

  constructor(directory: BlockDirectory) {
    this.#directory = directory;
  }

  table(): StepTable {
    const blocks = this.#directory.entries('step').length;
    if (this.#table === undefined || this.#blocks < blocks) {
      this.#columns.ensure(this.#directory.rows('step') + 1);
      while (this.#blocks < blocks) this.#add();
      this.#table = { count: this.#count, ...this.#columns.views(this.#count + 1) };
    }
    return this.#table;
  }

  #add(): void {
    const block = this.#directory.block('step', this.#blocks++);
    const start = this.#count + 1;
    this.#columns.ensure(start + block.count);
    const { afterSeq, instruction, depth, frame } = this.#columns.arrays;
    let previous = afterSeq[this.#count] as number;
    for (const seq of block.afterSeq) {
      if (!(seq >= previous)) throw damaged(`the steps from ${start}`, 'run backwards');
      previous = seq;
    }
    afterSeq.set(block.afterSeq, start);
    instruction.set(block.instruction, start);
    depth.set(block.depth, start);
    frame.set(block.frame, start);
    this.#count += block.count;
  }
}
