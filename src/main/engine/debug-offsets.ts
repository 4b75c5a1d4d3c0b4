// Owns comparing our tables of offsets with what the interpreter says of itself: from 3.13 on, `_PyRuntime` begins with a table
// of offsets for debuggers (`_Py_DebugOffsets`). The tables cannot be read from there, as the rewriter and the recorder need
// them without an interpreter; so each boot proves them. Invariant: a difference ends the boot before the program runs.

import { Failure } from '../../shared/base/failure.ts';
import type { EngineDefinition } from './engine-definition.ts';
import type { ProgramMemory } from './program-memory.ts';

/** Position of each offset among the 64-bit words behind the cookie, in the order of the structure. */
type DebugWords = Readonly<Record<keyof ReturnType<typeof expectedOffsets>, number>>;

const COOKIE = 'xdebugpy';

export const DEBUG_WORDS_313: DebugWords = {
  currentFrame: 22,
  frameExecutable: 29,
  frameInstruction: 30,
  frameLocalsPlus: 31,
  codeFilename: 34,
  codeName: 35,
  codeQualname: 36,
  codeLineTable: 37,
  codeFirstLine: 38,
  codeArgCount: 39,
  codeLocalsPlusNames: 40,
  codeLocalsPlusKinds: 41,
  codeUnits: 42,
  objectType: 44,
  typeName: 46,
  typeFlags: 48,
  tupleItems: 50,
  tupleSize: 51,
  listSize: 54,
  floatValue: 59,
  intTag: 61,
  intDigits: 62,
  bytesSize: 64,
  bytesData: 65,
  strState: 67,
  strLength: 68,
  strAsciiData: 69,
  gcCollecting: 71,
};

export const DEBUG_WORDS_314: DebugWords = {
  currentFrame: 25,
  frameExecutable: 32,
  frameInstruction: 33,
  frameLocalsPlus: 34,
  codeFilename: 39,
  codeName: 40,
  codeQualname: 41,
  codeLineTable: 42,
  codeFirstLine: 43,
  codeArgCount: 44,
  codeLocalsPlusNames: 45,
  codeLocalsPlusKinds: 46,
  codeUnits: 47,
  objectType: 50,
  typeName: 52,
  typeFlags: 54,
  tupleItems: 56,
  tupleSize: 57,
  listSize: 60,
  floatValue: 69,
  intTag: 71,
  intDigits: 72,
  bytesSize: 74,
  bytesData: 75,
  strState: 77,
  strLength: 78,
  strAsciiData: 79,
  gcCollecting: 81,
};

/** gcstate->enabled, from which findGcFlag counts, lies behind two other words. */
const GC_ENABLED = 8;

function expectedOffsets({ layout, instrument }: EngineDefinition) {
  const { code } = layout;
  return {
    currentFrame: instrument.layout.currentFrame[0] ?? -1,
    frameExecutable: 0,
    frameInstruction: instrument.layout.frameInstruction,
    frameLocalsPlus: instrument.layout.frameLocalsPlus,
    codeFilename: code.filename,
    codeName: code.name,
    codeQualname: code.qualname,
    codeLineTable: code.lineTable,
    codeFirstLine: code.firstLine,
    codeArgCount: code.argCount,
    codeLocalsPlusNames: code.localsPlusNames,
    codeLocalsPlusKinds: code.localsPlusKinds,
    codeUnits: code.units,
    objectType: layout.object.type,
    typeName: layout.type.name,
    typeFlags: layout.type.flags,
    tupleItems: layout.tuple.items,
    tupleSize: layout.tuple.size,
    listSize: layout.list.size,
    floatValue: layout.float.value,
    intTag: layout.int.tag,
    intDigits: layout.int.digits,
    bytesSize: layout.bytes.size,
    bytesData: layout.bytes.data,
    strState: layout.str.state,
    strLength: layout.str.length,
    strAsciiData: layout.str.asciiData,
    gcCollecting: GC_ENABLED + layout.gcCollectingAfterEnabled,
  };
}

/** Throws Failure when the interpreter at hand is not the one that the tables describe. @param runtime address of _PyRuntime */
export function checkDebugOffsets(
  engine: EngineDefinition,
  memory: ProgramMemory,
  runtime: unknown,
): void {
  const words = engine.selfDescription;
  if (words === null) return;
  const start = Number(runtime) + COOKIE.length;
  if (memory.cString(Number(runtime)).slice(0, COOKIE.length) !== COOKIE)
    throw mismatch(engine, 'table of offsets');
  for (const [name, expected] of Object.entries(expectedOffsets(engine))) {
    const word = words[name];
    if (word === undefined || memory.u32(start + 8 * word) !== expected)
      throw mismatch(engine, `offset of ${name}`);
  }
}

const mismatch = ({ id, npmPackage }: EngineDefinition, what: string): Failure =>
  new Failure(
    'engine',
    `The engine for Python ${id} has another ${what} than this version of Refscope knows; reinstall the npm package ${npmPackage}.`,
  );
