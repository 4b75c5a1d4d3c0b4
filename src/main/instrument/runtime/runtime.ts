// Owns what injected functions know of their surroundings: globals, function and type indices, the second memory. Must
// not hold any function's logic. Invariant: names are resolved to indices before the first body is assembled.

import type { InstrumentOptions } from '../../../shared/model/instrumented.ts';
import { functionBody, type Code, type I32, type Local } from '../assembler.ts';

/** Injected globals, all mutable i32 that start as 0. */
export const GLOBALS = [
  /** Write pointer into the ring and where it is full; end 0: not recording. */
  'ptr',
  'end',
  /** Indices in the function table; onWatched 0: nobody listens. */
  'onFull',
  'onWatched',
  /** Address of the thread state and of the collector's "collecting" flag; 0: not known. */
  'thread',
  'gcFlag',
  /** Address of the type `range`; 0: not known. */
  'rangeType',
  /** Address of the type of cells; 0: not known. */
  'cellType',
  /** The instruction that the eval loop dispatched last. */
  'previous',
  /** The frame of the watched instruction that was dispatched last. */
  'watchedFrame',
  /** Of a rewindable module: callbacks in the function table. */
  'onDispatch',
  'onEval',
  /** Not 0: onDispatch is called before each dispatch. */
  'wanted',
  /** The activation of the eval function that is called through onEval. */
  'caught',
  /** Activations of the eval function so far. */
  'activations',
] as const;
export type GlobalName = (typeof GLOBALS)[number];

export const INJECTED_NAMES = [
  'log',
  'logAt',
  'birth',
  'moreRecords',
  'payload',
  'typeFlags',
  'resident',
  'release',
  'freed',
  'bind',
  'bindStore',
  'cell',
  'entryCells',
  'hook',
  'watch',
  'collecting',
  'note',
  'discoverOffset',
  'discoverWide',
  'discoverCopy',
  'discoverFill',
  'setRing',
  'ringPtr',
  'publish',
  'setThread',
  'setGcFlag',
  'setRangeType',
  'setCellType',
  'namespaceChanged',
  'setCallbacks',
  'append',
  'setRewind',
] as const;
export type InjectedName = (typeof INJECTED_NAMES)[number];

export interface Runtime {
  readonly options: InstrumentOptions;
  /** Index of the second memory. */
  readonly memory: number;
  readonly globals: Readonly<Record<GlobalName, number>>;
  readonly functions: Readonly<Record<InjectedName, number>>;
  readonly dictLookup: number;
  /** Index of the function type of those parameters, or of that many i32 ones, and of that many i32 results. */
  typeIndex(params: number | readonly number[], results: number): number;
}

export interface Injected {
  /** Their number, where all are i32, else their types. */
  readonly params: number | readonly number[];
  readonly results: number;
  /** Name under which the module exports it. */
  readonly exportName?: string;
  assemble(runtime: Runtime): Uint8Array;
}

interface Definition<Name extends string> {
  readonly params: readonly Name[];
  /** Where they are not all i32. */
  readonly paramTypes?: readonly number[];
  readonly locals?: readonly Name[];
  readonly exportName?: string;
  readonly body: (locals: Readonly<Record<Name, Local>>, runtime: Runtime) => readonly Code[];
  readonly result?: (locals: Readonly<Record<Name, Local>>, runtime: Runtime) => I32;
}

/** An injected function whose parameters and locals, all i32, are known by name. */
export function define<const Name extends string>(definition: Definition<Name>): Injected {
  const { params, paramTypes, locals = [], exportName, body, result } = definition;
  const entries = [...params, ...locals].map((name, index) => [name, index]);
  const named = Object.fromEntries(entries) as Record<Name, Local>;
  return {
    params: paramTypes ?? params.length,
    results: result ? 1 : 0,
    ...(exportName === undefined ? {} : { exportName }),
    assemble: (runtime) =>
      functionBody(locals.length, body(named, runtime), result?.(named, runtime)),
  };
}
