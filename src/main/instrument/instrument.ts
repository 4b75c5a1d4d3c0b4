// Owns the rewrite of an engine's binary: wasm bytes in, wasm bytes out, in which every store to a reference count is
// logged (boundary: shared/model/instrumented.ts). Knows no Python beyond reference counts and runs nothing.
// Invariant: nothing of the module is renumbered; the result behaves as the original while it is not recording.

import { ByteReader, ByteWriter, MalformedBytes } from '../../shared/base/bytes.ts';
import { Failure } from '../../shared/base/failure.ts';
import type { InstrumentOptions } from '../../shared/model/instrumented.ts';
import type { Site, SiteKind } from '../../shared/model/site.ts';
import { BodyRewriter } from './body-rewriter.ts';
import { readModule, type ModuleIndex } from './module-reader.ts';
import { writeModule } from './module-writer.ts';
import { damaged, planRewrite, typeOfFunction, type Plan } from './plan.ts';
import { INJECTED } from './runtime/injected.ts';
import { evalWrapper } from './runtime/rewind.ts';
import { INJECTED_NAMES } from './runtime/runtime.ts';
import { reallocWrapper, watchedWrapper } from './runtime/wrappers.ts';
import { SECTION } from './wasm-format.ts';

/** Part of the key of cached binaries: raise it with every change of what this room writes. */
export const INSTRUMENTER_VERSION = 17;

export interface InstrumentStats {
  /** Functions with a body in the original module. */
  readonly functions: number;
  readonly sitesByKind: Readonly<Partial<Record<SiteKind, number>>>;
  readonly certainSites: number;
  readonly freeFunctions: number;
  /** Watched functions and reallocs that exist in this binary. */
  readonly wrappedFunctions: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export interface InstrumentResult {
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** By site number, as it stands in event records. */
  readonly sites: Site[];
  /** Locals of the eval function that hold the frame and the instruction. */
  readonly evalLoop: { readonly frameLocal: number; readonly instructionLocal: number };
  readonly stats: InstrumentStats;
}

/** Throws Failure ('engine') for a binary that is damaged or is not the engine that `options` describe. */
export function instrument(wasm: Uint8Array, options: InstrumentOptions): InstrumentResult {
  try {
    return rewrite(readModule(wasm), options);
  } catch (error) {
    if (error instanceof MalformedBytes)
      throw new Failure('engine', damaged(`at byte ${error.at}: ${error.message}`));
    throw error;
  }
}

function rewrite(module: ModuleIndex, options: InstrumentOptions): InstrumentResult {
  if (module.functionByName.has('refscope_set_ring'))
    throw new Failure('engine', damaged('it is instrumented already'));
  const plan = planRewrite(module, options);
  const bodies = new BodyRewriter(module, plan, options);
  const code = writeCode(module, plan, bodies);
  const { evalLoop, sites } = bodies;
  if (!evalLoop) throw new Failure('engine', damaged(`${options.evalFunction} has no body`));
  const out = writeModule(module, plan, code);
  const { frameLocal, instructionLocal } = evalLoop;
  return {
    wasm: out,
    sites,
    evalLoop: { frameLocal, instructionLocal },
    stats: {
      functions: module.functionTypes.length - module.importedFunctions,
      sitesByKind: countKinds(sites),
      certainSites: sites.filter(({ certain }) => certain).length,
      freeFunctions: plan.freeFunctions.size,
      wrappedFunctions: plan.wrapped.size,
      bytesIn: module.bytes.length,
      bytesOut: out.length,
    },
  };
}

/** Content of the new code section: rewritten bodies, then injected ones, then those that moved. */
function writeCode(module: ModuleIndex, plan: Plan, bodies: BodyRewriter): Uint8Array {
  const section = module.sections.find(({ id }) => id === SECTION.code);
  if (!section) throw new MalformedBytes('it has no code', module.bytes.length);
  const reader = new ByteReader(module.bytes, section.start, section.end);
  const count = reader.u32();
  const { importedFunctions, functionTypes } = module;
  if (count !== functionTypes.length - importedFunctions)
    throw new MalformedBytes('functions and bodies differ in number', section.start);
  const out = new ByteWriter(Math.ceil((section.end - section.start) * 1.25));
  const moved = new ByteWriter();
  out.u32(count + INJECTED_NAMES.length + plan.wrapped.size);
  const movedBodies = new Map<number, Uint8Array>();
  for (let index = importedFunctions; index < functionTypes.length; index++) {
    const body = reader.part(reader.u32());
    const wrapped = plan.wrapped.get(index);
    if (!wrapped) {
      bodies.rewrite(index, body, out);
      continue;
    }
    moved.clear();
    bodies.rewrite(index, body, moved);
    movedBodies.set(index, moved.view().slice());
    out.sized(wrapper(module, plan, index));
  }
  if (!reader.done) throw new MalformedBytes('bytes follow the last body', reader.at);
  for (const name of INJECTED_NAMES) out.sized(INJECTED[name].assemble(plan.runtime));
  for (const index of plan.wrapped.keys()) out.raw(movedBodies.get(index) ?? []);
  return out.view();
}

function wrapper(module: ModuleIndex, plan: Plan, index: number): Uint8Array {
  const wrapped = plan.wrapped.get(index);
  if (!wrapped) throw new Error(`Internal error: function ${index} is not wrapped`);
  const moved = { type: typeOfFunction(module, index), movedTo: wrapped.movedTo };
  if (wrapped.as === 'eval') return evalWrapper(plan.runtime, moved.movedTo);
  return wrapped.as === 'realloc'
    ? reallocWrapper(plan.runtime, moved)
    : watchedWrapper(plan.runtime, moved, wrapped.as);
}

function countKinds(sites: readonly Site[]): Partial<Record<SiteKind, number>> {
  const counts: Partial<Record<SiteKind, number>> = {};
  for (const { kind } of sites) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
