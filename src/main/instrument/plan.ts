// Owns deciding, before the first body is rewritten, which functions play which part and which indices the added ones get.
// Invariant: everything added stands behind what is there, so nothing is renumbered.

import { Failure } from '../../shared/base/failure.ts';
import type { InstrumentOptions } from '../../shared/model/instrumented.ts';
import { bodyOf, type FunctionType, type ModuleIndex } from './module-reader.ts';
import { INJECTED } from './runtime/injected.ts';
import { GLOBALS, INJECTED_NAMES, type Runtime } from './runtime/runtime.ts';
import { OP, TYPE } from './wasm-format.ts';

/** A function whose body moves to a new index, so that its own index can do something around it. */
export interface Wrapped {
  readonly index: number;
  readonly movedTo: number;
  readonly typeIndex: number;
  /** Position in watchedFunctions, or what else it is. */
  readonly as: number | 'realloc' | 'eval';
}

export interface Plan {
  readonly evalFunction: number;
  readonly birthFunctions: ReadonlySet<number>;
  readonly freeFunctions: ReadonlySet<number>;
  /** By index, in the order in which their bodies are appended. */
  readonly wrapped: ReadonlyMap<number, Wrapped>;
  readonly runtime: Runtime;
  /** Types that the added functions use, in the order of their indices behind the module's own. */
  readonly addedTypes: readonly FunctionType[];
}

/** Throws Failure when the module lacks a function that has to be there. */
export function planRewrite(module: ModuleIndex, options: InstrumentOptions): Plan {
  const indicesOf = (names: readonly string[]): Set<number> =>
    new Set(names.flatMap((name) => ownFunction(module, name) ?? []));
  const addedTypes: FunctionType[] = [];
  const freeFunctions = indicesOf(options.freeFunctions);
  for (const index of freeFunctions) requireBlockParameter(module, index);
  const required = module.tables === 0 ? 'function table' : module.memories === 0 ? 'memory' : null;
  if (required) throw incomplete(required);
  const first = module.functionTypes.length;
  return {
    evalFunction: requiredFunction(module, options.evalFunction),
    birthFunctions: indicesOf(options.birthFunctions),
    freeFunctions,
    wrapped: planWrapped(module, options, first + INJECTED_NAMES.length),
    addedTypes,
    runtime: {
      options,
      memory: module.memories,
      globals: numbered(GLOBALS, module.globals),
      functions: numbered(INJECTED_NAMES, first),
      dictLookup: requiredLookup(module, options.dictLookupFunction),
      typeIndex: (params, results) =>
        module.types.length + placeOfType(addedTypes, params, results),
    },
  };
}

/** Type index of an injected function. */
export const injectedType = (plan: Plan, name: (typeof INJECTED_NAMES)[number]): number =>
  plan.runtime.typeIndex(INJECTED[name].params, INJECTED[name].results);

export function typeOfFunction(module: ModuleIndex, index: number): FunctionType {
  const type = module.types[module.functionTypes[index] ?? -1];
  if (!type) throw new Failure('engine', damaged(`function ${index} has no type`));
  return type;
}

export const damaged = (what: string): string =>
  `The engine's binary is damaged (${what}); reinstall the engine's npm package.`;

const incomplete = (what: string): Failure => new Failure('engine', damaged(`it has no ${what}`));

/** Index of a function that the module itself defines under this name. */
function ownFunction(module: ModuleIndex, name: string): number | undefined {
  const index = module.functionByName.get(name);
  return index !== undefined && index >= module.importedFunctions ? index : undefined;
}

/** Index of a function that the module does not name, if it is the one that is meant. */
function staticFunction(
  module: ModuleIndex,
  { staticFunctions = [] }: InstrumentOptions,
  name: string,
): number | undefined {
  const known = staticFunctions.find((one) => one.name === name);
  const body = known && bodyOf(module, known.index);
  return body && body.end - body.at === known.bytes ? known.index : undefined;
}

function requiredFunction(module: ModuleIndex, name: string): number {
  const index = ownFunction(module, name);
  if (index === undefined) throw incomplete(`function ${name}`);
  return index;
}

const isI32 = (types: Uint8Array, count: number): boolean =>
  types.length === count && types.every((type) => type === TYPE.i32);

function requiredLookup(module: ModuleIndex, name: string): number {
  const index = requiredFunction(module, name);
  const { params, results } = typeOfFunction(module, index);
  if (!isI32(params, 3) || !isI32(results, 1))
    throw incomplete(`${name} of type (dict, key, hash) -> value`);
  return index;
}

function requireBlockParameter(module: ModuleIndex, index: number): void {
  if (typeOfFunction(module, index).params[0] !== TYPE.i32)
    throw incomplete(`block parameter in ${module.nameOfFunction.get(index) ?? index}`);
}

function planWrapped(
  module: ModuleIndex,
  options: InstrumentOptions,
  firstMoved: number,
): Map<number, Wrapped> {
  const wrapped = new Map<number, Wrapped>();
  const wrap = (name: string, index: number, as: Wrapped['as']): void => {
    const held = wrapped.get(index);
    if (held && (typeof held.as !== 'number' || typeof as !== 'number'))
      throw new Failure('engine', `Function ${name} cannot be watched and be a realloc at once.`);
    if (held) return;
    const typeIndex = module.functionTypes[index] ?? 0;
    wrapped.set(index, { index, movedTo: firstMoved + wrapped.size, typeIndex, as });
  };
  options.watchedFunctions.forEach((name, watchId) => {
    const index = ownFunction(module, name) ?? staticFunction(module, options, name);
    if (index !== undefined) wrap(name, forwarded(module, index), watchId);
  });
  for (const name of options.reallocFunctions ?? []) {
    const index = ownFunction(module, name);
    if (index === undefined) continue;
    const { params, results } = typeOfFunction(module, index);
    if (!isI32(params, 2) || !isI32(results, 1))
      throw incomplete(`${name} of type (block, size) -> block`);
    wrap(name, index, 'realloc');
  }
  if (options.mode === 'rewindable') {
    const index = requiredFunction(module, options.evalFunction);
    const { params, results } = typeOfFunction(module, index);
    if (!isI32(params, 3) || !isI32(results, 1))
      throw incomplete(`${options.evalFunction} of type (thread, frame, throwflag) -> result`);
    wrap(options.evalFunction, index, 'eval');
  }
  return wrapped;
}

/** What a function does that only calls another one, without an argument: others may call that directly. */
function forwarded(module: ModuleIndex, index: number): number {
  const body = bodyOf(module, index);
  if (!body || body.u8() !== 0 || body.u8() !== OP.call) return index;
  const target = body.u32();
  const isAll = body.u8() === OP.end && body.done && target >= module.importedFunctions;
  return isAll ? target : index;
}

function numbered<Name extends string>(
  names: readonly Name[],
  first: number,
): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, i) => [name, first + i])) as Record<Name, number>;
}

function placeOfType(
  types: FunctionType[],
  params: number | readonly number[],
  results: number,
): number {
  const i32s = (count: number): Uint8Array => new Uint8Array(count).fill(TYPE.i32);
  const wanted = typeof params === 'number' ? i32s(params) : Uint8Array.from(params);
  const found = types.findIndex(
    (type) => Buffer.compare(type.params, wanted) === 0 && type.results.length === results,
  );
  return found >= 0 ? found : types.push({ params: wanted, results: i32s(results) }) - 1;
}
