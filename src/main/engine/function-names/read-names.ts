// Owns telling which C function a slot of a type or an entry of a method table is, in a running interpreter's memory. Must not
// guess: a function that unrelated types share is named for the slot only where all agree. Source: Include/cpython/object.h,
// Include/methodobject.h and Include/descrobject.h, the same on all three versions on wasm32.

import type { ProgramMemory } from '../program-memory.ts';

/** Byte offsets of the slots in a type, and in what its as-number and similar tables are. */
const SLOTS: Readonly<Record<string, number>> = {
  dealloc: 24,
  repr: 44,
  hash: 60,
  call: 64,
  str: 68,
  getattro: 72,
  setattro: 76,
  traverse: 92,
  clear: 96,
  richcompare: 100,
  iter: 108,
  iternext: 112,
  descr_get: 136,
  descr_set: 140,
  init: 148,
  new: 156,
  finalize: 196,
  vectorcall: 200,
};
/** `-`: a slot that is no function any more. */
const words = (text: string): readonly string[] => text.split(' ');

const TABLES: Readonly<Record<string, { readonly at: number; readonly slots: readonly string[] }>> =
  {
    am: { at: 40, slots: ['await', 'aiter', 'anext', 'send'] },
    nb: {
      at: 48,
      slots: words(
        'add subtract multiply remainder divmod power negative positive absolute bool invert lshift rshift and xor or int - float inplace_add inplace_subtract inplace_multiply inplace_remainder inplace_power inplace_lshift inplace_rshift inplace_and inplace_xor inplace_or floor_divide true_divide inplace_floor_divide inplace_true_divide index matrix_multiply inplace_matrix_multiply',
      ),
    },
    sq: {
      at: 52,
      slots: words('length concat repeat item - ass_item - contains inplace_concat inplace_repeat'),
    },
    bf: { at: 80, slots: ['getbuffer', 'releasebuffer'] },
    mp: { at: 56, slots: ['length', 'subscript', 'ass_subscript'] },
  };
const BASE = 128;
/** m_ml of a built-in function; d_method or d_getset of a descriptor. */
const FUNCTION_TABLE = 8;
const DESCRIPTOR_TABLE = 20;

export class FunctionNames {
  readonly #memory: ProgramMemory;
  readonly #functionAt: (pointer: number) => number;
  readonly #names = new Map<number, Set<string>>();
  readonly #ofClasses = new Set<number>();

  /** @param functionAt index of the function that is at a place of the function table, NaN for none */
  constructor(memory: ProgramMemory, functionAt: (pointer: number) => number) {
    this.#memory = memory;
    this.#functionAt = functionAt;
  }

  /** `S address`, first: a class with all special methods. `T address base name`, `M|B|G address type name`: types; descriptors of methods, built-in functions, attributes. */
  read(lines: readonly string[]): ReadonlyMap<number, string> {
    for (const line of lines) {
      const [kind = '', address = '', , name = ''] = line.split(' ');
      if (kind === 'S') this.#classSlots(Number(address));
      else if (kind === 'T') this.#type(Number(address), name);
      else this.#entry(kind, Number(address), name);
    }
    const named = [...this.#names].flatMap(([index, names]) => {
      const name = oneName([...names]);
      return name === undefined ? [] : [[index, name] as const];
    });
    return new Map(named);
  }

  /** What the slots of a class written in Python hold: functions that call its methods. They are nobody else's. */
  #classSlots(type: number): void {
    this.#slotsOf(type, 'slot', '_');
    for (const [index, names] of this.#names) {
      this.#ofClasses.add(index);
      const shared = [...names].find((name) => /_(dealloc|clear|traverse)$/u.test(name));
      if (shared !== undefined)
        this.#names.set(index, new Set([shared.replace('slot_tp_', 'subtype_')]));
    }
  }

  #type(type: number, name: string): void {
    this.#slotsOf(type, name, '.');
  }

  /** @param joint between the type's name and the slot's */
  #slotsOf(type: number, name: string, joint: string): void {
    for (const [slot, at] of Object.entries(SLOTS)) {
      if (this.#inherits(type, (one) => this.#memory.u32(one + at))) continue;
      this.#add(this.#memory.u32(type + at), `${name}${joint}tp_${slot}`);
    }
    for (const [prefix, { at, slots }] of Object.entries(TABLES)) {
      slots.forEach((slot, i) => {
        const pointer = (one: number): number => {
          const table = this.#memory.u32(one + at);
          return table === 0 ? 0 : this.#memory.u32(table + 4 * i);
        };
        if (slot !== '-' && !this.#inherits(type, pointer))
          this.#add(pointer(type), `${name}${joint}${prefix}_${slot}`);
      });
    }
  }

  /** True when a base has the same function there: it is the base's. */
  #inherits(type: number, pointer: (type: number) => number): boolean {
    const base = this.#memory.u32(type + BASE);
    return base !== 0 && pointer(base) === pointer(type);
  }

  #entry(kind: string, address: number, name: string): void {
    const table = this.#memory.u32(address + (kind === 'B' ? FUNCTION_TABLE : DESCRIPTOR_TABLE));
    this.#add(this.#memory.u32(table + 4), name);
    if (kind === 'G') this.#add(this.#memory.u32(table + 8), `${name}.setter`);
  }

  #add(pointer: number, name: string): void {
    const index = pointer === 0 ? NaN : this.#functionAt(pointer);
    if (Number.isNaN(index) || this.#ofClasses.has(index)) return;
    const names = this.#names.get(index) ?? new Set();
    this.#names.set(index, names.add(name));
  }
}

const SLOT = /\.(tp|nb|sq|mp|am|bf)_/u;

/**
 * Of a function with several names: a method that is a slot as well is told as the slot (`dict.__getitem__`), those of one slot of
 * several types together; a mixed list tells nothing.
 */
function oneName(all: readonly string[]): string | undefined {
  const slots = all.filter((name) => SLOT.test(name));
  const names = slots.length > 0 ? slots : all;
  if (names.length === 1) return names[0];
  const parts = names.map((name) => {
    const dot = name.lastIndexOf('.');
    return { type: name.slice(0, dot), slot: name.slice(dot + 1) };
  });
  const types = [...new Set(parts.map(({ type }) => type))];
  const [first, ...others] = parts;
  if (types.length === 1) return names[0];
  if (!first || others.some(({ slot }) => slot !== first.slot)) return undefined;
  return types.length > 3
    ? `${first.slot} of ${types.length} types`
    : `${types.join('|')}.${first.slot}`;
}
