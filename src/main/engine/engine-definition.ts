import type { EngineId } from '../../shared/model/engine-messages.ts';
import type { InstrumentOptions } from '../../shared/model/instrumented.ts';
import type { HeapLayout } from './heap/heap-layout.ts';
import type { EngineLayout } from './layout.ts';
import type { OpcodeTable } from './opcode-table.ts';
import type { OwnOffsets, Words } from './self-description/words.ts';

/** Everything that differs between the engines. */
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
  /** Where objects and frames keep their references. */
  readonly heap: HeapLayout;
  readonly opcodes: OpcodeTable;
  /** Trace functions see a line again when an exception is thrown into a frame that waits there (`await`, `yield from`). */
  readonly isThrowAnArrival: boolean;
  /** What the interpreter says of its own offsets, and where; null when it does not. */
  readonly ownOffsets: { readonly words: Words; readonly offsets: OwnOffsets } | null;
}
