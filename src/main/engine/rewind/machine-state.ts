// Owns copying a program's machine and writing it back: both memories, as far as they are used, and the globals. What a call of the eval
// loop has in its locals is handed out in the second memory (RewindExports). Must not know when that is possible.

import { GLOBAL_EXPORT, type WebAssemblyGlobal } from '../../../shared/model/instrumented.ts';
import { LOCALS_BYTES, MEMORY } from '../../../shared/model/ring.ts';
import type { Emscripten } from '../emscripten.ts';
import { copyPages, writePages, type PagedCopy } from './paged-copy.ts';

export type Globals = readonly unknown[];

export interface MachineCopy {
  readonly regions: readonly PagedCopy[];
  readonly globals: Globals;
}

export class MachineState {
  readonly #loaded: Emscripten;
  readonly #globals: readonly WebAssemblyGlobal[];

  constructor(loaded: Emscripten) {
    this.#loaded = loaded;
    this.#globals = Object.entries(loaded.exports).flatMap(([name, global]) =>
      name.startsWith(GLOBAL_EXPORT) ? [global as unknown as WebAssemblyGlobal] : [],
    );
  }

  copy(before?: MachineCopy): MachineCopy {
    const regions = this.#regions().map((bytes, i) => copyPages(bytes, before?.regions[i]));
    return { regions, globals: this.globals() };
  }

  write({ regions, globals }: MachineCopy): void {
    this.#regions().forEach((bytes, i) => {
      const copy = regions[i];
      if (copy) writePages(bytes, copy);
    });
    this.setGlobals(globals);
  }

  globals(): Globals {
    return this.#globals.map(({ value }) => value);
  }

  setGlobals(values: Globals): void {
    this.#globals.forEach((global, i) => {
      // A constant of the loader's that was never asked for has no value to be set.
      if (global.value !== values[i]) global.value = values[i] as number;
    });
  }

  /** The first memory, and what the second one has of it. */
  #regions(): Uint8Array[] {
    const { module, exports } = this.#loaded;
    const memory = module.HEAPU8;
    const of = (at: number, length: number): Uint8Array =>
      new Uint8Array(exports.refscope_memory.buffer, at, length);
    return [
      memory,
      of(MEMORY.objects, Math.ceil(memory.length / 64)),
      of(MEMORY.watched, Math.ceil(memory.length / 16)),
      of(MEMORY.types, Math.ceil(memory.length / 64)),
      of(MEMORY.locals, LOCALS_BYTES),
    ];
  }
}
