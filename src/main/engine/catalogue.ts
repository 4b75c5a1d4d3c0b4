// Owns the list of engines: which npm package holds the binary, what CPython it is, and everything that differs between
// versions. Nothing outside this room knows a version's offsets or opcodes.

import { createRequire } from 'node:module';
import path from 'node:path';
import { unpackedPath } from '../../shared/base/unpacked-path.ts';
import { Failure } from '../../shared/base/failure.ts';
import type { EngineId } from '../../shared/model/engine-messages.ts';
import type { InstrumentOptions } from '../../shared/model/instrumented.ts';
import { LOCALS_WRITERS, WRITES_THROUGH } from './names/frame-locals.ts';
import { HEAP_312, HEAP_313, HEAP_314 } from './heap/heap-layout.ts';
import { LAYOUT_312, LAYOUT_314 } from './layout.ts';
import { parseNames } from './function-names/function-names.ts';
import { HELPERS_312, HELPERS_313, HELPERS_314 } from './function-names/helpers.ts';
import { NAMES_312 } from './function-names/names-312.ts';
import { NAMES_313 } from './function-names/names-313.ts';
import { NAMES_314 } from './function-names/names-314.ts';
import type { EngineDefinition } from './engine-definition.ts';
import type { OpcodeTable } from './opcode-table.ts';
import { OPCODES_312 } from './opcodes-312.ts';
import { OPCODES_313 } from './opcodes-313.ts';
import { OPCODES_314 } from './opcodes-314.ts';
import {
  describedHeap,
  describedLayout,
  describedOptions,
} from './self-description/described-engine.ts';
import { offsetsOfBinary } from './self-description/own-offsets.ts';
import { WORDS_313, WORDS_314, type Words } from './self-description/words.ts';

/** Watched functions by name; the instrumented module reports their position in this list. */
export const WATCHED = ['PyType_Ready', 'Py_FinalizeEx', ...LOCALS_WRITERS];

const NAME_STORES = new Set(['STORE_NAME', 'DELETE_NAME', 'STORE_GLOBAL', 'DELETE_GLOBAL']);

const files = (id: EngineId, scriptFile: string) => {
  const short = id.replace('.', '');
  return {
    npmPackage: `pyodide-${short}`,
    scriptFile,
    wasmFile: 'pyodide.asm.wasm',
    stdlibFile: 'python_stdlib.zip',
    stdlibPath: `/lib/python${short}.zip`,
    libraryDirs: [`/lib/python${id}/lib-dynload`, `/lib/python${id}/site-packages`],
  };
};

const nameStores = ({ names }: OpcodeTable): number[] =>
  Object.entries(names)
    .filter(([, name]) => NAME_STORES.has(name))
    .map(([opcode]) => Number(opcode));

const INSTRUMENT_312: InstrumentOptions = {
  layout: {
    currentFrame: [40, 0],
    frameInstruction: 28,
    frameGlobals: 12,
    frameLocals: 20,
    frameLocalsPlus: 40,
    recursionRemaining: 16,
    recursionLimit: 20,
    objectType: 4,
    typeFlags: 84,
    strHash: 12,
    cellValue: 8,
    length: LAYOUT_312.str.length,
    intDigits: LAYOUT_312.int.digits,
    bytesData: LAYOUT_312.bytes.data,
    strState: LAYOUT_312.str.state,
    strAsciiData: LAYOUT_312.str.asciiData,
    strCompactData: LAYOUT_312.str.compactData,
    rangeBounds: LAYOUT_312.range.bounds,
  },
  immortalRefcount: 0x3fff_ffff,
  immortalConstants: [0x3fff_ffff],
  evalFunction: '_PyEval_EvalFrameDefault',
  birthFunctions: [
    '_Py_NewReference',
    '_Py_NewReferenceNoTotal',
    'PyObject_Init',
    'PyObject_InitVar',
    '_PyObject_New',
    '_PyObject_NewVar',
  ],
  freeFunctions: ['PyObject_Free', 'PyMem_Free', 'PyMem_RawFree', 'free'],
  reallocFunctions: ['PyObject_Realloc', 'PyMem_Realloc', 'PyMem_RawRealloc', 'realloc'],
  watchedFunctions: WATCHED.slice(0, WATCHED.indexOf(WRITES_THROUGH)),
  collector: {
    disableFunction: 'PyGC_Disable',
    collectingAfterEnabled: LAYOUT_312.gcCollectingAfterEnabled,
  },
  dictLookupFunction: '_PyDict_GetItem_KnownHash',
  nameStoreOpcodes: nameStores(OPCODES_312),
  staticFunctions: [...parseNames(NAMES_312), ...parseNames(HELPERS_312)],
  mode: 'guarded',
};

/** The current frame hangs on the thread state itself. */
const INSTRUMENT_313: InstrumentOptions = {
  ...INSTRUMENT_312,
  nameStoreOpcodes: nameStores(OPCODES_313),
  watchedFunctions: WATCHED,
  layout: {
    ...INSTRUMENT_312.layout,
    currentFrame: [52],
    recursionRemaining: 28,
    recursionLimit: 32,
  },
  staticFunctions: [...parseNames(NAMES_313), ...parseNames(HELPERS_313)],
};

/** Counts from 2^30 on are immortal: 5 << 28 is stored in what becomes it, 7 << 28 in static objects and small ints. */
const INSTRUMENT_314: InstrumentOptions = {
  ...INSTRUMENT_313,
  nameStoreOpcodes: nameStores(OPCODES_314),
  layout: { ...INSTRUMENT_313.layout, recursionRemaining: 32, recursionLimit: 36 },
  collector: {
    disableFunction: 'PyGC_Disable',
    collectingAfterEnabled: LAYOUT_314.gcCollectingAfterEnabled,
  },
  staticFunctions: [...parseNames(NAMES_314), ...parseNames(HELPERS_314)],
  immortalRefcount: 0x4000_0000,
  immortalConstants: [0x7000_0000, 0x5000_0000, 0x4000_0000],
};

/** The tables of a version with what its binary says of itself in them, which is read at the first use. Using it throws Failure. */
function describingItself(
  words: Words,
  table: Omit<EngineDefinition, 'ownOffsets'>,
): EngineDefinition {
  let read: Pick<EngineDefinition, 'ownOffsets' | 'layout' | 'instrument' | 'heap'> | undefined;
  const own = (): NonNullable<typeof read> => {
    if (read) return read;
    const file = path.join(enginePackageDir(table), table.wasmFile);
    const offsets = offsetsOfBinary(table, words, file);
    read = {
      ownOffsets: { words, offsets },
      layout: describedLayout(table.layout, offsets),
      instrument: describedOptions(table.instrument, offsets),
      heap: describedHeap(table.heap, offsets),
    };
    return read;
  };
  return {
    ...table,
    get ownOffsets() {
      return own().ownOffsets;
    },
    get layout() {
      return own().layout;
    },
    get instrument() {
      return own().instrument;
    },
    get heap() {
      return own().heap;
    },
  };
}

export const ENGINES: readonly EngineDefinition[] = [
  {
    id: '3.12',
    pythonVersion: '3.12.1',
    ...files('3.12', 'pyodide.asm.js'),
    instrument: INSTRUMENT_312,
    layout: LAYOUT_312,
    heap: HEAP_312,
    opcodes: OPCODES_312,
    isThrowAnArrival: false,
    ownOffsets: null,
  },
  describingItself(WORDS_313, {
    id: '3.13',
    pythonVersion: '3.13.2',
    ...files('3.13', 'pyodide.asm.js'),
    instrument: INSTRUMENT_313,
    // What it does not say of itself lies where it did in 3.12.
    layout: LAYOUT_312,
    heap: HEAP_313,
    opcodes: OPCODES_313,
    isThrowAnArrival: true,
  }),
  describingItself(WORDS_314, {
    id: '3.14',
    pythonVersion: '3.14.2',
    ...files('3.14', 'pyodide.asm.mjs'),
    instrument: INSTRUMENT_314,
    layout: LAYOUT_314,
    heap: HEAP_314,
    opcodes: OPCODES_314,
    isThrowAnArrival: true,
  }),
];

/** The definition of an engine, or a Failure that lists the engines there are. */
export function engineDefinition(id: EngineId): EngineDefinition {
  const found = ENGINES.find((engine) => engine.id === id);
  if (found) return found;
  const known = ENGINES.map((engine) => engine.id).join(', ');
  throw new Failure(
    'engine',
    `Python ${id} is not available in this version of Refscope; choose one of: ${known}.`,
  );
}

/** Folder of the engine's npm package. Throws Failure when it is not installed. */
export function enginePackageDir(definition: Pick<EngineDefinition, 'id' | 'npmPackage'>): string {
  try {
    const require = createRequire(import.meta.url);
    return unpackedPath(path.dirname(require.resolve(`${definition.npmPackage}/package.json`)));
  } catch {
    throw new Failure(
      'engine',
      `The engine for Python ${definition.id} (npm package ${definition.npmPackage}) is not installed; run npm install.`,
    );
  }
}
