// Owns going back in a program that runs. A checkpoint is everything outside the native stack, taken where the eval loop dispatches and its
// locals are at hand. The native stack below is the same in every run up to the call of the eval loop: so an exception leads back to
// that call, or a run from the start leads there, and memory, globals and locals of the checkpoint take the place of what is there.
// Must not know events. Invariant: behind restored() the program goes on as it did behind the checkpoint.

import { MEMORY } from '../../../shared/model/ring.ts';
import type { Emscripten } from '../emscripten.ts';
import { MachineState, type Globals, type MachineCopy } from './machine-state.ts';
import { saveAll, type Restore, type Savable } from './savable.ts';

export interface Checkpoint {
  /** The call of the eval loop it was taken in, from 1; 0: before the program started. */
  readonly activation: number;
  /** How many such calls there were by then. */
  readonly activations: number;
  readonly machine: MachineCopy;
  readonly restore: Restore;
  /** Entries of the function table. */
  readonly tableSize: number;
}

export interface RewinderParts {
  readonly loaded: Emscripten;
  /** All that changes outside the program's machine. */
  readonly states: readonly Savable[];
  /** A checkpoint can be taken now: the last one before the next dispatch is `onOffer`'s own. */
  onOffer(): void;
  /** The program is about to go on from a checkpoint, or from the start. */
  onRestored(): void;
}

/** Thrown through the program, to the call of the eval loop with this number; 0: to the start. */
class Rewind extends Error {
  readonly activation: number;
  constructor(activation: number) {
    super('going back in the run');
    this.activation = activation;
  }
}

export class Rewinder {
  readonly #parts: RewinderParts;
  readonly #machine: MachineState;
  #start: Checkpoint | null = null;
  /** Calls of the eval loop through JavaScript that are on the native stack, outermost first. */
  readonly #caught: number[] = [];
  /** Checkpoints to go through, the next one first. */
  #route: readonly Checkpoint[] = [];
  #entering: Checkpoint | null = null;
  #last: MachineCopy | undefined;

  constructor(parts: RewinderParts) {
    const { loaded } = parts;
    this.#parts = parts;
    this.#machine = new MachineState(loaded);
    loaded.exports.refscope_set_rewind(
      loaded.module.addFunction(() => this.#onDispatch(), 'v'),
      loaded.module.addFunction((thread = 0, frame = 0, flag = 0) => {
        return this.#onEval(thread, frame, flag);
      }, 'iiii'),
    );
  }

  /** Runs the program; what it is called for can be gone back to. Returns what `program` does. */
  run(program: () => number): number {
    this.#start = this.#checkpoint(0);
    this.#parts.onRestored();
    for (;;) {
      try {
        return program();
      } catch (error) {
        if (!(error instanceof Rewind) || error.activation !== 0) throw error;
        this.#restore(this.#start);
        this.#catchNext();
      }
    }
  }

  /** onOffer is called at the next dispatch. */
  want(): void {
    this.#parts.loaded.exports.refscope_wanted.value = 1;
  }

  /** In onOffer. */
  take(): Checkpoint {
    return this.#checkpoint(this.activation);
  }

  /** Where the run starts. */
  get start(): Checkpoint | null {
    return this.#start;
  }

  /** What was done since cannot be undone in this thread: a function was added to the table. */
  canReturnTo({ tableSize }: Checkpoint): boolean {
    return this.#tableSize === tableSize;
  }

  /** True: no run leads to the call that the checkpoint was taken in, it is still under way. */
  isInCall({ activation }: Checkpoint): boolean {
    return this.#caught.includes(activation);
  }

  /**
   * Ends what runs, and goes on behind the last checkpoint. Called from the program; does not return.
   * @param route each was taken in a call that began after the one before it; the first is in a call under way, or the start
   */
  goTo(route: readonly Checkpoint[]): never {
    const [first] = route;
    if (!first) throw new Error('Internal error: no way leads to a checkpoint');
    this.#route = first.activation === 0 ? route.slice(1) : route;
    throw new Rewind(first.activation);
  }

  get #tableSize(): number {
    return this.#parts.loaded.module.wasmTable.length;
  }

  #checkpoint(activation: number): Checkpoint {
    const { loaded, states } = this.#parts;
    const machine = this.#machine.copy(this.#last);
    this.#last = machine;
    return {
      activation,
      activations: loaded.exports.refscope_activations.value,
      machine,
      restore: saveAll(states),
      tableSize: this.#tableSize,
    };
  }

  /** In onOffer: the number of the call whose locals are handed out. */
  get activation(): number {
    const { refscope_memory } = this.#parts.loaded.exports;
    return new Int32Array(refscope_memory.buffer, MEMORY.locals, 1)[0] ?? 0;
  }

  #restore({ machine, restore }: Checkpoint): void {
    this.#machine.write(machine);
    this.#last = machine;
    restore();
    this.#parts.loaded.exports.refscope_wanted.value = 0;
  }

  /** Through JavaScript goes the call that the next checkpoint of the route was taken in. */
  #catchNext(): void {
    this.#parts.loaded.exports.refscope_caught.value = this.#route[0]?.activation ?? 0;
    this.#parts.onRestored();
  }

  #onDispatch(): void {
    const { exports } = this.#parts.loaded;
    const entering = this.#entering;
    if (!entering) {
      exports.refscope_wanted.value = 0;
      return this.#parts.onOffer();
    }
    this.#entering = null;
    this.#restore(entering);
    this.#catchNext();
  }

  #onEval(thread: number, frame: number, throwFlag: number): number {
    const { exports } = this.#parts.loaded;
    const activation = exports.refscope_activations.value;
    const atCall = this.#machine.globals();
    this.#caught.push(activation);
    try {
      for (;;) {
        const next = this.#route[0]?.activation === activation ? this.#route[0] : null;
        if (next) this.#enter(next, atCall);
        try {
          return exports.refscope_eval(thread, frame, next ? 0 : throwFlag);
        } catch (error) {
          if (!(error instanceof Rewind) || error.activation !== activation) throw error;
        }
      }
    } finally {
      this.#caught.pop();
    }
  }

  /** The call begins anew, up to its first dispatch, in a memory that it can begin in; nothing is recorded meanwhile. */
  #enter(checkpoint: Checkpoint, atCall: Globals): void {
    const { exports } = this.#parts.loaded;
    this.#route = this.#route.slice(1);
    this.#entering = checkpoint;
    this.#machine.write({ ...checkpoint.machine, globals: atCall });
    exports.refscope_set_ring(0, 0);
    exports.refscope_wanted.value = 1;
  }
}
