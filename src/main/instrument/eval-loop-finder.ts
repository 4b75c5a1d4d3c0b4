// Owns finding, in the bytecode interpreter's function, the two locals that hold the frame and the instruction, and the
// one branch table that dispatches bytecode. Must not rewrite. Invariant: it finds exactly one of each or fails.

import { Failure } from '../../shared/base/failure.ts';
import type { BranchTableSeen, StoreSeen } from './function-scanner.ts';

export interface EvalLoop {
  /** Indices of wasm locals of the function. */
  readonly frameLocal: number;
  readonly instructionLocal: number;
  /** Offset in the module of the br_table that dispatches. */
  readonly dispatchAt: number;
  /** BranchTableSeen.below of it. */
  readonly below: readonly number[];
}

/** Bytecode has 256 opcodes; other switches in that function are far smaller. */
const DISPATCH_TARGETS = 200;

export class EvalLoopFinder {
  readonly #frameInstruction: number;
  readonly #pairs = new Map<string, number>();
  readonly #dispatches: BranchTableSeen[] = [];

  constructor(frameInstruction: number) {
    this.#frameInstruction = frameInstruction;
  }

  /** `frame->instruction = instruction` is stored at the start of nearly every opcode. */
  store({ offset, readLocals }: StoreSeen): void {
    if (offset !== this.#frameInstruction || readLocals[0] < 0) return;
    const pair = readLocals.join();
    this.#pairs.set(pair, (this.#pairs.get(pair) ?? 0) + 1);
  }

  branchTable(seen: BranchTableSeen): void {
    if (seen.targets >= DISPATCH_TARGETS) this.#dispatches.push(seen);
  }

  /** Throws Failure when the function does not look like the interpreter's loop. */
  finish(name: string): EvalLoop {
    const [best] = [...this.#pairs].sort((a, b) => b[1] - a[1]);
    const [dispatch] = this.#dispatches;
    if (!best || !dispatch || this.#dispatches.length !== 1)
      throw new Failure(
        'engine',
        `The engine's function ${name} has ${this.#dispatches.length} dispatch tables and ` +
          `${this.#pairs.size} candidates for frame and instruction where one of each is needed; reinstall the engine's npm package.`,
      );
    const [frameLocal = 0, instructionLocal = 0] = best[0].split(',').map(Number);
    return { frameLocal, instructionLocal, dispatchAt: dispatch.at, below: dispatch.below };
  }
}
