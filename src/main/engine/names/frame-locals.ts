// Owns what happens to variables of functions other than by a store instruction: a debugger that writes into frame.f_locals, a cell
// whose contents are set from outside. Must not change the run. Invariant: only what is another object after such a call than
// before it is reported.

import type { Address } from '../../../shared/base/brand.ts';
import type { NamePlace } from '../../../shared/model/engine-messages.ts';
import type { EngineDefinition } from '../engine-definition.ts';
import { LOCAL_KIND } from '../layout.ts';
import type { Restore } from '../rewind/savable.ts';
import type { ProgramMemory } from '../program-memory.ts';

/**
 * The C functions that write, by the kind of their first parameter. Until 3.12 a trace function's changes were copied back after it; from
 * 3.13 on f_locals writes through (PEP 667).
 */
const WRITERS = {
  PyFrame_LocalsToFast: 'frame',
  // A jump gives locals that were not bound yet the value None.
  'frame.f_lineno.setter': 'frame',
  'cell.cell_contents.setter': 'cell',
  'FrameLocalsProxy.mp_ass_subscript': 'proxy',
} as const;
export const LOCALS_WRITERS: readonly string[] = Object.keys(WRITERS);
export const WRITES_THROUGH = 'FrameLocalsProxy.mp_ass_subscript' satisfies keyof typeof WRITERS;

/** CPython 3.14 marks references in frames in their low bits. */
const REFERENCE = ~3;
/** Of a FrameLocalsProxy: its frame object. */
const PROXY_FRAME = 8;

/** What a variable refers to. */
interface Local {
  readonly place: NamePlace;
  readonly name: string;
  readonly value: number;
}

export interface FrameLocalsParts {
  readonly engine: EngineDefinition;
  readonly memory: ProgramMemory;
  readonly cellType: number;
  isYours(code: number): boolean;
  report(change: Local): void;
}

export class FrameLocals {
  readonly #parts: FrameLocalsParts;
  /** As they were before each call that has not returned: a call may let go of an object whose finalizer makes another. */
  #before: (readonly Local[])[] = [];

  constructor(parts: FrameLocalsParts) {
    this.#parts = parts;
  }

  save(): Restore {
    const before = [...this.#before];
    return () => {
      this.#before = [...before];
    };
  }

  /** One of LOCALS_WRITERS is about to run, or did. */
  onCall(writer: string, leaving: boolean, first: number): void {
    const locals = this.#locals(writer, first);
    if (!leaving) {
      this.#before.push(locals);
      return;
    }
    const before = this.#before.pop() ?? [];
    locals.forEach((local, i) => {
      if (local.value !== before[i]?.value) this.#parts.report(local);
    });
  }

  #locals(writer: string, first: number): readonly Local[] {
    const { memory, engine } = this.#parts;
    const kind = (WRITERS as Readonly<Record<string, string>>)[writer];
    if (kind === 'cell') return [this.#contents(first, '')];
    const object = kind === 'proxy' ? memory.u32(first + PROXY_FRAME) : first;
    return this.#localsOf(memory.u32(object + engine.heap.at.frameObject.frame));
  }

  #localsOf(frame: number): readonly Local[] {
    const { memory, engine, isYours, cellType } = this.#parts;
    const code = memory.u32(frame + engine.heap.at.frame.code) & REFERENCE;
    if (frame === 0 || !isYours(code)) return [];
    const at = memory.layout.code;
    const names = memory.tupleItems(memory.u32(code + at.localsPlusNames));
    const kinds = memory.bytesObject(memory.u32(code + at.localsPlusKinds));
    return names.map((nameObject, i) => {
      const value = memory.u32(frame + engine.heap.at.frame.localsPlus + 4 * i) & REFERENCE;
      const name = memory.str(nameObject);
      const mayBeCell = ((kinds[i] ?? 0) & (LOCAL_KIND.cell | LOCAL_KIND.free)) !== 0;
      if (mayBeCell && value !== 0 && memory.typeOf(value) === cellType)
        return this.#contents(value, name);
      const place = { in: 'frame', frame: frame as Address, code: code as Address } as const;
      return { place, name, value };
    });
  }

  #contents(cell: number, name: string): Local {
    const { memory, engine } = this.#parts;
    const value = memory.u32(cell + engine.instrument.layout.cellValue) & REFERENCE;
    return { place: { in: 'cell', cell: cell as Address }, name, value };
  }
}
