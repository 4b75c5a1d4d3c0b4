// Owns reading what an interpreter says of itself, from its memory or from its binary, where the table is static data: the rewriter and
// the recorder have no interpreter at hand. Invariant: what is read in one place is what is read in the other, or the boot ends.

import { Failure } from '../../../shared/base/failure.ts';
import type { EngineDefinition } from '../engine-definition.ts';
import type { ProgramMemory } from '../program-memory.ts';
import { readStaticData } from './static-data.ts';
import type { OwnOffsets, Words } from './words.ts';

const COOKIE = 'xdebugpy';
/** No structure of CPython's is larger; another table would hold addresses. */
const MOST_OFFSET = 1 << 16;

type Named = Pick<EngineDefinition, 'id' | 'npmPackage'>;
/** Reads the low half of a 64-bit word at an address. */
type ReadWord = (address: number) => number;

function offsetsAt(start: number, words: Words, read: ReadWord): OwnOffsets {
  const entries = Object.entries(words).map(([name, word]) => [
    name,
    read(start + COOKIE.length + 8 * word),
  ]);
  return Object.fromEntries(entries) as OwnOffsets;
}

/** What the binary says of itself. Throws Failure. @param file of the binary as it comes from npm */
export function offsetsOfBinary(engine: Named, words: Words, file: string): OwnOffsets {
  const data = readStaticData(file);
  const start = data?.find(COOKIE) ?? null;
  if (!data || start === null) throw unknownTable(engine);
  const offsets = offsetsAt(start, words, (address) => data.read(address, 4).getUint32(0, true));
  if (Object.values(offsets).some((offset) => offset >= MOST_OFFSET)) throw unknownTable(engine);
  return offsets;
}

/** Throws Failure when the interpreter at hand is not the one that its binary describes. @param runtime address of _PyRuntime */
export function checkOwnOffsets(
  engine: EngineDefinition,
  memory: ProgramMemory,
  runtime: unknown,
): void {
  const { ownOffsets } = engine;
  if (ownOffsets === null) return;
  const start = Number(runtime);
  if (memory.cString(start).slice(0, COOKIE.length) !== COOKIE) throw unknownTable(engine);
  const said = offsetsAt(start, ownOffsets.words, (address) => memory.u32(address));
  for (const [name, offset] of Object.entries(ownOffsets.offsets))
    if (said[name as keyof OwnOffsets] !== offset) throw mismatch(engine, `offset of ${name}`);
}

const unknownTable = (engine: Named): Failure => mismatch(engine, 'table of offsets');

export const mismatch = ({ id, npmPackage }: Named, what: string): Failure =>
  new Failure(
    'engine',
    `The engine for Python ${id} has another ${what} than this version of Refscope knows; reinstall the npm package ${npmPackage}.`,
  );
