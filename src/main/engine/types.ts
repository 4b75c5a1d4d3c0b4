// Owns what is known of the program's types: name, and how the bytes of their instances are to be read. Types announce
// themselves through PyType_Ready. Must not hold on to types that are gone: an address means the type made there last.

import type { Address } from '../../shared/base/brand.ts';
import type { TypeDescription, ValueKind } from '../../shared/model/engine-messages.ts';
import { MEMORY } from '../../shared/model/ring.ts';
import { TYPE_FLAG } from './layout.ts';
import type { Restore } from './rewind/savable.ts';
import type { ProgramMemory } from './program-memory.ts';

const KIND_OF_BUILTIN: Readonly<Record<string, ValueKind>> = {
  int: 'int',
  bool: 'bool',
  float: 'float',
  complex: 'complex',
  str: 'str',
  bytes: 'bytes',
  bytearray: 'bytearray',
  NoneType: 'none',
  list: 'list',
  tuple: 'tuple',
  dict: 'dict',
  set: 'set',
  frozenset: 'frozenset',
  type: 'type',
  function: 'function',
  builtin_function_or_method: 'builtin',
  method: 'method',
  module: 'module',
  code: 'code',
  cell: 'cell',
  frame: 'frame',
  generator: 'generator',
  coroutine: 'generator',
  async_generator: 'generator',
  range: 'range',
  slice: 'slice',
  BaseException: 'exception',
  ellipsis: 'ellipsis',
  NotImplementedType: 'notimplemented',
  property: 'property',
  'weakref.ReferenceType': 'weakref',
};

export class TypeRegistry {
  readonly #memory: ProgramMemory;
  #known = new Map<number, TypeDescription>();
  /** The ring's TYPES bits; injected code asks for a type whose bit is not set. */
  readonly #announced: Uint8Array;

  constructor(memory: ProgramMemory, ring: SharedArrayBuffer | null) {
    this.#memory = memory;
    this.#announced = ring
      ? new Uint8Array(ring, MEMORY.types, MEMORY.segments - MEMORY.types)
      : new Uint8Array();
  }

  /** True for an object whose type derives from `type`. */
  isType(object: number): boolean {
    const flags = this.#memory.u32(this.#memory.typeOf(object) + this.#memory.layout.type.flags);
    return (flags & TYPE_FLAG.typeSubclass) !== 0;
  }

  /** Reads the type at `address` anew. `yours`: made while a line of the user's was running. */
  announce(address: number, yours: boolean): TypeDescription {
    const { layout } = this.#memory;
    const flags = this.#memory.u32(address + layout.type.flags);
    const isYours = yours && (flags & TYPE_FLAG.heapType) !== 0;
    const qualname = isYours
      ? this.#memory.str(this.#memory.u32(address + layout.type.qualname))
      : '';
    const description: TypeDescription = {
      address: address as Address,
      name: qualname || this.#memory.cString(this.#memory.u32(address + layout.type.name)) || '?',
      kind: this.#kind(address),
      yours: isYours,
      hasGc: (flags & TYPE_FLAG.haveGc) !== 0,
    };
    this.#known.set(address, description);
    const byte = address >>> 6;
    if (byte < this.#announced.length)
      this.#announced[byte] = (this.#announced[byte] ?? 0) | (1 << ((address >>> 3) & 7));
    return description;
  }

  /** The bits are part of what is copied of the memory. */
  save(): Restore {
    const known = new Map(this.#known);
    return () => {
      this.#known = new Map(known);
    };
  }

  kindOf(object: number): ValueKind {
    return this.#known.get(this.#memory.typeOf(object))?.kind ?? 'object';
  }

  /** The nearest built-in base whose instances have a layout that can be read. */
  #kind(address: number): ValueKind {
    const { layout } = this.#memory;
    for (let type = address, depth = 0; type !== 0 && depth < 100; depth++) {
      if ((this.#memory.u32(type + layout.type.flags) & TYPE_FLAG.heapType) === 0) {
        const name = this.#memory.cString(this.#memory.u32(type + layout.type.name));
        const kind = KIND_OF_BUILTIN[name] ?? (name.endsWith('_iterator') ? 'iterator' : undefined);
        if (kind) return kind;
      }
      type = this.#memory.u32(type + layout.type.base);
    }
    return 'object';
  }
}
