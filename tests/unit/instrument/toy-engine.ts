// Owns a toy engine for tests: a small wasm module with the functions that the rewriter needs of any engine, around the
// functions under test. Its structures are laid out by TOY_LAYOUT.

import wabt from 'wabt';
import { instrument, type InstrumentResult } from '../../../src/main/instrument/instrument.ts';
import type {
  InjectedLayout,
  InstrumentOptions,
  RuntimeExports,
} from '../../../src/shared/model/instrumented.ts';
import { SEGMENT_BYTES, segmentStart } from '../../../src/shared/model/ring.ts';

export const TOY_LAYOUT: InjectedLayout = {
  currentFrame: [40, 0],
  frameInstruction: 28,
  frameGlobals: 12,
  frameLocals: 20,
  frameLocalsPlus: 40,
  recursionLimit: 20,
  recursionRemaining: 16,
  objectType: 4,
  typeFlags: 84,
  strHash: 12,
  cellValue: 8,
  length: 8,
  intDigits: 12,
  bytesData: 16,
  strState: 16,
  strAsciiData: 20,
  strCompactData: 28,
  rangeBounds: [8, 12, 16],
};

export const IMMORTAL = 0x3fff_ffff;

export const TOY_OPTIONS: InstrumentOptions = {
  layout: TOY_LAYOUT,
  immortalRefcount: IMMORTAL,
  immortalConstants: [IMMORTAL],
  evalFunction: 'eval',
  birthFunctions: ['new_reference'],
  freeFunctions: ['free'],
  reallocFunctions: ['realloc'],
  watchedFunctions: ['watched', 'not_there'],
  collector: { disableFunction: 'disable', collectingAfterEnabled: 8 },
  dictLookupFunction: 'lookup',
  nameStoreOpcodes: [90],
  mode: 'guarded',
};

const DISPATCH = Array.from({ length: 256 }, () => '0').join(' ');

/**
 * Stores (frame, instruction) as opcodes do, dispatches once, and answers the opcode that reached the dispatch. The count at
 * 16 grows before the dispatch, that at 8 after it, when the instruction's local holds something else.
 */
export const EVAL = `
  (func $eval (export "eval") (param $opcode i32) (param $frame i32) (param $ip i32) (result i32)
    (i32.store offset=28 (local.get $frame) (local.get $ip))
    (i32.store (i32.const 16) (i32.add (i32.load (i32.const 16)) (i32.const 1)))
    (block $next (br_table ${DISPATCH} (local.get $opcode)))
    (local.set $ip (i32.const 99))
    (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
    (local.get $opcode))`;

/** A dictionary of one entry: its key at 8, its hash at 12, its value at 16. */
const LOOKUP = `
  (func (export "lookup") (param $dict i32) (param $key i32) (param $hash i32) (result i32)
    (if (i32.and (i32.eq (i32.load offset=8 (local.get $dict)) (local.get $key))
                 (i32.eq (i32.load offset=12 (local.get $dict)) (local.get $hash)))
      (then (return (i32.load offset=16 (local.get $dict)))))
    (i32.const 0))`;

export const NEW_REFERENCE = `
  (func $new (export "new_reference") (param $o i32) (i32.store (local.get $o) (i32.const 1)))`;

/** Bytes of a module that holds the given functions (WebAssembly text). */
export async function toyModule(functions: string, evalLoop = EVAL): Promise<Uint8Array> {
  const text = `(module
    (import "env" "onFull" (func $onFull))
    (import "env" "onWatched" (func $onWatched (param i32 i32 i32 i32)))
    (memory (export "memory") 4)
    (table 4 funcref)
    (elem (i32.const 1) $onFull $onWatched)
    ${evalLoop} ${LOOKUP} ${functions})`;
  const parsed = (await wabt()).parseWat('toy.wat', text, { exceptions: true });
  try {
    return parsed.toBinary({}).buffer;
  } finally {
    parsed.destroy();
  }
}

export type Toy = RuntimeExports &
  Record<string, (...args: number[]) => number> & { readonly memory: WebAssembly.Memory };

export interface RunningToy {
  readonly toy: Toy;
  readonly result: InstrumentResult;
  /** The first memory. */
  readonly words: Uint32Array;
  readonly watched: number[][];
  /** Times onFull was called. */
  full: number;
  /** Starts recording at segment 0. */
  record(): void;
  /** Words of what was recorded since. */
  recorded(): Uint32Array;
}

export async function runToy(
  functions: string,
  options: Partial<InstrumentOptions> = {},
): Promise<RunningToy> {
  const result = instrument(await toyModule(functions), { ...TOY_OPTIONS, ...options });
  const start = segmentStart(0);
  const watched: number[][] = [];
  const callbacks = {
    onFull: () => {
      running.full++;
      running.record();
    },
    onWatched: (...args: number[]) => void watched.push(args),
  };
  const { instance } = await WebAssembly.instantiate(result.wasm, { env: callbacks });
  const toy = instance.exports as unknown as Toy;
  toy.refscope_set_callbacks(1, 2);
  const running: RunningToy = {
    toy,
    result,
    watched,
    full: 0,
    words: new Uint32Array(toy.memory.buffer),
    record: () => toy.refscope_set_ring(start, start + SEGMENT_BYTES),
    recorded: () => {
      const bytes = toy.refscope_ring_ptr() - start;
      return new Uint32Array(toy.refscope_memory.buffer, start, bytes / 4).slice();
    },
  };
  return running;
}
