// Owns which dicts are the namespaces of the user's modules and class bodies, and what happens to them other than by a store
// instruction that has a hook: `from m import *`, globals()['x'] = 1, locals()['x'] = 1 in a class body, setattr(module, …), exec,
// C code. CPython tells through a dict watcher. Must not change the run.
// Invariant: nothing is reported once the interpreter takes its modules down.

import type { Address } from '../../../shared/base/brand.ts';
import type { NamePlace, SideMessage } from '../../../shared/model/engine-messages.ts';
import { MEMORY } from '../../../shared/model/ring.ts';
import type { EngineDefinition } from '../engine-definition.ts';
import type { Emscripten } from '../emscripten.ts';
import { HeapWords } from '../heap/heap-words.ts';
import { TYPE_FLAG } from '../layout.ts';
import { payloadOf } from '../payload.ts';
import type { Restore } from '../rewind/savable.ts';
import type { ProgramMemory } from '../program-memory.ts';

/** PyDict_WatchEvent (Include/cpython/dictobject.h); the others add or change a key. */
const EVENT = { deleted: 2, cloned: 3, cleared: 4, deallocated: 5 } as const;
/** Put into every namespace in which code is executed; no line names it. */
const BUILTINS = '__builtins__';

export type NameChange = Pick<
  Extract<SideMessage, { kind: 'name' }>,
  'place' | 'name' | 'value' | 'payload'
>;

export interface NamespaceParts {
  readonly engine: EngineDefinition;
  readonly loaded: Emscripten;
  readonly memory: ProgramMemory;
  readonly rangeType: number;
  codeOf(frame: number): Address;
  filenameOf(frame: number): string;
  report(change: NameChange): void;
}

const NOTHING = 0 as Address;

export class Namespaces {
  readonly #parts: NamespaceParts;
  /** By the address of the namespace. */
  #places = new Map<number, NamePlace>();
  /** The namespace of the class body that runs in a frame, or ran there last. */
  #ofFrames = new Map<number, number>();
  readonly #heap: HeapWords;
  #watcher = -1;

  constructor(parts: NamespaceParts) {
    this.#parts = parts;
    this.#heap = new HeapWords(parts.memory, parts.engine.heap);
  }

  /** Python is initialised, the program has not started. */
  install(): void {
    const { module, exports } = this.#parts.loaded;
    const callback = module.addFunction(exports.refscope_namespace_changed, 'iiiii');
    this.#watcher = exports.PyDict_AddWatcher(callback);
  }

  save(): Restore {
    const [places, ofFrames] = [new Map(this.#places), new Map(this.#ofFrames)];
    return () => {
      this.#places = new Map(places);
      this.#ofFrames = new Map(ofFrames);
    };
  }

  /** The code of a module or a class body of the user's starts to run in a frame. */
  entered(frame: number, isModule: boolean): void {
    const { memory, engine, codeOf, filenameOf } = this.#parts;
    const { frameGlobals, frameLocals } = engine.instrument.layout;
    if (isModule) {
      this.#watch(memory.u32(frame + frameGlobals), {
        in: 'module',
        filename: filenameOf(frame),
      });
      return;
    }
    const dict = memory.u32(frame + frameLocals);
    this.#places.delete(this.#ofFrames.get(frame) ?? 0);
    if (this.#places.has(dict) || !this.#has(dict, TYPE_FLAG.dictSubclass)) return;
    this.#ofFrames.set(frame, dict);
    const place = { in: 'frame', frame: frame as Address, code: codeOf(frame) } as const;
    this.#watch(dict, place);
    this.#contents(dict, place);
  }

  /** What a metaclass has prepared, or another dict that this one becomes a copy of. */
  #contents(dict: number, place: NamePlace): void {
    const { memory } = this.#parts;
    this.#heap.words(dict, (at, part, key) => {
      const value = memory.u32(at);
      if (part === 'dict value' && value !== 0) this.#report(place, key, value);
    });
  }

  #watch(dict: number, place: NamePlace): void {
    if (this.#watcher < 0 || dict === 0) return;
    this.#places.set(dict, place);
    this.#parts.loaded.exports.PyDict_Watch(this.#watcher, dict);
  }

  /** Its type has a flag of tp_flags. */
  #has(object: number, flag: number): boolean {
    const { memory } = this.#parts;
    const flags = memory.u32(memory.typeOf(object) + memory.layout.type.flags);
    return object !== 0 && (flags & flag) !== 0;
  }

  /** @param event PyDict_WatchEvent */
  changes(event: number, dict: number, key: number, value: number): void {
    const place = this.#places.get(dict);
    if (place === undefined) return;
    if (event === EVENT.cloned) {
      this.#contents(key, place);
      return;
    }
    if (event === EVENT.deallocated) this.#places.delete(dict);
    const isWhole = event === EVENT.cleared || event === EVENT.deallocated;
    if (isWhole) this.#parts.report({ place, name: null, value: NOTHING, payload: null });
    else this.#report(place, key, event === EVENT.deleted ? 0 : value);
  }

  #report(place: NamePlace, key: number, value: number): void {
    const { memory, report } = this.#parts;
    const name = this.#has(key, TYPE_FLAG.strSubclass) ? memory.str(key) : BUILTINS;
    if (name === BUILTINS) return;
    report({ place, name, value: value as Address, payload: this.unseen(value) });
  }

  /** Finalization starts. */
  end(): void {
    this.#places.clear();
  }

  /** Its bytes, where no event can have shown it. */
  unseen(object: number): Uint8Array | null {
    if (object === 0) return null;
    const { engine, loaded, memory, rangeType } = this.#parts;
    const live = new Uint8Array(loaded.exports.refscope_memory.buffer, MEMORY.objects);
    const isLive = (((live[object >>> 6] ?? 0) >> ((object >>> 3) & 7)) & 1) === 1;
    const isImmortal = memory.refcount(object) >= engine.instrument.immortalRefcount;
    return isLive && !isImmortal ? null : payloadOf(memory, object, rangeType);
  }
}
