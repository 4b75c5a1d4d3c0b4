// Owns decoding one function body into steps of the symbolic machine, and reporting the instructions the rewriter cares
// about. Invariant: one pass, no list of instructions; every opcode is either in a table or refused.

import { MalformedBytes, type ByteReader } from '../../shared/base/bytes.ts';
import { readCatchLabels, readLocalCount, readMemoryArgument } from './immediates.ts';
import type { FunctionType, ModuleIndex } from './module-reader.ts';
import { CLASS, OPCODE_CLASS, OPCODE_POPS, OPCODE_PUSHES, PREFIXED } from './opcode-table.ts';
import { skipImmediate } from './opcode-table.ts';
import { SymbolicMachine } from './symbolic-machine.ts';
import { BULK, OP, TYPE } from './wasm-format.ts';
import type { ValueTable } from './value-table.ts';

/** An i32.store to the first memory, in reachable code. */
export interface StoreSeen {
  /** Bytes of the instruction in the module: [at, end). */
  readonly at: number;
  readonly end: number;
  readonly offset: number;
  readonly address: number;
  readonly value: number;
  /** The last two locals that were read before it, older first; -1: none. */
  readonly readLocals: readonly [number, number];
}

/** A write to the first memory, in reachable code, that no compiler makes of a change of a count by itself. */
export interface UnlikelyStoreSeen {
  readonly at: number;
  readonly end: number;
  /** `offset`: an i32.store at an offset; `wide`: an i64.store; `copy` and `fill`: of memory. */
  readonly form: 'offset' | 'wide' | 'copy' | 'fill';
  /** Of an i32.store or i64.store. */
  readonly offset: number;
}

export interface BranchTableSeen {
  readonly at: number;
  readonly targets: number;
  /** Of each value on the stack below its operand: a local that holds the same there; -1: none. */
  readonly below: readonly number[];
}

/** What is told while a body is scanned, in the order of its bytes. Values are ids of the scanner's ValueTable. */
export interface ScanObserver {
  store(seen: StoreSeen): void;
  compare(x: number, y: number): void;
  branchTable(seen: BranchTableSeen): void;
  unlikelyStore?(seen: UnlikelyStoreSeen): void;
}

export class FunctionScanner {
  readonly #module: ModuleIndex;
  readonly #machine: SymbolicMachine;
  readonly #observer: ScanObserver;
  #reader: ByteReader;
  #at = 0;
  #lastLocal = -1;
  #olderLocal = -1;

  constructor(module: ModuleIndex, values: ValueTable, observer: ScanObserver) {
    this.#module = module;
    this.#machine = new SymbolicMachine(values);
    this.#observer = observer;
    // Replaced by every scan.
    this.#reader = undefined as unknown as ByteReader;
  }

  /** Scans a body whose reader stands at its local declarations. Returns the offset of its first instruction. */
  scan(body: ByteReader, type: FunctionType): number {
    this.#reader = body;
    this.#lastLocal = this.#olderLocal = -1;
    const locals = readLocalCount(body, type.params.length);
    const code = body.at;
    this.#machine.start(locals, type.results.length);
    while (!this.#machine.finished) {
      this.#at = body.at;
      const opcode = body.u8();
      const handle = HANDLERS[OPCODE_CLASS[opcode] ?? 0];
      if (!handle) throw new MalformedBytes(`opcode 0x${opcode.toString(16)} is unknown`, this.#at);
      handle.call(this, opcode);
    }
    if (!body.done) throw new MalformedBytes('a function body goes on after its end', body.at);
    return code;
  }

  fixed(opcode: number): void {
    skipImmediate(opcode, this.#reader);
    const pops = OPCODE_POPS[opcode] ?? 0;
    for (let i = 0; i < pops; i++) this.#machine.pop();
    if (OPCODE_PUSHES[opcode]) this.#machine.pushUnknown(1);
  }

  block(opcode: number): void {
    const [params, results] = this.#blockType();
    if (opcode === OP.if) this.#machine.pop();
    const kind = opcode === OP.loop ? 'loop' : opcode === OP.if ? 'if' : 'block';
    const catches = opcode === OP.tryTable ? readCatchLabels(this.#reader) : [];
    // Labels of the clauses count from outside the try_table.
    for (const label of catches) this.#machine.branchUnknown(label);
    this.#machine.open(kind, params, results);
  }

  boundary(opcode: number): void {
    if (opcode === OP.else) this.#machine.openElse();
    else if (opcode === OP.catch)
      this.#machine.openCatch(this.#type(this.#module.tagTypes[this.#reader.u32()]).params.length);
    else if (opcode === OP.catchAll) this.#machine.openCatch(0);
    else {
      if (opcode === OP.delegate) this.#reader.u32();
      this.#machine.close();
    }
  }

  branch(opcode: number): void {
    const machine = this.#machine;
    if (opcode === OP.brIf) {
      const depth = this.#reader.u32();
      machine.pop();
      machine.branch(depth);
      return;
    }
    if (opcode === OP.br) machine.branch(this.#reader.u32());
    else if (opcode === OP.brTable) this.#branchTable();
    else if (opcode === OP.throw || opcode === OP.rethrow) this.#reader.u32();
    machine.leave();
  }

  #branchTable(): void {
    this.#machine.pop();
    const targets = this.#reader.u32();
    const labels = new Set<number>();
    for (let i = 0; i <= targets; i++) labels.add(this.#reader.u32());
    for (const label of labels) this.#machine.branch(label);
    this.#observer.branchTable({ at: this.#at, targets, below: this.#machine.localsOnStack() });
  }

  call(opcode: number): void {
    const reader = this.#reader;
    const index = reader.u32();
    const indirect = opcode === OP.callIndirect || opcode === OP.returnCallIndirect;
    const type = this.#type(indirect ? index : this.#module.functionTypes[index]);
    if (indirect) {
      reader.u32();
      this.#machine.pop();
    }
    this.#machine.drop(type.params.length);
    if (opcode === OP.returnCall || opcode === OP.returnCallIndirect) this.#machine.leave();
    else this.#machine.pushUnknown(type.results.length);
  }

  local(opcode: number): void {
    const index = this.#reader.u32();
    if (opcode === OP.localGet) {
      this.#machine.push(this.#machine.local(index));
      this.#olderLocal = this.#lastLocal;
      this.#lastLocal = index;
      return;
    }
    const value = this.#machine.pop();
    this.#machine.setLocal(index, value);
    if (opcode === OP.localTee) this.#machine.push(value);
  }

  globalGet(): void {
    this.#machine.push(this.#machine.values.global(this.#reader.u32()));
  }

  constant(): void {
    this.#machine.push(this.#machine.values.constant(this.#reader.s32()));
  }

  load(): void {
    const { memory, offset } = readMemoryArgument(this.#reader);
    const address = this.#machine.pop();
    const { values } = this.#machine;
    this.#machine.push(memory === 0 ? values.load(address, offset) : values.fresh());
  }

  store(): void {
    const { memory, offset } = readMemoryArgument(this.#reader);
    const value = this.#machine.pop();
    const address = this.#machine.pop();
    if (memory !== 0 || !this.#machine.reachable) return;
    if (offset !== 0) this.#unlikely('offset', offset);
    this.#observer.store({
      at: this.#at,
      end: this.#reader.at,
      offset,
      address,
      value,
      readLocals: [this.#olderLocal, this.#lastLocal],
    });
  }

  wideStore(): void {
    const { memory, offset } = readMemoryArgument(this.#reader);
    this.#machine.drop(2);
    if (memory === 0) this.#unlikely('wide', offset);
  }

  #unlikely(form: UnlikelyStoreSeen['form'], offset: number): void {
    if (!this.#machine.reachable) return;
    this.#observer.unlikelyStore?.({ at: this.#at, end: this.#reader.at, form, offset });
  }

  compare(): void {
    const y = this.#machine.pop();
    const x = this.#machine.pop();
    this.#observer.compare(x, y);
    this.#machine.pushUnknown(1);
  }

  arithmetic(opcode: number): void {
    const { values } = this.#machine;
    const y = this.#machine.pop();
    const x = this.#machine.pop();
    this.#machine.push(opcode === OP.i32Add ? values.add(x, y) : values.subtract(x, y));
  }

  select(opcode: number): void {
    if (opcode === OP.selectTyped) this.#reader.skip(this.#reader.u32());
    this.#machine.pop();
    const y = this.#machine.pop();
    const x = this.#machine.pop();
    this.#machine.push(this.#machine.values.phi(x, y));
  }

  prefixed(): void {
    const sub = this.#reader.u32();
    const shape = PREFIXED[sub];
    if (!shape) throw new MalformedBytes(`opcode 0xfc ${sub} is unknown`, this.#at);
    const [pops, pushes, lebs] = shape;
    for (let i = 0; i < lebs; i++) this.#reader.skipLeb();
    this.#machine.drop(pops);
    this.#machine.pushUnknown(pushes);
    if (sub === BULK.copy) this.#unlikely('copy', 0);
    else if (sub === BULK.fill) this.#unlikely('fill', 0);
  }

  /** Numbers of parameters and results of a block. */
  #blockType(): readonly [params: number, results: number] {
    const code = this.#reader.s32();
    if (code === TYPE.empty - 0x80) return [0, 0];
    if (code < 0) return [0, 1];
    const { params, results } = this.#type(code);
    return [params.length, results.length];
  }

  #type(index: number | undefined): FunctionType {
    const type = index === undefined ? undefined : this.#module.types[index];
    if (!type) throw new MalformedBytes('an instruction names a type that is not there', this.#at);
    return type;
  }
}

type Handler = (this: FunctionScanner, opcode: number) => void;
const scanner = FunctionScanner.prototype;
const HANDLERS: readonly (Handler | undefined)[] = Object.entries({
  [CLASS.unknown]: undefined,
  [CLASS.fixed]: scanner.fixed,
  [CLASS.block]: scanner.block,
  [CLASS.boundary]: scanner.boundary,
  [CLASS.branch]: scanner.branch,
  [CLASS.call]: scanner.call,
  [CLASS.local]: scanner.local,
  [CLASS.constant]: scanner.constant,
  [CLASS.load]: scanner.load,
  [CLASS.store]: scanner.store,
  [CLASS.compare]: scanner.compare,
  [CLASS.arithmetic]: scanner.arithmetic,
  [CLASS.select]: scanner.select,
  [CLASS.prefixed]: scanner.prefixed,
  [CLASS.globalGet]: scanner.globalGet,
  [CLASS.wideStore]: scanner.wideStore,
}).map(([, handler]) => handler);
