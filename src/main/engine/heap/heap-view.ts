// Owns a stopped program as a graph: every live object, the frames that run, the variables of C code, and which word of them refers
// to what. A pure reader. Invariant: each word is seen once, even where two owners lead to it.

import { FIRST_ADDRESS } from '../../../shared/model/ring.ts';
import { liveObjects } from '../existing-objects.ts';
import { decodeLocations } from '../line-table.ts';
import type { EngineDefinition } from '../engine-definition.ts';
import type { RunningProgram } from '../interpreter.ts';
import type { ProgramMemory } from '../program-memory.ts';
import { AT, FIELD_NAMES } from './heap-layout.ts';
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

const MAX_FRAMES = 100_000;
/** Python starts with thousands; no program has a dict like that by chance. */
const LEAST_INTERNED = 500;

export class HeapView {
  readonly memory: ProgramMemory;
  readonly words: HeapWords;
  readonly #engine: EngineDefinition;
  readonly #ring: SharedArrayBuffer;
  readonly #staticEnd: number;
  readonly #stack: { readonly base: number; readonly end: number };
  readonly #thread: number;

  /** @param thread address of the thread state */
  constructor(engine: EngineDefinition, { loaded, memory }: RunningProgram, thread: number) {
    this.#engine = engine;
    this.memory = memory;
    this.words = new HeapWords(memory, engine.heap);
    this.#ring = loaded.exports.refscope_memory.buffer;
    const end = loaded.module['___heap_base'];
    this.#staticEnd = typeof end === 'number' ? end & ~3 : FIRST_ADDRESS;
    this.#stack = {
      base: loaded.exports.emscripten_stack_get_base(),
      end: loaded.exports.emscripten_stack_get_end(),
    };
    this.#thread = thread;
  }

  /** Every reference to one of `targets`. */
  referencesTo(targets: ReadonlySet<number>): Reference[] {
    const found: Reference[] = [];
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
      if (!targets.has(target) || seen.has(at)) return;
      seen.add(at);
      const counted = part !== 'weak' && (word & bits) === 0;
      found.push({ target, at, part, key, holder, frame, counted });
    };
    for (frame of this.frames()) this.words.frame(frame, onWord);
    frame = 0;
    for (holder of liveObjects(this.#ring, this.memory)) this.words.words(holder, onWord);
    this.#statics(targets, (at, target) => {
      if (seen.has(at)) return;
      found.push({ target, at, part: 'static', key: 0, holder: 0, frame: 0, counted: true });
    });
    return found;
  }

  /** The activations that run, the innermost first. */
  frames(): number[] {
    const found: number[] = [];
    const chain = this.#engine.instrument.layout.currentFrame;
    let frame = chain.reduce((address, offset) => this.memory.u32(address + offset), this.#thread);
    while (frame >= FIRST_ADDRESS && found.length < MAX_FRAMES) {
      found.push(frame);
      frame = this.memory.u32(frame + AT.frame.previous);
    }
    return found;
  }

  codeOf(frame: number): number {
    return (this.memory.u32(frame + AT.frame.code) & ~this.#engine.heap.borrowedBits) >>> 0;
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

  /** null: the module has none. */
  moduleName(module: number): string | null {
    return this.text(this.memory.u32(module + AT.module.name));
  }

  variableName(frame: number, index: number): string {
    const names = this.memory.u32(this.codeOf(frame) + AT.code.localsPlusNames);
    return this.memory.str(this.memory.tupleItems(names)[index] ?? 0);
  }

  /** The activation that a suspended generator or a frame object keeps in itself; 0: none. */
  frameIn(object: number): number {
    const { base } = this.words.typeName(object);
    if (base === 'frame') return this.memory.u32(object + AT.frameObject.frame);
    return base === 'generator' || base === 'coroutine' || base === 'async_generator'
      ? object + AT.generator.frame
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
    const { base } = this.words.typeName(holder);
    return FIELD_NAMES[base]?.[offset] ?? null;
  }

  #statics(targets: ReadonlySet<number>, onFound: (at: number, target: number) => void): void {
    const view = this.memory.view();
    for (let at = FIRST_ADDRESS; at < this.#staticEnd; at += 4) {
      // What C functions have in their local variables may be left over from earlier calls.
      if (at === this.#stack.end) at = this.#stack.base;
      const target = view.getUint32(at, true);
      if (target >= FIRST_ADDRESS && targets.has(target)) onFound(at, target);
    }
  }
}
