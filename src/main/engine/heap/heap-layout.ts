// Owns where the structures of CPython on wasm32 keep their references: byte offsets from the start of the structure. Source:
// Include/cpython/*.h, Include/internal/pycore_frame.h, pycore_dict.h and Modules/_collectionsmodule.c of that version.
// Must not read memory. Invariant: nothing outside this folder knows that versions differ here.

import { ITERATOR_FIELDS } from './iterator-fields.ts';

export interface HeapLayout {
  /** Distance of the first value from what a dict's ma_values, or the instance, points to. */
  readonly firstValue: number;
  /** Of an instance's own values: before it (a tagged pointer, 3.12), or behind it. */
  readonly ownValues: 'pointer' | 'inline';
  /** References on frames may be borrowed: bits of the word say so. */
  readonly borrowedBits: number;
  /** How a frame tells how much of its value stack is in use: a count of words, or the address behind the top. */
  readonly stackTop: 'count' | 'address';
  readonly at: HeapOffsets;
}

/** Byte offsets by structure and field. */
export type HeapOffsets = {
  readonly [Structure in keyof typeof AT]: {
    readonly [Field in keyof (typeof AT)[Structure]]: number;
  };
};

/** The same in every version, so far; what a version says of itself takes the place of it (self-description/). */
export const AT = {
  type: {
    basicSize: 16,
    itemSize: 20,
    weakList: 104,
    dict: 132,
    dictOffset: 144,
    /** Of the part that all types have. */
    end: 208,
    cachedKeys: 440,
    /** From here on a heap type keeps what it borrows. */
    borrowed: 452,
  },
  list: { items: 12, end: 20 },
  dict: { keys: 24, values: 28, end: 32 },
  orderedDict: { first: 48, next: 8, end: 56 },
  keys: { logIndexBytes: 5, kind: 6, entryCount: 16, indices: 20 },
  set: { mask: 16, table: 20, end: 100 },
  deque: { left: 12, leftIndex: 20, end: 40, blockItems: 64, items: 4 },
  frame: {
    code: 0,
    previous: 4,
    function: 8,
    locals: 20,
    object: 24,
    stackTop: 32,
    owner: 38,
    localsPlus: 40,
  },
  code: { stackSize: 40, localsPlusCount: 48, localsPlusNames: 72 },
  generator: { weakList: 8, state: 35, frame: 36 },
  frameObject: { back: 8, frame: 12, trace: 16 },
  function: { qualname: 20 },
  module: { name: 24 },
  weakref: { object: 8, callback: 12 },
} as const;
export const HEAP_312: HeapLayout = {
  firstValue: 0,
  ownValues: 'pointer',
  borrowedBits: 0,
  stackTop: 'count',
  at: AT,
};
export const HEAP_313: HeapLayout = { ...HEAP_312, firstValue: 4, ownValues: 'inline' };
export const HEAP_314: HeapLayout = { ...HEAP_313, borrowedBits: 3, stackTop: 'address' };

/** Before an object: its instance dict, or in 3.12 a tagged pointer to its values. */
export const MANAGED_DICT = -12;
/** owner of a frame that stands for a call from C: it holds nothing. */
export const OWNED_BY_C = 3;

/** What the words of built-in objects are called; index = byte offset. */
export const FIELD_NAMES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  function: {
    8: 'globals',
    12: 'builtins',
    16: 'name',
    20: 'qualified name',
    24: 'code',
    28: 'default arguments',
    32: 'keyword-only defaults',
    36: 'closure',
    40: 'docstring',
    44: 'attribute dict',
    52: 'module name',
    56: 'annotations',
  },
  method: { 8: 'function', 12: 'self' },
  builtin_function_or_method: { 12: 'self', 16: 'module name' },
  cell: { 8: 'contents' },
  property: { 8: 'getter', 12: 'setter', 16: 'deleter', 20: 'docstring', 24: 'name' },
  staticmethod: { 8: 'function' },
  classmethod: { 8: 'function' },
  slice: { 8: 'start', 12: 'stop', 16: 'step' },
  code: {
    12: 'constants',
    16: 'names',
    20: 'exception table',
    72: 'names of variables',
    76: 'kinds of variables',
    80: 'file name',
    84: 'name',
    88: 'qualified name',
    92: 'line table',
  },
  module: { 8: 'namespace', 24: 'name' },
  traceback: { 8: 'next traceback', 12: 'frame' },
  BaseException: {
    8: 'attribute dict',
    12: 'args',
    16: 'notes',
    20: 'traceback',
    24: 'context',
    28: 'cause',
  },
  generator: { 12: 'name', 16: 'qualified name', 20: 'exception being handled' },
  coroutine: { 12: 'name', 16: 'qualified name', 20: 'exception being handled' },
  type: {
    128: 'base class',
    132: 'namespace',
    168: 'bases',
    172: 'method resolution order',
    176: 'cache',
    180: 'subclasses',
    428: 'name',
    432: 'names of slots',
    436: 'qualified name',
    444: 'module',
  },
  'weakref.ReferenceType': { 12: 'callback' },
  'functools.partial': {
    8: 'function',
    12: 'arguments',
    16: 'keyword arguments',
    20: 'attribute dict',
  },
  getset_descriptor: { 8: 'class', 12: 'name', 16: 'qualified name' },
  member_descriptor: { 8: 'class', 12: 'name', 16: 'qualified name' },
  method_descriptor: { 8: 'class', 12: 'name', 16: 'qualified name' },
  wrapper_descriptor: { 8: 'class', 12: 'name', 16: 'qualified name' },
  async_generator: { 12: 'name', 16: 'qualified name', 20: 'exception being handled' },
  list_iterator: { 12: 'sequence' },
  tuple_iterator: { 12: 'sequence' },
  list_reverseiterator: { 12: 'sequence' },
  enumerate: { 12: 'iterator', 16: 'pair that is used again', 20: 'index' },
  zip: { 12: 'iterators', 16: 'tuple that is used again' },
  map: { 8: 'iterators', 12: 'function' },
  filter: { 8: 'function', 12: 'iterator' },
  super: { 8: 'class', 12: 'object', 16: 'class of the object' },
  mappingproxy: { 8: 'mapping' },
  'types.SimpleNamespace': { 8: 'attribute dict' },
  'types.GenericAlias': { 8: 'origin', 12: 'arguments', 16: 'parameters' },
  dict_keys: { 8: 'dict' },
  dict_values: { 8: 'dict' },
  dict_items: { 8: 'dict' },
  'collections.defaultdict': { 32: 'default factory' },
  'functools._lru_cache_wrapper': { 36: 'cache', 44: 'function' },
  ...ITERATOR_FIELDS,
  'functools._lru_list_elem': { 20: 'key of the call', 24: 'result of the call' },
};
