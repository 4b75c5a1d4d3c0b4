// Owns one run of one program: boot, recording set up, Py_RunMain, finalization, exit status. Runs inside a worker.
// Must not decide what happens to the records. Invariant: whatever ends the run, the ring is finished.

import { asAddress } from '../../shared/base/brand.ts';
import type {
  BootSpec,
  EngineMessage,
  SideMessage,
  WrittenFile,
} from '../../shared/model/engine-messages.ts';
import {
  COLLECTING,
  NAMESPACE,
  NAMESPACE_ENTERED,
  UNSEEN_TYPE,
} from '../../shared/model/instrumented.ts';
import { MARK, TAG } from '../../shared/model/ring.ts';
import { engineDefinition, WATCHED } from './catalogue.ts';
import { Announcer } from './announcer.ts';
import { Clock } from './clock.ts';
import { CollectorStatistics, findGcFlag, UNKNOWN } from './collector.ts';
import type { EngineDefinition } from './engine-definition.ts';
import { loadEmscripten, type Emscripten } from './emscripten.ts';
import { createEntropy, replaceEntropy, replaceRandomDevices } from './entropy.ts';
import { limitFiles } from './file-quota.ts';
import { ownSystemCalls } from './loopback/loopback.ts';
import { OpenSockets } from './loopback/open-sockets.ts';
import { fileState } from './rewind/file-state.ts';
import { Rewinder } from './rewind/rewinder.ts';
import type { Restore, Savable } from './rewind/savable.ts';
import { liveObjects } from './existing-objects.ts';
import { patchGetRefcount, removeBuiltinModules } from './patches.ts';
import { NameWatch } from './names/name-watch.ts';
import { payloadOf } from './payload.ts';
import { changedFiles, placeFiles } from './program-files.ts';
import { ProgramMemory } from './program-memory.ts';
import { RingFeeder, StopRequested, type Ring } from './ring-feeder.ts';
import { wrapImports, type OwnImports, type Sandbox } from './sandbox.ts';
import { ownTimeZone } from './time-zone.ts';
import { createStdio, type Stdio } from './stdio.ts';
import { checkTables } from './self-description/check-tables.ts';
import { checkOwnOffsets } from './self-description/own-offsets.ts';
import { TypeRegistry } from './types.ts';

type WithoutIndex<Message> = Message extends { readonly index: number }
  ? Omit<Message, 'index'>
  : never;
type Survivor = Extract<SideMessage, { kind: 'survivors' }>['survivors'][number];
type SidePart = WithoutIndex<SideMessage>;

export interface RunHost {
  send(message: EngineMessage): void;
  side(message: SideMessage): void;
  /** Blocks until there is input; an empty array is its end. */
  readInput(length: number): Uint8Array;
  /** Who takes the records, instead of a recorder: a replay, which stops between two of them and looks around. */
  createRing?(program: RunningProgram): RewindableRing;
}

/** A ring with which the run can go back; its state is its own and its host's. */
export interface RewindableRing extends Ring, Savable {
  /** The program is about to start. */
  onReady(rewinder: Rewinder): void;
  /** RewinderParts.onOffer, onRestored */
  onOffer(): void;
  onRestored(): void;
}

/** A program as it is seen from inside its thread. */
export interface RunningProgram {
  readonly loaded: Emscripten;
  readonly memory: ProgramMemory;
}

const MARK_OF = {
  code: MARK.code,
  type: MARK.type,
  output: MARK.output,
  input: MARK.input,
  counts: MARK.audit,
  name: MARK.name,
} as const;
const watchedId = (name: string): number => WATCHED.indexOf(name);
const WATCH = {
  typeReady: watchedId('PyType_Ready'),
  finalize: watchedId('Py_FinalizeEx'),
};
/** PY_CODE_EVENT_CREATE. */
const CODE_CREATED = 0;

export class Interpreter {
  readonly #spec: BootSpec;
  readonly #host: RunHost;
  readonly #engine: EngineDefinition;
  #indices = { code: 0, type: 0, output: 0, input: 0, counts: 0, name: 0 };
  #recording = false;
  #module: Emscripten['module'] | undefined;
  #loaded: Emscripten | undefined;
  #memory: ProgramMemory | undefined;
  #announcer: Announcer | undefined;
  #ring: Ring | undefined;
  #sandbox: Sandbox | undefined;
  #stdio: Stdio | undefined;
  #collector: CollectorStatistics | undefined;
  #clock: Clock | undefined;
  #names: NameWatch | undefined;
  #replayRing: RewindableRing | undefined;
  readonly #sockets = new OpenSockets({
    memory: () => this.#module?.HEAPU8,
    fs: () => this.#module?.FS,
  });
  /** State outside the program's memory that its run changes. */
  readonly #states: Savable[] = [this.#sockets];

  constructor(spec: BootSpec, host: RunHost) {
    this.#spec = spec;
    this.#host = host;
    this.#engine = engineDefinition(spec.engine);
  }

  /** Python is initialised and sealed off; the program has not started. */
  async boot(): Promise<void> {
    const { program } = this.#spec;
    const entropy = createEntropy(program.entropySeed);
    this.#states.push(entropy);
    if (this.#spec.record) this.#keepTime();
    this.#loaded = await loadEmscripten({
      engine: this.#engine,
      packageDir: this.#spec.packageDir,
      wasm: this.#spec.module as WebAssembly.Module,
      argv: [...program.command, ...program.args],
      wrapImports: (imports) => {
        // From the start: the hash seed is drawn while Python initialises.
        replaceEntropy(imports, entropy, () => this.#module?.HEAPU8);
        this.#sandbox = wrapImports(imports, {
          maxMemoryBytes: program.maxMemoryBytes,
          memory: () => this.#module?.HEAPU8,
          own: this.#ownImports(),
        });
      },
      prepare: (module) => {
        this.#states.push(replaceRandomDevices(module.FS, entropy));
        this.#prepareFiles(module);
      },
      beforeMain: (loaded) => this.#instrument(loaded),
    });
    this.#stdio?.interpreterIsUp();
    removeBuiltinModules(this.#loaded.module, ['_pyodide_core']);
    this.#sandbox?.seal();
    const { FS } = this.#loaded.module;
    this.#states.push(limitFiles(FS, this.#spec.program.maxMemoryBytes), fileState(FS));
  }

  /** The second memory, where the ring is; null in a plain run. */
  get ringMemory(): SharedArrayBuffer | null {
    return this.#spec.record && this.#loaded ? this.#loaded.exports.refscope_memory.buffer : null;
  }

  /** What the program made or changed in its working directory, once it has run; [] unless that was asked for. */
  writtenFiles(): WrittenFile[] {
    const { collectFiles, files, workingDirectory } = this.#spec.program;
    if (collectFiles !== true || !this.#module) return [];
    return changedFiles(this.#module.FS, workingDirectory, files);
  }

  /** Runs the program to its end, finalization included. Returns its exit status. */
  run(): number {
    const loaded = this.#loaded;
    if (!loaded) throw new Error('boot comes first');
    if (this.#spec.record) this.#startRecording(loaded);
    const main = (): number => loaded.exports.Py_RunMain();
    try {
      return this.#replayRing ? this.#runRewindable(loaded, this.#replayRing, main) : main();
    } catch (error) {
      return exitStatusOf(error);
    } finally {
      if (this.#spec.record) this.#finishRecording();
    }
  }

  #runRewindable(loaded: Emscripten, ring: RewindableRing, main: () => number): number {
    const own: Savable = { save: () => this.#save() };
    const parts = [this.#announcer, this.#names, this.#collector, this.#clock];
    const states = [...this.#states, ...parts.filter((part) => part !== undefined), own, ring];
    const rewinder = new Rewinder({
      loaded,
      states,
      onOffer: () => ring.onOffer(),
      onRestored: () => ring.onRestored(),
    });
    ring.onReady(rewinder);
    return rewinder.run(main);
  }

  #save(): Restore {
    const indices = { ...this.#indices };
    return () => {
      this.#indices = { ...indices };
    };
  }

  #ownImports(): OwnImports {
    const memory = (): Uint8Array | undefined => this.#module?.HEAPU8;
    const calls: OwnImports = ownSystemCalls(
      { memory, fs: () => this.#module?.FS },
      this.#sockets,
      { now: () => performance.now(), pass: (ms) => this.#pass(ms) },
    );
    const zone: OwnImports = this.#clock ? ownTimeZone(this.#clock, memory) : new Map();
    return new Map([...calls, ...zone]);
  }

  /** From the start: Python remembers when it was initialised. */
  #keepTime(): void {
    this.#clock = new Clock({
      replay: this.#spec.program.clock ?? null,
      keep: (readings) => this.#host.side({ kind: 'clock', readings }),
      progress: () => {
        this.#ring?.throwIfStopped();
        return this.#recording ? (this.#loaded?.exports.refscope_ring_ptr() ?? NaN) : NaN;
      },
    });
    this.#clock.install();
  }

  #pass(ms: number): void {
    if (this.#clock) this.#clock.pass(ms);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  }

  #prepareFiles(module: Emscripten['module']): void {
    this.#module = module;
    placeFiles(module, this.#spec.program);
    this.#stdio = createStdio(module.FS, {
      read: (length) => this.#read(length),
      write: (stream, bytes) => this.#write(stream, bytes),
    });
  }

  #instrument(loaded: Emscripten): void {
    this.#memory = new ProgramMemory(() => loaded.module.HEAPU8, this.#engine.layout);
    checkOwnOffsets(this.#engine, this.#memory, loaded.module['__PyRuntime']);
    checkTables(this.#engine, this.#memory, loaded.module);
    const ringMemory = this.#spec.record ? loaded.exports.refscope_memory.buffer : null;
    const types = new TypeRegistry(this.#memory, ringMemory);
    patchGetRefcount(loaded, this.#engine, this.#memory, (object, printed) =>
      this.#append(MARK.getrefcount, object, printed),
    );
    if (!this.#spec.record) return;
    this.#announcer = new Announcer({
      engine: this.#engine,
      loaded,
      memory: this.#memory,
      types,
      yourFiles: new Set(
        this.#spec.program.files.flatMap(({ path, yours }) => (yours ? [path] : [])),
      ),
      mark: (part) => {
        if (this.#recording) this.#mark(part);
      },
    });
    this.#names = new NameWatch({
      engine: this.#engine,
      loaded,
      memory: this.#memory,
      announcer: this.#announcer,
      rangeType: this.#rangeType,
      cellType: this.#cellType,
      report: (change) => {
        if (this.#recording) this.#mark({ kind: 'name', ...change });
      },
    });
    this.#replayRing = this.#host.createRing?.({ loaded, memory: this.#memory });
    const ring = this.#replayRing ?? new RingFeeder(loaded.exports);
    this.#ring = ring;
    loaded.exports.refscope_set_callbacks(
      loaded.module.addFunction(() => ring.onFull(), 'v'),
      loaded.module.addFunction((id = 0, leaving = 0, first = 0, result = 0) => {
        if ((id & ~7) === NAMESPACE) this.#names?.namespaceChanges(id & 7, leaving, first, result);
        else this.#onWatched(id, leaving !== 0, first);
      }, 'viiii'),
    );
  }

  #startRecording({ module, exports }: Emscripten): void {
    exports.refscope_set_thread(exports.PyThreadState_Get());
    exports.PyCode_AddWatcher(
      module.addFunction((event = 0, code = 0) => {
        if (event === CODE_CREATED) this.#announcer?.code(code);
        return 0;
      }, 'iii'),
    );
    if (this.#memory) {
      const flag = findGcFlag(exports, this.#memory);
      exports.refscope_set_gc_flag(flag);
      this.#collector = new CollectorStatistics(this.#memory, flag);
    }
    exports.refscope_set_range_type(this.#rangeType);
    exports.refscope_set_cell_type(this.#cellType);
    this.#names?.install();
    this.#ring?.start();
    this.#recording = true;
    this.#announcer?.existing();
  }

  #finishRecording(): void {
    this.#recording = false;
    this.#clock?.flush();
    this.#host.side({ kind: 'survivors', survivors: this.#survivors() });
    this.#ring?.finish();
  }

  #onWatched(id: number, leaving: boolean, first: number): void {
    if (id === UNSEEN_TYPE) this.#announceType(first);
    else if (id === NAMESPACE_ENTERED) this.#names?.entered(first);
    else if (id === WATCH.finalize && !leaving) this.#onFinalize();
    else if (id === COLLECTING) this.#onCollector(leaving);
    else if (id === WATCH.typeReady) {
      if (leaving) this.#announceType(first);
    } else if (this.#recording) this.#names?.onCall(WATCHED[id] ?? '', leaving, first);
  }

  /** Before recording nobody runs code of the user's, but a type is known from then on. */
  #announceType(address: number): void {
    this.#announcer?.type(address, this.#recording);
  }

  #onFinalize(): void {
    this.#names?.end();
    this.#append(MARK.finalize, 0, 0);
    const memory = this.#memory;
    if (!this.#recording || !memory || !this.ringMemory) return;
    const addresses = Uint32Array.from(liveObjects(this.ringMemory, memory));
    const counts = addresses.map((address) => memory.refcount(address));
    this.#mark({ kind: 'counts', addresses, counts });
  }

  #onCollector(ends: boolean): void {
    if (!ends) {
      this.#collector?.starts();
      return this.#append(MARK.gcStart, 0, 0);
    }
    const { generation, collected } = this.#collector?.ends() ?? {
      generation: UNKNOWN,
      collected: UNKNOWN,
    };
    this.#append(MARK.gcEnd, collected, generation);
  }

  /** First bytes of every object that is still there, immortal ones included. */
  #survivors(): Survivor[] {
    const memory = this.#memory;
    if (!memory || !this.ringMemory) return [];
    return liveObjects(this.ringMemory, memory).map((address) => ({
      address: asAddress(address),
      payload: payloadOf(memory, address, this.#rangeType),
    }));
  }

  get #rangeType(): number {
    return Number(this.#module?.['_PyRange_Type'] ?? 0);
  }

  get #cellType(): number {
    return Number(this.#module?.['_PyCell_Type'] ?? 0);
  }

  #read(length: number): Uint8Array {
    if (this.#recording) this.#loaded?.exports.refscope_publish();
    const bytes = this.#host.readInput(length);
    this.#ring?.throwIfStopped();
    if (this.#recording) this.#mark({ kind: 'input', bytes });
    return bytes;
  }

  #write(stream: 'stdout' | 'stderr', bytes: Uint8Array): void {
    if (this.#recording) this.#mark({ kind: 'output', output: { stream, bytes } });
    this.#host.send({ kind: 'output', stream, bytes });
    if (this.#recording) this.#loaded?.exports.refscope_publish();
  }

  /** Sends a side message and refers to it in the ring, at this point of the run. */
  #mark(part: SidePart): void {
    const index = this.#indices[part.kind]++;
    this.#host.side({ ...part, index });
    this.#append(MARK_OF[part.kind], index, UNKNOWN);
  }

  #append(mark: number, a: number, b: number): void {
    if (this.#recording) this.#loaded?.exports.refscope_append(TAG.mark, mark, a, b);
  }
}

function exitStatusOf(error: unknown): number {
  if (error instanceof StopRequested) throw error;
  const status =
    typeof error === 'object' && error !== null
      ? (error as { name?: unknown; status?: unknown })
      : {};
  if (status.name === 'ExitStatus' && typeof status.status === 'number') return status.status;
  throw error;
}
