// Owns where in memory the references of an object lie, by its type: a pure reader. Must not call the interpreter, and so
// cannot change it. Invariant: memory may be in the middle of any change; a stale pointer gives nonsense words, never an exception.

import type { ProgramMemory } from '../program-memory.ts';
import { TYPE_FLAG } from '../layout.ts';
import { MANAGED_DICT, OWNED_BY_C, type HeapLayout, type HeapOffsets } from './heap-layout.ts';

/** What a word of an object is. `key`: index, byte offset, or address of the key, as the part says. */
export const PARTS = [
  'item',
  'dict key',
  'dict value',
  'set item',
  'attribute',
  'shared key',
  'field',
  'local',
  'stack',
  'unsure stack',
  'frame field',
  'weak',
] as const;
export type Part = (typeof PARTS)[number];

/** Takes the address of one word, what it is, and its key. */
export type OnWord = (at: number, part: Part, key: number) => void;
type Reader = (object: number, onWord: OnWord) => number;

/** Nothing of CPython's has more of anything; a stale count may be anything. */
const MOST = 1 << 26;
/** Types whose words after the header are no references. */
const PLAIN = new Set([
  'int',
  'float',
  'complex',
  'str',
  'bytes',
  'bytearray',
  'NoneType',
  'ellipsis',
  'array.array',
]);
/** What an object is. */
export interface TypeName {
  readonly name: string;
  /** The nearest built-in type that it derives from, or the nearest whose references lie in a way of its own. */
  readonly base: string;
  /** All built-in types that it derives from, the nearest first. */
  readonly lineage: readonly string[];
}

const KEYS_GENERAL = 0;
const OBJECT_HEADER = 8;

export class HeapWords {
  readonly #memory: ProgramMemory;
  readonly #layout: HeapLayout;
  readonly #at: HeapOffsets;
  readonly #types = new Map<number, TypeName>();
  readonly #readers: Readonly<Record<string, Reader>>;

  constructor(memory: ProgramMemory, layout: HeapLayout) {
    this.#memory = memory;
    this.#layout = layout;
    this.#at = layout.at;
    this.#readers = {
      list: (object, onWord) => this.#list(object, onWord),
      dict: (object, onWord) => this.#dict(object, onWord),
      'collections.OrderedDict': (object, onWord) => this.#orderedDict(object, onWord),
      set: (object, onWord) => this.#set(object, onWord),
      frozenset: (object, onWord) => this.#set(object, onWord),
      'collections.deque': (object, onWord) => this.#deque(object, onWord),
      generator: (object, onWord) => this.#generator(object, onWord),
      coroutine: (object, onWord) => this.#generator(object, onWord),
      async_generator: (object, onWord) => this.#generator(object, onWord),
      frame: (object, onWord) => this.#frameObject(object, onWord),
      'weakref.ReferenceType': (object, onWord) => this.#weakref(object, onWord),
    };
  }

  typeName(object: number): TypeName {
    const type = this.#memory.typeOf(object);
    const known = this.#types.get(type);
    if (known) return known;
    const { layout } = this.#memory;
    const nameOf = (at: number): string =>
      this.#memory.cString(this.#memory.u32(at + layout.type.name));
    const lineage: string[] = [];
    for (let at = type, depth = 0; depth < 100 && at !== 0; depth++) {
      const isStatic = (this.#memory.u32(at + layout.type.flags) & TYPE_FLAG.heapType) === 0;
      // Types of C modules are on the heap, too, and their names are dotted; a class of a program's may be called `list`.
      if (isStatic || nameOf(at).includes('.')) lineage.push(nameOf(at));
      at = this.#memory.u32(at + layout.type.base);
    }
    const base = lineage.find((name) => name in this.#readers) ?? lineage[0] ?? '';
    const found = { name: nameOf(type), base, lineage };
    this.#types.set(type, found);
    return found;
  }

  /** Every word of the object that may refer to another. */
  words(object: number, onWord: OnWord): void {
    const type = this.#memory.typeOf(object);
    onWord(object + this.#memory.layout.object.type, 'field', this.#memory.layout.object.type);
    const { base } = this.typeName(object);
    const flags = this.#memory.u32(type + this.#memory.layout.type.flags);
    if ((flags & TYPE_FLAG.managedDict) !== 0) this.#ownAttributes({ object, type, flags }, onWord);
    const from = this.#readers[base]?.(object, onWord) ?? OBJECT_HEADER;
    const isPlain = PLAIN.has(base) && (flags & TYPE_FLAG.heapType) === 0;
    if (!isPlain) this.#body({ object, type, from }, onWord);
  }

  /** The words of one activation of a function. `isSure`: the part of the value stack that is in use is known. */
  frame(frame: number, onWord: OnWord): void {
    const memory = this.#memory;
    if (memory.u8(frame + this.#at.frame.owner) === OWNED_BY_C) return;
    for (const offset of [
      this.#at.frame.code,
      this.#at.frame.function,
      this.#at.frame.locals,
      this.#at.frame.object,
    ])
      onWord(frame + offset, 'frame field', offset);
    const code = memory.u32(frame + this.#at.frame.code) & ~this.#layout.borrowedBits;
    const locals = Math.min(memory.u32(code + this.#at.code.localsPlusCount), 0xffff);
    const depth = Math.min(memory.u32(code + this.#at.code.stackSize), 0xffff);
    const start = frame + this.#at.frame.localsPlus;
    for (let i = 0; i < locals; i++) onWord(start + 4 * i, 'local', i);
    const top = this.#stackTop(frame, start);
    const part = top === null ? 'unsure stack' : 'stack';
    const used = top === null ? depth : Math.min(depth, top - locals);
    for (let i = 0; i < used; i++) onWord(start + 4 * (locals + i), part, i);
  }

  /** Words of localsplus in use; null while the loop that runs the frame keeps that to itself. */
  #stackTop(frame: number, start: number): number | null {
    const word = this.#memory.u32(frame + this.#at.frame.stackTop);
    if (this.#layout.stackTop === 'count') return (word | 0) < 0 ? null : word;
    return word < start ? null : (word - start) >>> 2;
  }

  /** What lies in the object itself from byte `from` on. */
  #body(
    { object, type, from }: { object: number; type: number; from: number },
    onWord: OnWord,
  ): void {
    const memory = this.#memory;
    const isType =
      (memory.u32(type + this.#memory.layout.type.flags) & TYPE_FLAG.typeSubclass) !== 0;
    const isStaticType =
      isType && (memory.u32(object + this.#memory.layout.type.flags) & TYPE_FLAG.heapType) === 0;
    const own = isStaticType ? this.#at.type.end : isType ? this.#at.type.borrowed : 4096;
    const size = Math.min(memory.u32(type + this.#at.type.basicSize), own);
    const weakList = memory.i32(type + this.#at.type.weakList);
    for (let offset = from; offset + 4 <= size; offset += 4)
      if (offset !== weakList) onWord(object + offset, 'field', offset);
    if (memory.u32(type + this.#at.type.itemSize) !== 4) return;
    const count = Math.min(memory.u32(object + memory.layout.object.size), MOST);
    for (let i = 0; i < count; i++) onWord(object + size + 4 * i, 'item', i);
  }

  #list(object: number, onWord: OnWord): number {
    const items = this.#memory.u32(object + this.#at.list.items);
    const count = Math.min(this.#memory.u32(object + this.#memory.layout.list.size), MOST);
    if (items !== 0) for (let i = 0; i < count; i++) onWord(items + 4 * i, 'item', i);
    return this.#at.list.end;
  }

  #dict(object: number, onWord: OnWord): number {
    const keys = this.#memory.u32(object + this.#at.dict.keys);
    const values = this.#memory.u32(object + this.#at.dict.values);
    if (values === 0) this.#entries(keys, onWord);
    else this.#splitValues(keys, values + this.#layout.firstValue, onWord);
    return this.#at.dict.end;
  }

  /** Its order is a chain of nodes, each with a reference to its key. */
  #orderedDict(object: number, onWord: OnWord): number {
    const memory = this.#memory;
    const { first, next, end } = this.#at.orderedDict;
    let node = memory.u32(object + first);
    for (let i = 0; node !== 0 && i < MOST; i++, node = memory.u32(node + next))
      onWord(node, 'dict key', memory.u32(node));
    this.#dict(object, onWord);
    return end;
  }

  #entries(keys: number, onWord: OnWord): void {
    const { start, count, width, keyAt } = this.#table(keys);
    for (let i = 0, at = start; i < count; i++, at += width) {
      const key = this.#memory.u32(at + keyAt);
      onWord(at + keyAt, 'dict key', key);
      onWord(at + keyAt + 4, 'dict value', key);
    }
  }

  /** Values of an instance; their keys belong to its class. */
  #splitValues(keys: number, values: number, onWord: OnWord): void {
    const { start, count, width, keyAt } = this.#table(keys);
    for (let i = 0; i < count; i++) {
      const keyWord = start + width * i + keyAt;
      onWord(keyWord, 'shared key', this.#memory.u32(keyWord));
      onWord(values + 4 * i, 'attribute', this.#memory.u32(keyWord));
    }
  }

  #table(keys: number): { start: number; count: number; width: number; keyAt: number } {
    const memory = this.#memory;
    const isGeneral = memory.u8(keys + this.#at.keys.kind) === KEYS_GENERAL;
    return {
      start:
        keys +
        this.#at.keys.indices +
        2 ** Math.min(memory.u8(keys + this.#at.keys.logIndexBytes), 28),
      count: keys === 0 ? 0 : Math.min(memory.u32(keys + this.#at.keys.entryCount), MOST),
      width: isGeneral ? 12 : 8,
      keyAt: isGeneral ? 4 : 0,
    };
  }

  #ownAttributes(
    { object, type, flags }: { object: number; type: number; flags: number },
    onWord: OnWord,
  ): void {
    const memory = this.#memory;
    const managed = memory.u32(object + MANAGED_DICT);
    if (this.#layout.ownValues === 'pointer') {
      if ((managed & 1) === 0) return onWord(object + MANAGED_DICT, 'field', MANAGED_DICT);
      return this.#splitValues(this.#cachedKeys(type), managed + 1, onWord);
    }
    onWord(object + MANAGED_DICT, 'field', MANAGED_DICT);
    const values = object + memory.u32(type + this.#at.type.basicSize);
    const isValid = memory.u8(values + 3) !== 0;
    if ((flags & TYPE_FLAG.inlineValues) !== 0 && isValid)
      this.#splitValues(this.#cachedKeys(type), values + this.#layout.firstValue, onWord);
  }

  #cachedKeys(type: number): number {
    return this.#memory.u32(type + this.#at.type.cachedKeys);
  }

  #set(object: number, onWord: OnWord): number {
    const table = this.#memory.u32(object + this.#at.set.table);
    const slots = Math.min(this.#memory.u32(object + this.#at.set.mask), MOST) + 1;
    for (let i = 0; i < slots; i++) onWord(table + 8 * i, 'set item', i);
    return this.#at.set.end;
  }

  #deque(object: number, onWord: OnWord): number {
    const memory = this.#memory;
    const { left, leftIndex, blockItems, items, end } = this.#at.deque;
    const count = Math.min(memory.u32(object + memory.layout.object.size), MOST);
    let block = memory.u32(object + left);
    let index = memory.u32(object + leftIndex);
    for (let i = 0; i < count && block !== 0; i++) {
      onWord(block + items + 4 * index, 'item', i);
      if (++index < blockItems) continue;
      index = 0;
      block = memory.u32(block + items + 4 * blockItems);
    }
    return end;
  }

  #generator(object: number, onWord: OnWord): number {
    for (const offset of [12, 16, 20, 28]) onWord(object + offset, 'field', offset);
    const isSuspended = (this.#memory.u8(object + this.#at.generator.state) & 0x80) !== 0;
    if (isSuspended) this.frame(object + this.#at.generator.frame, onWord);
    return MOST;
  }

  #frameObject(object: number, onWord: OnWord): number {
    onWord(object + this.#at.frameObject.back, 'field', this.#at.frameObject.back);
    onWord(object + this.#at.frameObject.trace, 'field', this.#at.frameObject.trace);
    const frame = this.#memory.u32(object + this.#at.frameObject.frame);
    if (frame > object && frame < object + 64) this.frame(frame, onWord);
    return MOST;
  }

  #weakref(object: number, onWord: OnWord): number {
    onWord(object + this.#at.weakref.object, 'weak', 0);
    onWord(object + this.#at.weakref.callback, 'field', this.#at.weakref.callback);
    return 32;
  }
}
