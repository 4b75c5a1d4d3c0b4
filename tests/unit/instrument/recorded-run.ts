// Owns running one program on the instrumented engine inside a worker, and folding the ring as it fills. It boots the package
// by itself: what is under test is the rewritten binary, not the engine room.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { engineDefinition, enginePackageDir } from '../../../src/main/engine/catalogue.ts';
import { instrument } from '../../../src/main/instrument/instrument.ts';
import type { InstrumentOptions, RuntimeExports } from '../../../src/shared/model/instrumented.ts';
import { SEGMENT_BYTES, segmentStart } from '../../../src/shared/model/ring.ts';
import { FoldedRing, type Folded } from './folded-ring.ts';

export interface RecordedRunInput {
  readonly source: string;
  readonly mode: InstrumentOptions['mode'];
}
export interface RecordedRun extends Folded {
  readonly exit: number;
  readonly output: string;
}

interface EmscriptenLike {
  readonly HEAPU32: Uint32Array;
  addFunction(callback: (...args: number[]) => void, signature: string): number;
}
interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, bytes: Uint8Array | string): void;
}
type Exports = RuntimeExports & { Py_RunMain(): number; PyThreadState_Get(): number };

/** Segments between two comparisons of all counts with memory. */
const COMPARE_EVERY = 8;

const engine = engineDefinition('3.12');
const folder = enginePackageDir(engine);

async function boot(wasm: Uint8Array<ArrayBuffer>, source: string, print: (text: string) => void) {
  await import(pathToFileURL(path.join(folder, engine.scriptFile)).href);
  const { _createPyodideModule: create } = globalThis as unknown as {
    _createPyodideModule(settings: object): Promise<EmscriptenLike>;
  };
  let exports: Exports | undefined;
  const module = await create({
    API: {
      config: {},
      runtimeEnv: { IN_NODE: true },
      public_api: {},
      lockFilePromise: new Promise(() => {}),
    },
    thisProgram: 'python',
    arguments: ['/home/prog.py'],
    print,
    printErr: print,
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: unknown, module: unknown) => void,
    ) {
      void WebAssembly.instantiate(wasm, imports).then(({ instance, module: compiled }) => {
        exports = instance.exports as unknown as Exports;
        const { refscope_memory: _hidden, ...known } = instance.exports;
        done({ exports: known }, compiled);
      });
      return {};
    },
    preRun: [
      ({ FS }: { FS: FileSystem }) => {
        for (const directory of ['/home', ...engine.libraryDirs]) FS.mkdirTree(directory);
        FS.writeFile(engine.stdlibPath, fs.readFileSync(path.join(folder, engine.stdlibFile)));
        FS.writeFile('/home/prog.py', source);
      },
    ],
  });
  if (!exports) throw new Error('the module was not instantiated');
  return { module, exports };
}

async function run({ source, mode }: RecordedRunInput): Promise<RecordedRun> {
  const original = new Uint8Array(fs.readFileSync(path.join(folder, engine.wasmFile)));
  const { wasm, sites } = instrument(original, { ...engine.instrument, mode });
  const lines: string[] = [];
  const { module, exports } = await boot(wasm, source, (line) => lines.push(line));
  const start = segmentStart(0);
  const folded = new FoldedRing(exports.refscope_memory.buffer, sites);
  let handovers = 0;
  const next = (): void => {
    folded.fold(start, exports.refscope_ring_ptr());
    if (handovers++ % COMPARE_EVERY === 0) folded.compare(module.HEAPU32);
    exports.refscope_set_ring(start, start + SEGMENT_BYTES);
  };
  exports.refscope_set_callbacks(module.addFunction(next, 'v'), 0);
  exports.refscope_set_thread(exports.PyThreadState_Get());
  exports.refscope_set_ring(start, start + SEGMENT_BYTES);
  const exit = exports.Py_RunMain();
  next();
  folded.compare(module.HEAPU32);
  return { exit, output: lines.join('\n'), ...folded.result() };
}

if (!isMainThread) parentPort?.postMessage(await run(workerData as RecordedRunInput));
