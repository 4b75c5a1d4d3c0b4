// Owns which dicts are the namespaces of the user's modules, and what happens to them other than by a store instruction that has a
// hook: `from m import *`, globals()['x'] = 1, setattr(module, …), exec, C code. CPython tells through a dict watcher.
// Must not change the run. Invariant: nothing is reported once the interpreter takes its modules down.

import type { Address } from '../../shared/base/brand.ts';
import type { SideMessage } from '../../shared/model/engine-messages.ts';
import { MEMORY } from '../../shared/model/ring.ts';
import type { EngineDefinition } from './engine-definition.ts';
import type { Emscripten } from './emscripten.ts';
import { payloadOf } from './payload.ts';
import type { ProgramMemory } from './program-memory.ts';

/** PyDict_WatchEvent (Include/cpython/dictobject.h); the others add or change a key. */
const EVENT = { deleted: 2, cloned: 3, cleared: 4, deallocated: 5 } as const;
/** Put into every namespace in which code is executed; no line names it. */
const BUILTINS = '__builtins__';

export type NameChange = Pick<
  Extract<SideMessage, { kind: 'name' }>,
  'filename' | 'name' | 'value' | 'payload'
>;

export interface NamespaceParts {
  readonly engine: EngineDefinition;
  readonly loaded: Emscripten;
  readonly memory: ProgramMemory;
  readonly rangeType: number;
  filenameOf(frame: number): string;
  report(change: NameChange): void;
}

export class Namespaces {
  readonly #parts: NamespaceParts;
  /** File of the module by the address of its namespace. */
  readonly #files = new Map<number, string>();
  #watcher = -1;

  constructor(parts: NamespaceParts) {
    this.#parts = parts;
  }

  /** Python is initialised, the program has not started. */
  install(): void {
    const { module, exports } = this.#parts.loaded;
    const callback = module.addFunction(exports.refscope_namespace_changed, 'iiiii');
    this.#watcher = exports.PyDict_AddWatcher(callback);
  }

  /** The code of a module of the user's starts to run in a frame. */
  entered(frame: number): void {
    const { engine, loaded, memory, filenameOf } = this.#parts;
    const dict = memory.u32(frame + engine.instrument.layout.frameGlobals);
    if (this.#watcher < 0 || dict === 0) return;
    this.#files.set(dict, filenameOf(frame));
    loaded.exports.PyDict_Watch(this.#watcher, dict);
  }

  /** @param event PyDict_WatchEvent */
  changes(event: number, dict: number, key: number, value: number): void {
    const filename = this.#files.get(dict);
    if (filename === undefined || event === EVENT.cloned) return;
    if (event === EVENT.deallocated) this.#files.delete(dict);
    const isWhole = event === EVENT.cleared || event === EVENT.deallocated;
    const name = isWhole ? null : this.#parts.memory.str(key);
    if (name === BUILTINS) return;
    const object = isWhole || event === EVENT.deleted ? 0 : value;
    this.#parts.report({
      filename,
      name,
      value: object as Address,
      payload: object === 0 ? null : this.#unseen(object),
    });
  }

  /** Finalization starts. */
  end(): void {
    this.#files.clear();
  }

  /** Its bytes, where no event can have shown it. */
  #unseen(object: number): Uint8Array | null {
    const { engine, loaded, memory, rangeType } = this.#parts;
    const live = new Uint8Array(loaded.exports.refscope_memory.buffer, MEMORY.objects);
    const isLive = (((live[object >>> 6] ?? 0) >> ((object >>> 3) & 7)) & 1) === 1;
    const isImmortal = memory.refcount(object) >= engine.instrument.immortalRefcount;
    return isLive && !isImmortal ? null : payloadOf(memory, object, rangeType);
  }
}
