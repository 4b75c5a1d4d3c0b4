// Owns the messages between the threads of one recording: control (app) -> engine, engine -> app, engine -> recorder,
// app -> recorder, recorder -> app. Plain data only: everything here is structured-cloned.

import type { Address } from '../base/brand.ts';
import type { Site } from './site.ts';

export type EngineId = '3.12' | '3.13' | '3.14';

/** What to run. Paths are paths inside the sandbox's memory file system. */
export interface ProgramSpec {
  /** Where it starts, in the sandbox: an absolute path. */
  readonly workingDirectory: string;
  /** What follows `python` on its command line, without `args`: `prog.py`, or `-m` and a module. */
  readonly command: readonly string[];
  /** Files to place in the sandbox before the start. */
  readonly files: readonly ProgramFile[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** After the run, files in and below the working directory that it made or changed are sent (`files-written`). */
  readonly collectFiles?: boolean;
  /** Given: the whole standard input. Absent: reads are forwarded to the app one at a time (`input-wanted`). */
  readonly stdin?: Uint8Array;
  /** 32 hexadecimal digits: all entropy that the run sees, hash seed included, is made from them. */
  readonly entropySeed: string;
  /** What an earlier run of the program read from its clocks, in order: this run reads the same. */
  readonly clock?: Float64Array;
  /** The program's memory may not grow beyond this. */
  readonly maxMemoryBytes: number;
}

/** A file of the program, by its absolute path in the sandbox. */
export interface ProgramFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Its Python code is the user's: lines, names, objects. False for libraries. */
  readonly yours: boolean;
}

export interface BootSpec {
  readonly engine: EngineId;
  /** Folder of the pyodide package. */
  readonly packageDir: string;
  /** The rewritten binary, already compiled (a WebAssembly.Module can be cloned to a worker). */
  readonly module: unknown;
  readonly program: ProgramSpec;
  readonly record: boolean;
}

/** Sent once to the recorder, before the first segment. */
export interface RingReady {
  readonly kind: 'ring';
  readonly memory: SharedArrayBuffer;
  readonly sites: readonly Site[];
  readonly engine: EngineId;
}

/** One code object, captured when it was made. Positions are per 2-byte code unit. */
export interface CodeDescription {
  readonly address: Address;
  /** Address of the first code unit; units follow every 2 bytes. */
  readonly firstUnit: Address;
  readonly unitCount: number;
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  readonly firstLine: number;
  /** True when the file is one of the user's. */
  readonly yours: boolean;
  /** Opcode (base opcode, never a specialised form) and argument (EXTENDED_ARG folded) of each unit; caches have opcode 0. */
  readonly opcodes: Uint8Array;
  readonly args: Uint32Array;
  /** Line (0: none), end line, column and end column (0-based, UTF-8 bytes; -1 none) of each unit. */
  readonly lines: Int32Array;
  readonly columns: Int16Array;
  readonly endColumns: Int16Array;
  /** What the instruction's argument is called (name, variable, constant's repr, comparison), or '' ; index = unit. */
  readonly argNames: readonly string[];
  /** Names of the local variables, cells and free variables, in localsplus order. */
  readonly localNames: readonly string[];
  /** Addresses of the objects in co_consts, deep: constants of yours are yours. */
  readonly constants: readonly Address[];
  readonly hooks: readonly HookDescription[];
}

/** The stores that a BIND record with this instruction address stands for, in order of their ordinals. */
export interface HookDescription {
  /** Unit index of the hooked instruction. */
  readonly unit: number;
  readonly stores: readonly { readonly name: string; readonly scope: 'local' | 'global' }[];
  /** Names bound at `enter`: the arguments, ordinals continue after the stores. */
  readonly arguments: readonly string[];
  /** Names of the variables in cells that a frame has at `enter`, in the order of their CELL records. */
  readonly cells: readonly string[];
  /** A line that starts here is a step also where the frame was in that line before. */
  readonly isAnew: boolean;
}

/** Whose name it is: a module's (its file, as its code says), that of a frame of a code object, or of all frames with a cell. */
export type NamePlace =
  | { readonly in: 'module'; readonly filename: string }
  | { readonly in: 'frame'; readonly frame: Address; readonly code: Address }
  | { readonly in: 'cell'; readonly cell: Address };

/** How the bytes of an object are to be read: the nearest built-in base type that has a readable layout. */
export const VALUE_KINDS = [
  'object',
  'int',
  'bool',
  'float',
  'complex',
  'str',
  'bytes',
  'bytearray',
  'none',
  'list',
  'tuple',
  'dict',
  'set',
  'frozenset',
  'type',
  'function',
  'builtin',
  'method',
  'module',
  'code',
  'cell',
  'frame',
  'generator',
  'range',
  'slice',
  'exception',
  'ellipsis',
  'notimplemented',
  'property',
  'weakref',
  'iterator',
] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

export interface TypeDescription {
  readonly address: Address;
  /** `__qualname__` without module for your own types, `module.name` as tp_name has it for others. */
  readonly name: string;
  readonly kind: ValueKind;
  /** Made by a class statement of yours. */
  readonly yours: boolean;
  readonly hasGc: boolean;
}

export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Uint8Array;
}

/** Engine -> recorder, sent before the segment that refers to it. Indices count per kind, from 0. */
export type SideMessage =
  | { readonly kind: 'code'; readonly index: number; readonly code: CodeDescription }
  | { readonly kind: 'type'; readonly index: number; readonly type: TypeDescription }
  | { readonly kind: 'output'; readonly index: number; readonly output: OutputChunk }
  | { readonly kind: 'input'; readonly index: number; readonly bytes: Uint8Array }
  /** A name of the user's refers to an object now (0: to none), but not by a store instruction with a hook. */
  | {
      readonly kind: 'name';
      readonly index: number;
      readonly place: NamePlace;
      /** null: all names of the module or the frame; of a cell it is ''. */
      readonly name: string | null;
      readonly value: Address;
      /** First bytes of an object that no event can have shown. */
      readonly payload: Uint8Array | null;
    }
  /** What the clocks said, in the order of reading, from before Python was initialised. */
  | { readonly kind: 'clock'; readonly readings: Float64Array }
  /** Every live object and its count, as they are in memory. */
  | {
      readonly kind: 'counts';
      readonly index: number;
      readonly addresses: Uint32Array;
      readonly counts: Uint32Array;
    }
  /** Values of objects alive at the end of the run (immortal ones included), read after finalization. */
  | {
      readonly kind: 'survivors';
      readonly survivors: readonly { readonly address: Address; readonly payload: Uint8Array }[];
    };

/** A file that the program made or changed; `path` as in the sandbox. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Engine -> app. */
export type EngineMessage =
  | { readonly kind: 'booted'; readonly memory: SharedArrayBuffer | null }
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr'; readonly bytes: Uint8Array }
  | { readonly kind: 'input-wanted' }
  | { readonly kind: 'files-written'; readonly files: readonly WrittenFile[] }
  | { readonly kind: 'exited'; readonly exitStatus: number }
  | { readonly kind: 'failed'; readonly message: string };
