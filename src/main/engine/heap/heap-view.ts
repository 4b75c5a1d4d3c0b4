// Owns a stopped program as a graph: every live object, the frames that run, the variables of C code, and which word of them refers
// to what. A pure reader. Invariant: each word is seen once, even where two owners lead to it.

import { FIRST_ADDRESS } from '../../../shared/model/ring.ts';
import { liveBits, markedObjects } from '../existing-objects.ts';
import { decodeLocations } from '../line-table.ts';
import type { EngineDefinition } from '../engine-definition.ts';
import type { RunningProgram } from '../interpreter.ts';
import type { ProgramMemory } from '../program-memory.ts';
import { FIELD_NAMES } from './heap-layout.ts';
import { HeapWords, type OnWord, type Part } from './heap-words.ts';

export interface Reference {
  readonly target: number;
  /** Address of the word. */
  readonly at: number;
  readonly part: Part | 'static';
  readonly key: number;
  /** Address of the object that holds it; 0 for frames and C variables. */
  readonly holder: number;
  /** The activation that holds it; 0: none. */
  readonly frame: number;
  /** False: the word says itself that it counts nothing. */
  readonly counted: boolean;
}

/** What a heap is read from: the memory of a stopped program, or a copy of it. */
export interface HeapPlace {
  readonly memory: ProgramMemory;
  /** A bit per 8 bytes: an object starts there. */
  bits(): Uint8Array;
  /** End of what is compiled in; the native stack lies below it. */
  readonly staticEnd: number;
  readonly stack: { readonly base: number; readonly end: number };
  /** Address of the thread state. */
  readonly thread: number;
}

/** The place of a program that runs in this thread. */
export function livePlace({ loaded, memory }: RunningProgram): HeapPlace {
  const { exports, module } = loaded;
  const end = module['___heap_base'];
  return {
    memory,
    bits: () => liveBits(exports.refscope_memory.buffer, memory),
    staticEnd: typeof end === 'number' ? end & ~3 : FIRST_ADDRESS,
    stack: { base: exports.emscripten_stack_get_base(), end: exports.emscripten_stack_get_end() },
    thread: exports.PyThreadState_Get(),
  };
}

const MAX_FRAMES = 100_000;
/** Python starts with thousands; no program has a dict like that by chance. */
const LEAST_INTERNED = 500;

export class HeapView {
  readonly memory: ProgramMemory;
  readonly words: HeapWords;
  readonly #engine: EngineDefinition;
  readonly #place: HeapPlace;

  constructor(engine: EngineDefinition, place: HeapPlace) {
    this.#engine = engine;
    this.#place = place;
    this.memory = place.memory;
    this.words = new HeapWords(place.memory, engine.heap);
  }

  /** Addresses of all objects that are there, rising. */
  objects(): number[] {
    return markedObjects(this.#place.bits(), this.memory);
  }

  /** Every reference to one of `targets`. */
  referencesTo(targets: ReadonlySet<number>): Reference[] {
    const found: Reference[] = [];
    this.references(
      (address) => targets.has(address),
      (reference) => found.push(reference),
    );
    return found;
  }

  /** Every reference to what `isTarget`: of calls, of objects, of C variables, in this order. */
  references(isTarget: (address: number) => boolean, onFound: (found: Reference) => void): void {
    const seen = new Set<number>();
    const { borrowedBits } = this.#engine.heap;
    const view = this.memory.view();
    const size = view.byteLength - 4;
    let [holder, frame] = [0, 0];
    const onWord: OnWord = (at, part, key) => {
      if (at < 0 || at > size) return;
      const word = view.getUint32(at, true);
      if (word < FIRST_ADDRESS) return;
      const bits = frame !== 0 || part === 'local' || part === 'stack' ? borrowedBits : 0;
      const target = (word & ~bits) >>> 0;
      if (!isTarget(target) || seen.has(at)) return;
      seen.add(at);
      const counted = part !== 'weak' && (word & bits) === 0;
      onFound({ target, at, part, key, holder, frame, counted });
    };
    for (frame of this.frames()) this.words.frame(frame, onWord);
    frame = 0;
    for (holder of this.objects()) this.words.words(holder, onWord);
    this.#statics(isTarget, (at, target) => {
      if (seen.has(at)) return;
      onFound({ target, at, part: 'static', key: 0, holder: 0, frame: 0, counted: true });
    });
  }

  /** The activations that run, the innermost first. */
  frames(): number[] {
    const found: number[] = [];
    const chain = this.#engine.instrument.layout.currentFrame;
    let frame = chain.reduce(
      (address, offset) => this.memory.u32(address + offset),
      this.#place.thread,
    );
    while (frame >= FIRST_ADDRESS && found.length < MAX_FRAMES) {
      found.push(frame);
      frame = this.memory.u32(frame + this.#engine.heap.at.frame.previous);
    }
    return found;
  }

  codeOf(frame: number): number {
    return (
      (this.memory.u32(frame + this.#engine.heap.at.frame.code) &
        ~this.#engine.heap.borrowedBits) >>>
      0
    );
  }

  /** What a key of a dict or a name is, if it is a str; else null. */
  text(object: number): string | null {
    return this.words.typeName(object).base === 'str' ? this.memory.str(object) : null;
  }

  /** Name of the activation's function, and of its variable `index`. */
  functionName(frame: number): string {
    return this.codeName(this.codeOf(frame));
  }

  codeName(code: number): string {
    return this.memory.str(this.memory.u32(code + this.memory.layout.code.qualname));
  }

  /** What a class, a function or a module calls itself; undefined: other objects. */
  ownName(object: number): string | undefined {
    const { memory } = this;
    const { base } = this.words.typeName(object);
    if (base === 'type') return memory.cString(memory.u32(object + memory.layout.type.name));
    if (base === 'function')
      return memory.str(memory.u32(object + this.#engine.heap.at.function.qualname));
    return base === 'module' ? (this.moduleName(object) ?? undefined) : undefined;
  }

  /** null: the module has none. */
  moduleName(module: number): string | null {
    return this.text(this.memory.u32(module + this.#engine.heap.at.module.name));
  }

  /** True when the word at an offset of a holder is a module's reference to the dict of its names. */
  isModuleNamespace(holder: number, offset: number): boolean {
    return (
      this.fieldName(holder, offset) === 'namespace' &&
      this.words.typeName(holder).base === 'module'
    );
  }

  variableName(frame: number, index: number): string {
    const names = this.memory.u32(this.codeOf(frame) + this.#engine.heap.at.code.localsPlusNames);
    return this.memory.str(this.memory.tupleItems(names)[index] ?? 0);
  }

  /** The activation that a suspended generator or a frame object keeps in itself; 0: none. */
  frameIn(object: number): number {
    const { base } = this.words.typeName(object);
    if (base === 'frame') return this.memory.u32(object + this.#engine.heap.at.frameObject.frame);
    return base === 'generator' || base === 'coroutine' || base === 'async_generator'
      ? object + this.#engine.heap.at.generator.frame
      : 0;
  }

  /** Line that an activation is at; 0: none. */
  lineOf(frame: number): number {
    const { memory } = this;
    const code = this.codeOf(frame);
    const at = memory.layout.code;
    const instruction = memory.u32(frame + this.#engine.instrument.layout.frameInstruction);
    const unit = (instruction - code - at.units) >> 1;
    const unitCount = Math.min(memory.u32(code + at.unitCount), 1_000_000);
    if (unit < 0 || unit >= unitCount) return 0;
    const table = memory.bytesObject(memory.u32(code + at.lineTable));
    return decodeLocations(table, memory.i32(code + at.firstLine), unitCount).lines[unit] ?? 0;
  }

  /** The table of interned strings: a dict of many entries, all of which have their key as value. */
  isInternedTable(dict: number): boolean {
    if (this.words.typeName(dict).base !== 'dict') return false;
    let [values, isTable] = [0, true];
    this.words.words(dict, (at, part, key) => {
      if (part !== 'dict value' || this.memory.u32(at) === 0) return;
      values++;
      isTable &&= this.memory.u32(at) === key;
    });
    return isTable && values >= LEAST_INTERNED;
  }

  /** What the word at an offset of a holder is called; null: only its offset is known. */
  fieldName(holder: number, offset: number): string | null {
    if (offset === this.memory.layout.object.type) return 'type';
    const { lineage } = this.words.typeName(holder);
    return lineage.map((name) => FIELD_NAMES[name]?.[offset]).find((name) => name) ?? null;
  }

  #statics(
    isTarget: (address: number) => boolean,
    onFound: (at: number, target: number) => void,
  ): void {
    const view = this.memory.view();
    const { stack, staticEnd } = this.#place;
    for (let at = FIRST_ADDRESS; at < staticEnd; at += 4) {
      // What C functions have in their local variables may be left over from earlier calls.
      if (at === stack.end) at = stack.base;
      const target = view.getUint32(at, true);
      if (target >= FIRST_ADDRESS && isTarget(target)) onFound(at, target);
    }
  }
}
