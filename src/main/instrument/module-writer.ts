// Owns writing the module with what is added to its sections. Invariant: sections keep their order and their bytes; an
// added item stands behind all that were there, and a section that was missing appears in its place.

import { ByteReader, ByteWriter } from '../../shared/base/bytes.ts';
import { GLOBAL_EXPORT } from '../../shared/model/instrumented.ts';
import { SECOND_MEMORY_PAGES } from '../../shared/model/ring.ts';
import type { ModuleIndex, Section } from './module-reader.ts';
import { injectedType, type Plan } from './plan.ts';
import { INJECTED } from './runtime/injected.ts';
import { GLOBALS, INJECTED_NAMES } from './runtime/runtime.ts';
import {
  EXTERNAL,
  LIMITS_SHARED,
  OP,
  SECTION,
  SECTION_ORDER,
  TYPE,
  WASM_HEADER,
} from './wasm-format.ts';

export const MEMORY_EXPORT = 'refscope_memory';

/** Bytes of items to append to a section that is a vector, by section id. */
type Additions = ReadonlyMap<number, readonly Uint8Array[]>;

/** `code` is the content of the new code section. */
export function writeModule(
  module: ModuleIndex,
  plan: Plan,
  code: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const additions = additionsOf(module, plan);
  const out = new ByteWriter(module.bytes.length + (code.length >> 1));
  out.raw(WASM_HEADER);
  const missing = [...additions.keys()].filter(
    (id) => !module.sections.some((section) => section.id === id),
  );
  const writeMissing = (before: number): void => {
    for (const id of missing.filter((added) => rank(added) < before)) {
      writeVector({ id, existing: null, added: additions.get(id) ?? [] }, module, out);
      missing.splice(missing.indexOf(id), 1);
    }
  };
  for (const section of module.sections) {
    const { id, start, end } = section;
    if (id !== SECTION.custom) writeMissing(rank(id));
    const added = additions.get(id);
    if (id === SECTION.code) out.u8(id).sized(code);
    else if (added) writeVector({ id, existing: section, added }, module, out);
    else out.u8(id).sized(module.bytes.subarray(start, end));
  }
  writeMissing(SECTION_ORDER.length);
  return out.view();
}

const rank = (id: number): number => SECTION_ORDER.indexOf(id);

function writeVector(
  { id, existing, added }: { id: number; existing: Section | null; added: readonly Uint8Array[] },
  module: ModuleIndex,
  out: ByteWriter,
): void {
  const reader = existing ? new ByteReader(module.bytes, existing.start, existing.end) : null;
  const count = reader?.u32() ?? 0;
  const content = new ByteWriter(existing ? existing.end - existing.start + 1024 : 1024);
  content.u32(count + added.length);
  if (reader) content.raw(reader.take(reader.end - reader.at));
  for (const item of added) content.raw(item);
  out.u8(id).sized(content.view());
}

function additionsOf(module: ModuleIndex, plan: Plan): Additions {
  const functions = [
    ...INJECTED_NAMES.map((name) => injectedType(plan, name)),
    ...[...plan.wrapped.values()].map(({ typeIndex }) => typeIndex),
  ];
  return new Map([
    // Types are complete only now that every added function has asked for its own.
    [SECTION.function, functions.map((type) => new ByteWriter(8).u32(type).view())],
    [
      SECTION.type,
      plan.addedTypes.map(({ params, results }) =>
        new ByteWriter(32).u8(TYPE.func).sized(params).sized(results).view(),
      ),
    ],
    [SECTION.memory, [sharedMemory()]],
    [SECTION.global, GLOBALS.map(() => mutableZero())],
    [
      SECTION.export,
      [...exportsOf(plan), ...(isRewindable(plan) ? rewindExports(module, plan) : [])],
    ],
  ]);
}

const sharedMemory = (): Uint8Array =>
  new ByteWriter(16).u8(LIMITS_SHARED).u32(SECOND_MEMORY_PAGES).u32(SECOND_MEMORY_PAGES).view();

const mutableZero = (): Uint8Array => Uint8Array.from([TYPE.i32, 1, OP.i32Const, 0, OP.end]);

const item = (name: string, kind: number, index: number): Uint8Array =>
  new ByteWriter(64).sized(new TextEncoder().encode(name)).u8(kind).u32(index).view();

const isRewindable = ({ runtime }: Plan): boolean => runtime.options.mode === 'rewindable';

function rewindExports(
  module: ModuleIndex,
  { runtime, wrapped, evalFunction }: Plan,
): Uint8Array[] {
  const { wanted, caught, activations } = runtime.globals;
  const changing = [...module.mutableGlobals, ...Object.values(runtime.globals)];
  return [
    item('refscope_eval', EXTERNAL.function, wrapped.get(evalFunction)?.movedTo ?? evalFunction),
    item('refscope_wanted', EXTERNAL.global, wanted),
    item('refscope_caught', EXTERNAL.global, caught),
    item('refscope_activations', EXTERNAL.global, activations),
    ...changing.map((index) => item(`${GLOBAL_EXPORT}${index}`, EXTERNAL.global, index)),
  ];
}

function exportsOf({ runtime }: Plan): Uint8Array[] {
  const functions = INJECTED_NAMES.flatMap((name) => {
    const { exportName } = INJECTED[name];
    if (exportName === undefined) return [];
    return [item(exportName, EXTERNAL.function, runtime.functions[name])];
  });
  return [...functions, item(MEMORY_EXPORT, EXTERNAL.memory, runtime.memory)];
}
