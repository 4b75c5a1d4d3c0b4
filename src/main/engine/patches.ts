// Owns the two changes made to the interpreter itself: sys.getrefcount prints what 64-bit CPython prints for immortal
// objects, and the module that opens Pyodide's JavaScript bridge cannot be imported. Neither changes any reference count.

import { IMMORTAL_AS_PRINTED } from '../../shared/model/session.ts';
import { FIRST_ADDRESS } from '../../shared/model/ring.ts';
import type { EngineDefinition } from './engine-definition.ts';
import type { Emscripten } from './emscripten.ts';
import type { ProgramMemory } from './program-memory.ts';

const encoder = new TextEncoder();

/** Addresses of a NUL-delimited C string in memory. */
function findCString(bytes: Uint8Array, text: string): number[] {
  const wanted = encoder.encode(`\0${text}\0`);
  const found: number[] = [];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = buffer.indexOf(wanted); at >= 0; at = buffer.indexOf(wanted, at + 1))
    found.push(at + 1);
  return found;
}

/**
 * Replaces the C function of the method `sys.getrefcount` by one that calls it, unless its argument is immortal: then it
 * returns the number that 64-bit CPython prints, as a new int, as the original does. `onCall` gets the object and the number.
 */
export function patchGetRefcount(
  loaded: Emscripten,
  engine: EngineDefinition,
  memory: ProgramMemory,
  onCall: (object: number, printed: number) => void,
): void {
  const { module, exports } = loaded;
  const names = new Set(findCString(module.HEAPU8, 'getrefcount'));
  const view = memory.view();
  for (let at = FIRST_ADDRESS; at + 16 <= view.byteLength; at += 4) {
    if (!names.has(view.getUint32(at + memory.layout.method.name, true))) continue;
    const pointer = at + memory.layout.method.pointer;
    const original = view.getUint32(pointer, true);
    const call = module.wasmTable.get(original);
    if (typeof call !== 'function') continue;
    const replacement = (self = 0, object = 0): number => {
      const count = memory.refcount(object);
      const immortal = count >= engine.instrument.immortalRefcount;
      const printed = immortal ? IMMORTAL_AS_PRINTED[engine.id] : count;
      onCall(object, printed);
      return immortal ? exports.PyLong_FromUnsignedLong(printed) : call(self, object);
    };
    view.setUint32(pointer, module.addFunction(replacement, 'iii'), true);
    return;
  }
}

/** Blanks the names of built-in modules, so that no import finds them. */
export function removeBuiltinModules(
  module: { readonly HEAPU8: Uint8Array },
  names: readonly string[],
): void {
  for (const name of names)
    for (const at of findCString(module.HEAPU8, name)) module.HEAPU8[at] = 1;
}
