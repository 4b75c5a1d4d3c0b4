// Owns the list of engines: which npm package holds the binary, what CPython it is, and everything that differs between
// versions. Nothing outside this room knows a version's offsets or opcodes.

import { createRequire } from 'node:module';
import path from 'node:path';
import { Failure } from '../../shared/base/failure.ts';
import type { EngineId } from '../../shared/model/engine-messages.ts';
import type { InstrumentOptions } from '../../shared/model/instrumented.ts';
import { LAYOUT_312, type EngineLayout } from './layout.ts';
import type { OpcodeTable } from './opcode-table.ts';
import { OPCODES_312 } from './opcodes-312.ts';

export interface EngineDefinition {
  readonly id: EngineId;
  readonly pythonVersion: string;
  /** Name under which package.json installs the pyodide package of this version. */
  readonly npmPackage: string;
  readonly scriptFile: string;
  readonly wasmFile: string;
  readonly stdlibFile: string;
  /** Where CPython looks for its library inside the sandbox. */
  readonly stdlibPath: string;
  readonly libraryDirs: readonly string[];
  readonly instrument: InstrumentOptions;
  readonly layout: EngineLayout;
  readonly opcodes: OpcodeTable;
}

/** Watched functions by name; the instrumented module reports their position in this list. */
export const WATCHED = [
  '_PyCode_New',
  'PyUnstable_Code_NewWithPosOnlyArgs',
  'PyType_Ready',
  'Py_FinalizeEx',
];

const ENGINE_312: EngineDefinition = {
  id: '3.12',
  pythonVersion: '3.12.1',
  npmPackage: 'pyodide-312',
  scriptFile: 'pyodide.asm.js',
  wasmFile: 'pyodide.asm.wasm',
  stdlibFile: 'python_stdlib.zip',
  stdlibPath: '/lib/python312.zip',
  libraryDirs: ['/lib/python3.12/lib-dynload', '/lib/python3.12/site-packages'],
  instrument: {
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
    watchedFunctions: WATCHED,
    collector: {
      disableFunction: 'PyGC_Disable',
      collectingAfterEnabled: LAYOUT_312.gcCollectingAfterEnabled,
    },
    dictLookupFunction: '_PyDict_GetItem_KnownHash',
    mode: 'guarded',
  },
  layout: LAYOUT_312,
  opcodes: OPCODES_312,
};

export const ENGINES: readonly EngineDefinition[] = [ENGINE_312];

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
export function enginePackageDir(definition: EngineDefinition): string {
  try {
    const require = createRequire(import.meta.url);
    return path.dirname(require.resolve(`${definition.npmPackage}/package.json`));
  } catch {
    throw new Failure(
      'engine',
      `The engine for Python ${definition.id} (npm package ${definition.npmPackage}) is not installed; run npm install.`,
    );
  }
}
