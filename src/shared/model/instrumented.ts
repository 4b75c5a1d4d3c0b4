// Owns the boundary between the rewriter and the engine that boots its output: what the rewriter is told about an engine,
// and which names the rewritten module exports. Neither room imports the other.

/** Byte offsets in the engine's structures (wasm32), as far as injected code reads them. */
export interface InjectedLayout {
  /** Chain of loads from the thread state to the current frame: 3.12 `[40, 0]` (tstate->cframe->current_frame), later `[52]`. */
  readonly currentFrame: readonly number[];
  readonly frameInstruction: number;
  readonly frameGlobals: number;
  readonly frameLocals: number;
  readonly frameLocalsPlus: number;
  readonly recursionLimit: number;
  readonly recursionRemaining: number;
  readonly objectType: number;
  readonly typeFlags: number;
  readonly strHash: number;
  readonly cellValue: number;
  /** ob_size of bytes, length of str, lv_tag of int: what tells how long the object is. */
  readonly length: number;
  readonly intDigits: number;
  readonly bytesData: number;
  readonly strState: number;
  readonly strAsciiData: number;
  /** Also where a str that is not compact has the address of its text. */
  readonly strCompactData: number;
  /** Where a range has the addresses of start, stop and step. */
  readonly rangeBounds: readonly number[];
}

/** How the flag is found that says whether the cycle collector runs. */
export interface CollectorOptions {
  /** The function that clears gcstate->enabled, and stores nothing else that is 0. */
  readonly disableFunction: string;
  /** Bytes from gcstate->enabled to gcstate->collecting. */
  readonly collectingAfterEnabled: number;
}

/** A function of another size is not taken for it: then it stays `func INDEX`. */
export interface StaticFunction {
  readonly name: string;
  readonly index: number;
  /** Of its body. */
  readonly bytes: number;
}

export interface InstrumentOptions {
  readonly layout: InjectedLayout;
  /** The least refcount that means immortal; comparisons with a constant within 16 of it mark a certain site. */
  readonly immortalRefcount: number;
  /** Constants whose store immortalises. */
  readonly immortalConstants: readonly number[];
  readonly evalFunction: string;
  readonly birthFunctions: readonly string[];
  /** Functions whose first parameter is a block that is being given back. */
  readonly freeFunctions: readonly string[];
  /** Functions (block, size) -> block that may move a block: if they do, the object in the old one is no more. */
  readonly reallocFunctions?: readonly string[];
  /** Functions, exported or among `staticFunctions`, around which `onWatched` is called; the position in this list is the id it gets. */
  readonly watchedFunctions: readonly string[];
  /** null: runs of the collector are not reported. */
  readonly collector: CollectorOptions | null;
  /** Calls (without an exception) a dict lookup: (dict, key, hash) -> borrowed value or 0. */
  readonly dictLookupFunction: string;
  /** The opcodes that store or delete a name of a module. */
  readonly nameStoreOpcodes: readonly number[];
  /** C functions that the module does not name, by what this very binary is known to have at their index. */
  readonly staticFunctions?: readonly StaticFunction[];
  /**
   * `guarded`: the sites that value numbering finds. `discovery`: every i32.store, i64.store, memory.copy and memory.fill.
   * `rewindable`: those of `guarded`, and the eval loop can be left and entered again where it dispatches (RewindExports).
   */
  readonly mode: 'guarded' | 'discovery' | 'rewindable';
}

/** The id with which onWatched reports, before the birth of an instance, a type (first parameter) whose TYPES bit is not set. */
export const UNSEEN_TYPE = 0xffff;
/** The id with which onWatched reports that code of yours starts whose names are in a dict; its first parameter is the frame. */
export const NAMESPACE_ENTERED = 0xfffd;
/** The id, or'ed with the PyDict_WatchEvent (0 to 5), with which it reports that a watched dict changes: (id, dict, key, value). */
export const NAMESPACE = 0xff00;
/** The id with which onWatched reports that the cycle collector starts (leaving 0) or ends (leaving 1), once its flag is known. */
export const COLLECTING = 0xfffe;

/**
 * What the rewritten module exports in addition. Callbacks are indices in the module's function table.
 * - `refscope_memory`: the second memory, see ring.ts
 * - `refscope_set_ring(ptr, end)`: absolute byte addresses in it; end 0 switches recording off (the object bitmap stays maintained)
 * - `refscope_ring_ptr() -> ptr`
 * - `refscope_publish()`: writes ptr to CONTROL.visible
 * - `refscope_set_thread(tstate)`, `refscope_set_gc_flag(address of gcstate->collecting)`
 * - `refscope_set_range_type(address of the type range)`, `refscope_set_cell_type(address of the type cell)`
 * - `refscope_namespace_changed(event, dict, key, value) -> 0`: a PyDict_WatchCallback
 * - `refscope_set_callbacks(onFull, onWatched)`: onFull() when ptr >= end, must call refscope_set_ring;
 *   onWatched(id, leaving 0|1, first parameter or 0, result or 0) before and after each watched function, recording or not
 * - `refscope_append(w0, w1, w2, w3)`: one record, only while recording
 */
export interface RuntimeExports {
  readonly refscope_memory: { readonly buffer: SharedArrayBuffer };
  refscope_set_ring(ptr: number, end: number): void;
  refscope_ring_ptr(): number;
  refscope_publish(): void;
  refscope_set_thread(tstate: number): void;
  refscope_set_gc_flag(address: number): void;
  refscope_set_range_type(address: number): void;
  refscope_set_cell_type(address: number): void;
  refscope_namespace_changed(event: number, dict: number, key: number, value: number): number;
  refscope_set_callbacks(onFull: number, onWatched: number): void;
  refscope_append(w0: number, w1: number, w2: number, w3: number): void;
}

/**
 * What a `rewindable` module exports besides. An activation is one call of the eval function; they are numbered from 1.
 * - `refscope_set_rewind(onDispatch, onEval)`: callbacks, as above. onDispatch() before each dispatch while `wanted` is not 0: the locals of
 *   the activation lie in the second memory from MEMORY.locals on, and are read back from there. onEval(thread, frame, throwflag) ->
 *   result in place of the call that becomes activation `caught`
 * - `refscope_eval(thread, frame, throwflag) -> result`: what onEval stands for
 * - `refscope_wanted`, `refscope_caught`, `refscope_activations` (calls of the eval function so far), and every global that can change as `refscope_global_INDEX`
 */
export interface RewindExports {
  refscope_set_rewind(onDispatch: number, onEval: number): void;
  refscope_eval(thread: number, frame: number, throwFlag: number): number;
  readonly refscope_wanted: WebAssemblyGlobal;
  readonly refscope_caught: WebAssemblyGlobal;
  readonly refscope_activations: WebAssemblyGlobal;
}

/** What is used of a WebAssembly.Global; `src/shared` has no DOM types. */
export interface WebAssemblyGlobal {
  value: number;
}

export const GLOBAL_EXPORT = 'refscope_global_';

/** Bits of tp_flags (Include/object.h): the type is int, bytes or str, or derives from it. */
export const VALUE_TYPE_FLAG = {
  longSubclass: 1 << 24,
  bytesSubclass: 1 << 27,
  strSubclass: 1 << 28,
} as const;
