// Owns reading steps by their number and by seq, block by block. Invariant: afterSeq never falls; what is handed out was checked.

import { STEP_SAMPLE } from '../format/blocks.ts';
import type { BlockDirectory, BlockEntry } from './block-directory.ts';
import type { ByteCache } from './byte-cache.ts';
import { damaged } from '../columns/decode.ts';
import { PagedRows } from './paged-rows.ts';

/** Steps count from 1 to `count`. */
export interface StepReader {
  readonly count: number;
  afterSeq(step: number): number;
  instruction(step: number): number;
  depth(step: number): number;
  frame(step: number): number;
  /** The first step with afterSeq > seq; count + 1 when there is none. */
  firstAfter(seq: number): number;
  /** The first step with afterSeq >= seq; count + 1 when there is none. */
  firstAt(seq: number): number;
  /** afterSeq of every `every`-th step, from step 1 on. */
  sample(): { readonly every: number; readonly afterSeq: Float64Array };
  /** The nearest step from `step` on, in a direction, whose instruction `matches`; 0 when there is none. */
  find(step: number, by: 1 | -1, matches: (instruction: number) => boolean): number;
}

export class StepFile implements StepReader {
  readonly #directory: BlockDirectory;
  readonly #seqs: PagedRows<'step', 'afterSeq'>;
  readonly #rest: PagedRows<'step', 'instruction' | 'depth' | 'frame'>;
  #sample: Float64Array | undefined;
  #sampleSteps = 0;
  /** Per block its instructions, as far as the file says; null where it does not. */
  #visits: { readonly blocks: number; readonly byBlock: (Uint32Array | null)[] } | undefined;

  constructor(directory: BlockDirectory, cache: ByteCache) {
    this.#directory = directory;
    this.#seqs = new PagedRows(directory, cache, 'step', ['afterSeq'], checkRising);
    this.#rest = new PagedRows(directory, cache, 'step', ['instruction', 'depth', 'frame']);
  }

  get count(): number {
    return this.#directory.rows('step');
  }
  afterSeq(step: number): number {
    const { first, columns } = this.#seqs.page(step);
    return columns.afterSeq[step - first] as number;
  }
  instruction(step: number): number {
    const { first, columns } = this.#rest.page(step);
    return columns.instruction[step - first] as number;
  }
  depth(step: number): number {
    const { first, columns } = this.#rest.page(step);
    return columns.depth[step - first] as number;
  }
  frame(step: number): number {
    const { first, columns } = this.#rest.page(step);
    return columns.frame[step - first] as number;
  }

  firstAfter(seq: number): number {
    return this.#first((value) => value > seq);
  }
  firstAt(seq: number): number {
    return this.#first((value) => value >= seq);
  }

  sample(): { readonly every: number; readonly afterSeq: Float64Array } {
    if (this.#sample === undefined || this.#sampleSteps !== this.count) {
      this.#sample = this.#readSample();
      this.#sampleSteps = this.count;
    }
    return { every: STEP_SAMPLE, afterSeq: this.#sample };
  }

  find(step: number, by: 1 | -1, matches: (instruction: number) => boolean): number {
    const byBlock = this.#visitsByBlock();
    for (let at = step; at >= 1 && at <= this.count;) {
      const index = this.#directory.indexOfRow('step', at);
      const entry = this.#entry(index);
      const has = byBlock[index]?.some(matches) ?? true;
      if (has) {
        const { first, columns } = this.#rest.block(index);
        for (let i = at - first; i >= 0 && i < entry.count; i += by) {
          if (matches(columns.instruction[i] as number)) return first + i;
        }
      }
      at = by > 0 ? entry.first + entry.count : entry.first - 1;
    }
    return 0;
  }

  /** The first step whose afterSeq is beyond a limit that `isBeyond` tells. */
  #first(isBeyond: (afterSeq: number) => boolean): number {
    const entries = this.#directory.entries('step');
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBeyond((entries[middle] as BlockEntry).seqTo)) high = middle;
      else low = middle + 1;
    }
    if (low === entries.length) return this.count + 1;
    const { first, columns } = this.#seqs.page((entries[low] as BlockEntry).first);
    let from = 0;
    let to = columns.afterSeq.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (isBeyond(columns.afterSeq[middle] as number)) to = middle;
      else from = middle + 1;
    }
    return first + from;
  }

  /** What the file has of it, and the rest from the steps themselves. */
  #readSample(): Float64Array {
    const sample = new Float64Array(Math.ceil(this.count / STEP_SAMPLE));
    let known = Math.min(this.#sample?.length ?? 0, this.#sampleSteps === 0 ? 0 : sample.length);
    if (this.#sample) sample.set(this.#sample.subarray(0, known));
    this.#directory.entries('stepSample').forEach(({ first, count }, index) => {
      if (first + count - 1 <= known || first + count - 1 > sample.length) return;
      const { afterSeq } = this.#directory.columns('stepSample', index, ['afterSeq']);
      sample.set(afterSeq, first - 1);
      known = first + count - 1;
    });
    for (; known < sample.length; known++) sample[known] = this.afterSeq(known * STEP_SAMPLE + 1);
    return sample;
  }

  #visitsByBlock(): readonly (Uint32Array | null)[] {
    const entries = this.#directory.entries('visit');
    const blocks = this.#directory.entries('step').length;
    if (this.#visits?.blocks === blocks) return this.#visits.byBlock;
    const byBlock = new Array<Uint32Array | null>(blocks).fill(null);
    entries.forEach((_, index) => {
      const { block, instruction } = this.#directory.columns('visit', index, [
        'block',
        'instruction',
      ]);
      for (let start = 0, i = 1; i <= block.length; i++) {
        if (i < block.length && block[i] === block[start]) continue;
        const of = block[start] as number;
        if (of >= blocks) throw damaged('the index of steps', 'names a block that is not there');
        byBlock[of] = instruction.subarray(start, i);
        start = i;
      }
    });
    this.#visits = { blocks, byBlock };
    return byBlock;
  }

  #entry(index: number): BlockEntry {
    return this.#directory.entries('step')[index] as BlockEntry;
  }
}

function checkRising(
  { afterSeq }: { readonly afterSeq: Float64Array },
  { first, seqFrom, seqTo }: BlockEntry,
): void {
  let previous = seqFrom;
  for (let i = 0; i < afterSeq.length; i++) {
    const seq = afterSeq[i] as number;
    if (!(seq >= previous)) throw damaged(`the steps from ${first}`, 'run backwards');
    previous = seq;
  }
  if (afterSeq[0] !== seqFrom || previous !== seqTo)
    throw damaged(`the steps from ${first}`, 'are not where the list of blocks says');
}
