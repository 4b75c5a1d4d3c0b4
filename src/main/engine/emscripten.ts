// Owns loading a pyodide package as a plain Emscripten program: what its generated script needs and gives. Must not run
// Pyodide's own bootstrap. Invariant: the module it resolves has run `main` (Python is initialised) and nothing else.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RewindExports, RuntimeExports } from '../../shared/model/instrumented.ts';
import type { EngineDefinition } from './engine-definition.ts';
import type { DeviceFs } from './entropy.ts';
import type { GrowingFs } from './file-quota.ts';
import type { SocketFs } from './loopback/open-sockets.ts';
import type { EmscriptenFs } from './stdio.ts';
import type { ReadableFs } from './program-files.ts';

/** What this room uses of the Emscripten module object. Data symbols are numbers under `_Name`. */
export interface EmscriptenModule {
  readonly HEAPU8: Uint8Array;
  readonly FS: EmscriptenFs & GrowingFs & ReadableFs & SocketFs & DeviceFs;
  readonly ENV: Record<string, string>;
  readonly wasmTable: {
    readonly length: number;
    get(index: number): (...args: number[]) => number;
  };
  addFunction(callback: (...args: number[]) => number | void, signature: string): number;
  readonly [symbol: `_${string}`]: unknown;
}

/** The wasm exports, by C name. Those of RewindExports are there in a rewindable engine. */
export type EngineExports = RuntimeExports &
  RewindExports & {
    Py_RunMain(): number;
    PyThreadState_Get(): number;
    PyInterpreterState_Get(): number;
    /** Takes the table index of a C function (event, code object) -> 0. */
    PyCode_AddWatcher(callback: number): number;
    /** The C stack grows down from base to end. */
    emscripten_stack_get_base(): number;
    emscripten_stack_get_end(): number;
    /** Takes the table index of a C function (event, dict, key, value) -> 0. Returns its id. */
    PyDict_AddWatcher(callback: number): number;
    PyDict_Watch(watcher: number, dict: number): number;
    PyGC_Enable(): number;
    PyGC_Disable(): number;
    PyLong_FromUnsignedLong(value: number): number;
  };

export interface Emscripten {
  readonly module: EmscriptenModule;
  readonly exports: EngineExports;
}

type Imports = Record<string, Record<string, unknown>>;
type Create = (options: Record<string, unknown>) => Promise<EmscriptenModule>;

export interface LoadOptions {
  readonly engine: EngineDefinition;
  readonly packageDir: string;
  readonly wasm: WebAssembly.Module;
  readonly argv: readonly string[];
  /** May replace imports in place, before instantiation. */
  wrapImports(imports: Imports): void;
  /** The file system exists, nothing has run. */
  prepare(module: EmscriptenModule): void;
  /** Memory is initialised and constructors have run; `main` has not. */
  beforeMain(loaded: Emscripten): void;
}

async function loadFactory(engine: EngineDefinition, packageDir: string): Promise<Create> {
  const loaded = (await import(pathToFileURL(path.join(packageDir, engine.scriptFile)).href)) as {
    default?: unknown;
  };
  const scope = globalThis as { _createPyodideModule?: unknown };
  const create = scope._createPyodideModule ?? loaded.default;
  if (typeof create !== 'function') throw new Error(`${engine.scriptFile} gave no module factory`);
  return create as Create;
}

export async function loadEmscripten(options: LoadOptions): Promise<Emscripten> {
  const { engine, packageDir } = options;
  const create = await loadFactory(engine, packageDir);
  let exports: EngineExports | undefined;
  let seen: EmscriptenModule | undefined;
  const settings: Record<string, unknown> = {
    API: {
      config: {},
      runtimeEnv: { IN_NODE: true, IN_NODE_ESM: true },
      public_api: {},
      lockFilePromise: new Promise(() => {}),
    },
    thisProgram: 'python',
    arguments: [...options.argv],
    noFSInit: true,
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm: (
      imports: Imports,
      done: (instance: { exports: object }, module: WebAssembly.Module) => void,
    ) => {
      imports['sentinel'] ??= createSentinel();
      options.wrapImports(imports);
      void WebAssembly.instantiate(options.wasm, asImports(imports)).then((instance) => {
        exports = instance.exports as unknown as EngineExports;
        done({ exports: hideSecondMemory(instance.exports) }, options.wasm);
      });
      return {};
    },
    preRun: [
      (module: EmscriptenModule) => {
        seen = module;
        installLibrary(module, engine, packageDir);
        options.prepare(module);
      },
    ],
    // Emscripten gives the module as an argument to preRun only; later hooks close over what preRun saw.
    onRuntimeInitialized: () => {
      if (exports && seen) options.beforeMain({ module: seen, exports });
    },
  };
  const module = await create(settings);
  if (!exports) throw new Error('the module was never instantiated');
  return { module, exports };
}

/** 3.13 takes the value that stands for an error in its JavaScript bridge from its surroundings. */
function createSentinel(): Record<string, unknown> {
  const sentinel = Symbol('error');
  return {
    create_sentinel: () => sentinel,
    is_sentinel: (value: unknown) => (value === sentinel ? 1 : 0),
  };
}

const asImports = (imports: object): WebAssembly.Imports => imports as WebAssembly.Imports;

/** Emscripten prints a warning about exports of a kind that it does not know. */
const hideSecondMemory = (exports: WebAssembly.Exports): object =>
  Object.fromEntries(Object.entries(exports).filter(([name]) => !name.startsWith('refscope_')));

function installLibrary(
  module: EmscriptenModule,
  engine: EngineDefinition,
  packageDir: string,
): void {
  for (const dir of engine.libraryDirs) module.FS.mkdirTree(dir);
  module.FS.writeFile(engine.stdlibPath, fs.readFileSync(path.join(packageDir, engine.stdlibFile)));
}
