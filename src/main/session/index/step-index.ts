// Owns the index over steps: which instructions each block of steps has (visit), so that the next visit of a line is found without
// reading what lies between, and every STEP_SAMPLE-th step, which places a long run on the step axis. Must not read or write files.
// Invariant: rows of visit rise by block, and inside a block by instruction.

import { STEP_SAMPLE } from '../format/blocks.ts';
import { GrowingColumns } from '../read/growing.ts';
import type { IndexSink } from './index-sink.ts';
import { MOST_ROWS, PORTION_BLOCKS } from './index-sink.ts';

export interface StepBlock {
  readonly count: number;
  readonly afterSeq: Float64Array;
  readonly instruction: Uint32Array;
}

export class StepIndexer {
  readonly #sink: IndexSink;
  readonly #visits = new GrowingColumns({ block: 'u32', instruction: 'u32', steps: 'u32' });
  readonly #sample = new GrowingColumns({ afterSeq: 'f64' });
  #count = 0;
  #sampleCount = 0;
  #firstBlock: number;
  #block: number;
  /** Steps so far. */
  #steps: number;
  #counts = new Uint32Array(1024);

  constructor(sink: IndexSink, start = { blocks: 0, steps: 0 }) {
    this.#sink = sink;
    this.#firstBlock = this.#block = start.blocks;
    this.#steps = start.steps;
  }

  get blocks(): number {
    return this.#block;
  }

  add({ count, afterSeq, instruction }: StepBlock): void {
    this.#addSample(count, afterSeq);
    const touched: number[] = [];
    for (let i = 0; i < count; i++) {
      const id = instruction[i] as number;
      if (id >= this.#counts.length) this.#grow(id);
      const before = this.#counts[id] as number;
      if (before === 0) touched.push(id);
      this.#counts[id] = before + 1;
    }
    this.#addVisits(Uint32Array.from(touched).sort());
    this.#steps += count;
    this.#block++;
    if (this.#block - this.#firstBlock === PORTION_BLOCKS || this.#count >= MOST_ROWS) this.flush();
  }

  /** Hands on what was added since. */
  flush(): void {
    if (this.#block === this.#firstBlock) return;
    const span = { from: this.#firstBlock + 1, to: this.#block };
    const sample = this.#sample.views(this.#sampleCount);
    if (this.#sampleCount > 0) {
      const seqs = { from: sample.afterSeq[0] ?? 0, to: sample.afterSeq.at(-1) ?? 0 };
      this.#sink.put('stepSample', this.#sampleCount, seqs, sample);
    }
    this.#sink.put('visit', this.#count, span, this.#visits.views(this.#count));
    this.#count = 0;
    this.#sampleCount = 0;
    this.#firstBlock = this.#block;
  }

  /** Step n is in the sample when n - 1 is a multiple of STEP_SAMPLE. */
  #addSample(count: number, afterSeq: Float64Array): void {
    const first = (STEP_SAMPLE - (this.#steps % STEP_SAMPLE)) % STEP_SAMPLE;
    this.#sample.ensure(this.#sampleCount + Math.ceil(count / STEP_SAMPLE));
    for (let i = first; i < count; i += STEP_SAMPLE) {
      this.#sample.arrays.afterSeq[this.#sampleCount++] = afterSeq[i] as number;
    }
  }

  #addVisits(instructions: Uint32Array): void {
    this.#visits.ensure(this.#count + instructions.length);
    const to = this.#visits.arrays;
    for (const id of instructions) {
      to.block[this.#count] = this.#block;
      to.instruction[this.#count] = id;
      to.steps[this.#count] = this.#counts[id] as number;
      this.#counts[id] = 0;
      this.#count++;
    }
  }

  #grow(instruction: number): void {
    const grown = new Uint32Array(2 * instruction);
    grown.set(this.#counts);
    this.#counts = grown;
  }
}
