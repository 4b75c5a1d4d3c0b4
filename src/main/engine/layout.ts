// Owns the shape of a CPython version's structures on wasm32 that JavaScript reads: byte offsets from the start of the
// structure. (What injected code reads is in shared/model/instrumented.ts.) Source: Include/cpython/*.h of that version.
// What a version says of itself takes the place of what is written here (self-description/); the rest is checked at every boot.

import { VALUE_TYPE_FLAG } from '../../shared/model/instrumented.ts';

export interface EngineLayout {
  readonly object: { readonly refcount: number; readonly type: number; readonly size: number };
  readonly type: {
    readonly name: number;
    readonly flags: number;
    readonly base: number;
    /** Of a type made by a class statement: the address of a str. */
    readonly qualname: number;
  };
  readonly code: {
    readonly unitCount: number;
    readonly consts: number;
    readonly names: number;
    readonly exceptionTable: number;
    readonly flags: number;
    readonly argCount: number;
    readonly kwOnlyArgCount: number;
    readonly firstLine: number;
    readonly localsPlusCount: number;
    readonly localsPlusNames: number;
    readonly localsPlusKinds: number;
    readonly filename: number;
    readonly name: number;
    readonly qualname: number;
    readonly lineTable: number;
    readonly units: number;
  };
  readonly str: {
    readonly length: number;
    readonly state: number;
    readonly asciiData: number;
    readonly compactData: number;
  };
  readonly bytes: { readonly size: number; readonly data: number };
  readonly tuple: { readonly size: number; readonly items: number };
  readonly int: { readonly tag: number; readonly digits: number };
  readonly float: { readonly value: number };
  readonly list: { readonly size: number };
  readonly dict: { readonly used: number };
  readonly set: { readonly used: number };
  /** Addresses of start, stop and step. */
  readonly range: { readonly bounds: readonly number[] };
  readonly function: { readonly code: number };
  readonly method: { readonly name: number; readonly pointer: number };
  /** From the address of gcstate->enabled to gcstate->collecting. */
  readonly gcCollectingAfterEnabled: number;
}

export const LAYOUT_312: EngineLayout = {
  object: { refcount: 0, type: 4, size: 8 },
  type: { name: 12, flags: 84, base: 128, qualname: 436 },
  code: {
    unitCount: 8,
    consts: 12,
    names: 16,
    exceptionTable: 20,
    flags: 24,
    argCount: 28,
    kwOnlyArgCount: 36,
    firstLine: 44,
    localsPlusCount: 48,
    localsPlusNames: 72,
    localsPlusKinds: 76,
    filename: 80,
    name: 84,
    qualname: 88,
    lineTable: 92,
    units: 124,
  },
  str: { length: 8, state: 16, asciiData: 20, compactData: 28 },
  bytes: { size: 8, data: 16 },
  tuple: { size: 8, items: 12 },
  int: { tag: 8, digits: 12 },
  float: { value: 8 },
  list: { size: 8 },
  dict: { used: 8 },
  set: { used: 12 },
  range: { bounds: [8, 12, 16] },
  function: { code: 24 },
  method: { name: 0, pointer: 4 },
  gcCollectingAfterEnabled: 112,
};

/** Tuples keep their hash, code objects their number in the free-threaded build. */
export const LAYOUT_314: EngineLayout = {
  ...LAYOUT_312,
  code: { ...LAYOUT_312.code, units: 128 },
  tuple: { size: 8, items: 16 },
  gcCollectingAfterEnabled: 108,
};

/** tp_flags bits. */
export const TYPE_FLAG = {
  inlineValues: 1 << 2,
  managedDict: 1 << 4,
  heapType: 1 << 9,
  haveGc: 1 << 14,
  ...VALUE_TYPE_FLAG,
  dictSubclass: 1 << 29,
  typeSubclass: 0x8000_0000,
} as const;
/** co_flags bits. */
export const CODE_FLAG = { optimized: 1, varArgs: 4, varKeywords: 8 } as const;
/** co_localspluskinds bits. */
export const LOCAL_KIND = { cell: 0x40, free: 0x80 } as const;
