// Owns the symbolic state of one function body: stack, locals and open blocks, with values from a ValueTable. Must not read
// bytes. Invariant: where paths meet, a local holds a value common to all of them, or a phi, or an unknown value.

import { MalformedBytes } from '../../shared/base/bytes.ts';
import { meet, type Merge } from './merge.ts';
import type { ValueTable } from './value-table.ts';

interface ControlFrame {
  readonly isLoop: boolean;
  readonly height: number;
  readonly params: number;
  readonly results: number;
  /** State at the start of an `if`, until its `else`: the path that does not take it. */
  entry: Merge | null;
  /** What arrives at the end by branches and by falling out of the first arm. */
  merge: Merge | null;
  reachable: boolean;
}

export class SymbolicMachine {
  readonly values: ValueTable;
  locals: Int32Array = new Int32Array(0);
  #stack: number[] = [];
  #frames: ControlFrame[] = [];

  constructor(values: ValueTable) {
    this.values = values;
  }

  start(localCount: number, results: number): void {
    this.values.reset();
    this.locals = new Int32Array(localCount);
    this.#stack = [];
    this.#frames = [];
    this.#forgetLocals();
    this.#open(false, 0, results);
  }

  /** False in code that no path reaches. */
  get reachable(): boolean {
    return this.#top.reachable;
  }

  /** Of each value on the stack the first local that holds the same, -1 for none. */
  localsOnStack(): number[] {
    return this.#stack.map((value) => this.locals.indexOf(value));
  }

  get finished(): boolean {
    return this.#frames.length === 0;
  }

  push(value: number): void {
    this.#stack.push(value);
  }

  pushUnknown(count: number): void {
    for (let i = 0; i < count; i++) this.#stack.push(this.values.fresh());
  }

  pop(): number {
    if (this.#stack.length > this.#top.height) return this.#stack.pop() ?? 0;
    if (this.reachable) throw new MalformedBytes('a function body pops an empty stack', 0);
    return this.values.fresh();
  }

  drop(count: number): void {
    for (let i = 0; i < count; i++) this.pop();
  }

  local(index: number): number {
    const value = this.locals[index];
    if (value === undefined) throw new MalformedBytes(`a function has no local ${index}`, 0);
    return value;
  }

  setLocal(index: number, value: number): void {
    if (index >= this.locals.length)
      throw new MalformedBytes(`a function has no local ${index}`, 0);
    this.locals[index] = value;
  }

  /** Opens a block, loop, if or try. Values of locals at a loop's head come from its branches too, so they are unknown. */
  open(kind: 'block' | 'loop' | 'if', params: number, results: number): void {
    const operands = Array.from({ length: params }, () => this.pop()).reverse();
    if (kind === 'loop') this.#forgetLocals();
    const { reachable } = this;
    const frame = this.#open(kind === 'loop', params, results);
    frame.reachable = reachable;
    this.#stack.push(...operands);
    if (kind === 'if') frame.entry = this.#snapshot(params);
  }

  /** From `if` to `else`. */
  openElse(): void {
    const frame = this.#top;
    const { entry } = frame;
    if (!entry) throw new MalformedBytes('an else has no if', 0);
    if (frame.reachable) this.#arrive(frame);
    this.locals = entry.locals.slice();
    this.#stack.length = frame.height;
    this.#stack.push(...entry.results);
    frame.entry = null;
    frame.reachable = this.#frames.at(-2)?.reachable ?? false;
  }

  /** From `try` or a catch to the next catch, with the exception's operands: any local may have changed before the throw. */
  openCatch(operands: number): void {
    const frame = this.#top;
    if (frame.reachable) this.#arrive(frame);
    this.#forgetLocals();
    this.#stack.length = frame.height;
    this.pushUnknown(operands);
    frame.reachable = true;
  }

  close(): void {
    const frame = this.#top;
    if (frame.reachable) this.#arrive(frame);
    if (frame.entry && this.#frames.at(-2)?.reachable) this.#meet(frame, frame.entry);
    this.#frames.pop();
    this.#stack.length = frame.height;
    if (frame.merge) {
      this.locals = frame.merge.locals;
      this.#stack.push(...frame.merge.results);
    } else {
      this.pushUnknown(frame.results);
      const outer = this.#frames.at(-1);
      if (outer) outer.reachable = false;
    }
  }

  /** A branch to the label `depth` blocks out may be taken here. */
  branch(depth: number): void {
    const frame = this.#frames[this.#frames.length - 1 - depth];
    if (!frame) throw new MalformedBytes(`a branch leaves ${depth} blocks`, 0);
    if (this.reachable && !frame.isLoop) this.#arrive(frame);
  }

  /** A branch to that label in which nothing is known of the locals (a catch clause). */
  branchUnknown(depth: number): void {
    const frame = this.#frames[this.#frames.length - 1 - depth];
    if (!frame) throw new MalformedBytes(`a branch leaves ${depth} blocks`, 0);
    if (frame.isLoop) return;
    const unknown = (length: number): Int32Array =>
      Int32Array.from({ length }, () => this.values.fresh());
    this.#meet(frame, {
      locals: unknown(this.locals.length),
      results: unknown(frame.results),
      phis: new Uint8Array(this.locals.length + frame.results),
    });
  }

  /** Nothing follows here until the block ends. */
  leave(): void {
    this.#top.reachable = false;
    this.#stack.length = this.#top.height;
  }

  get #top(): ControlFrame {
    const frame = this.#frames.at(-1);
    if (!frame) throw new MalformedBytes('a function body goes on after its end', 0);
    return frame;
  }

  #open(isLoop: boolean, params: number, results: number): ControlFrame {
    const frame: ControlFrame = {
      isLoop,
      height: this.#stack.length,
      params,
      results,
      entry: null,
      merge: null,
      reachable: true,
    };
    this.#frames.push(frame);
    return frame;
  }

  #forgetLocals(): void {
    for (let i = 0; i < this.locals.length; i++) this.locals[i] = this.values.fresh();
  }

  #snapshot(count: number): Merge {
    const { locals } = this;
    const results = new Int32Array(count);
    const from = this.#stack.length - count;
    for (let i = 0; i < count; i++) results[i] = this.#stack[from + i] ?? this.values.fresh();
    return { locals: locals.slice(), results, phis: new Uint8Array(locals.length + count) };
  }

  /** The present state reaches the end of `frame`. */
  #arrive(frame: ControlFrame): void {
    if (frame.merge)
      this.#meet(frame, {
        locals: this.locals,
        results: this.#snapshotResults(frame.results),
        phis: frame.merge.phis,
      });
    else frame.merge = this.#snapshot(frame.results);
  }

  #snapshotResults(count: number): Int32Array {
    const from = this.#stack.length - count;
    return Int32Array.from({ length: count }, (_, i) => this.#stack[from + i] ?? 0);
  }

  #meet(frame: ControlFrame, arriving: Merge): void {
    const { merge } = frame;
    if (!merge) {
      frame.merge = arriving;
      return;
    }
    meet(this.values, merge, arriving);
  }
}
