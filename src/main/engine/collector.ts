// Owns what is known of the cycle collector's runs: where its flag is, and what each run did, by its own statistics. Must not
// change anything. Invariant: a start has one end; what the statistics do not say is UNKNOWN.

import type { Emscripten } from './emscripten.ts';
import type { Restore } from './rewind/savable.ts';
import type { ProgramMemory } from './program-memory.ts';

export const UNKNOWN = 0xffff_ffff;
const GENERATIONS = 3;
/** struct gc_generation_stats: collections, collected, uncollectable. */
const STATS_WORDS = 3;
const STATS_BYTES = 4 * GENERATIONS * STATS_WORDS;

export interface CollectorRun {
  readonly generation: number;
  /** Objects found unreachable and taken. */
  readonly collected: number;
}

export class CollectorStatistics {
  readonly #memory: ProgramMemory;
  /** generation_stats[] stands right before the flag in struct _gc_runtime_state, in every version. */
  readonly #address: number;
  #before: readonly number[] = [];

  /** @param flag address of gcstate->collecting, 0 when it is not known */
  constructor(memory: ProgramMemory, flag: number) {
    this.#memory = memory;
    this.#address = flag === 0 ? 0 : flag - STATS_BYTES;
  }

  save(): Restore {
    const before = this.#before;
    return () => {
      this.#before = before;
    };
  }

  starts(): void {
    this.#before = this.#read();
  }

  /** What the run did that has just ended. A run of an older generation takes the younger ones with it and counts once. */
  ends(): CollectorRun {
    const now = this.#read();
    const change = (word: number): number => (now[word] ?? 0) - (this.#before[word] ?? 0);
    for (let generation = 0; generation < GENERATIONS; generation++) {
      const at = generation * STATS_WORDS;
      if (change(at) === 1) return { generation, collected: change(at + 1) };
    }
    return { generation: UNKNOWN, collected: UNKNOWN };
  }

  #read(): number[] {
    if (this.#address === 0) return [];
    const words = GENERATIONS * STATS_WORDS;
    return Array.from({ length: words }, (_, i) => this.#memory.u32(this.#address + 4 * i));
  }
}

/**
 * Address of gcstate->collecting: the word of the interpreter state that PyGC_Disable clears and PyGC_Enable sets is
 * gcstate->enabled, and the layout says how far `collecting` is from it. 0 when it cannot be told.
 */
export function findGcFlag(exports: Emscripten['exports'], memory: ProgramMemory): number {
  const interpreter = exports.PyInterpreterState_Get();
  const words = (): Uint32Array => new Uint32Array(memory.bytes(interpreter, 400_000).buffer);
  const enabled = words();
  exports.PyGC_Disable();
  const disabled = words();
  exports.PyGC_Enable();
  const changed = [...enabled.keys()].filter((i) => enabled[i] === 1 && disabled[i] === 0);
  const [only] = changed;
  return changed.length === 1 && only !== undefined
    ? interpreter + 4 * only + memory.layout.gcCollectingAfterEnabled
    : 0;
}
