// Owns finding the objects that are there, without asking the interpreter. Must not change anything.

import { FIRST_ADDRESS, MEMORY } from '../../shared/model/ring.ts';
import type { EmscriptenModule } from './emscripten.ts';
import type { ProgramMemory } from './program-memory.ts';

/** A static object's count is immortal, or was when it was compiled in. */
const LEAST_STATIC_REFCOUNT = 0x1000_0000;
const STATIC_TYPES = ['_PyType_Type', '_PyCode_Type'] as const;

/**
 * Addresses of objects whose live bit is set and whose count is not 0. Free lists keep the blocks of dead objects, and CPython 3.14
 * links those through their first word: a number there that is the address of another such block is no count.
 */
export const liveObjects = (ring: SharedArrayBuffer, memory: ProgramMemory): number[] =>
  markedObjects(liveBits(ring, memory), memory);

/** A bit per 8 bytes of the program's memory: an object starts there. */
export const liveBits = (ring: SharedArrayBuffer, memory: ProgramMemory): Uint8Array =>
  new Uint8Array(ring, MEMORY.objects, Math.ceil(memory.size / 64));

/** The same of a copy of the bits. */
export function markedObjects(bits: Uint8Array, memory: ProgramMemory): number[] {
  const isBlock = (address: number): boolean =>
    address % 8 === 0 && ((bits[address >>> 6] ?? 0) & (1 << ((address >>> 3) & 7))) !== 0;
  const isAlive = (count: number): boolean =>
    count > 0 && !(count >= FIRST_ADDRESS && isBlock(count));
  const found: number[] = [];
  bits.forEach((byte, i) => {
    for (let bit = 0; byte >> bit !== 0; bit++) {
      const address = (i * 8 + bit) * 8;
      if ((byte >> bit) & 1 && isAlive(memory.refcount(address))) found.push(address);
    }
  });
  return found;
}

/** Types and code objects that are compiled into the binary: static data whose type word is one of theirs. */
export function staticObjects(module: EmscriptenModule, memory: ProgramMemory): number[] {
  const types = new Set(STATIC_TYPES.map((name) => module[name]));
  const end = module['___heap_base'];
  const words = new Uint32Array(
    memory.bytes(0, typeof end === 'number' ? end : memory.size & ~3).buffer,
  );
  const found: number[] = [];
  for (let i = 1; i < words.length; i++) {
    if (types.has(words[i]) && (words[i - 1] ?? 0) >= LEAST_STATIC_REFCOUNT)
      found.push(4 * (i - 1));
  }
  return found;
}
