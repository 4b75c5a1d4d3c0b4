// Owns which frames of the user's code are on the stack or suspended, and their serial numbers. Must not know names or steps.
// Invariant: the stack holds the running frames in order of depth. Frames have no record when an exception unwinds them: a
// record of any other frame at their depth or above says that they are gone.

import { BoundNames } from './bound-names.ts';

export interface Frame {
  readonly serial: number;
  readonly address: number;
  readonly codeId: number;
  depth: number;
  suspended: boolean;
  /** Line and instruction address of its last LINE record; 0 before the first. */
  line: number;
  lineAddress: number;
  readonly names: BoundNames;
  /** Its variables that sit in a cell, by their numbers. */
  cells: Map<number, SharedVariable> | null;
}

export interface SharedVariable {
  readonly frame: Frame;
  readonly variable: number;
  /** Address of its cell. */
  readonly cell: number;
}

/** A generator's frame starts this close behind the generator's own address (36 to 60 bytes in CPython 3.12 to 3.14). */
const GENERATOR_HEAD_BYTES = 256;

export class FrameTracker {
  readonly #onEnd: (frame: Frame, afterSeq: number) => void;
  readonly #byAddress = new Map<number, Frame>();
  readonly #stack: Frame[] = [];
  #serials = 0;
  #suspended = 0;

  constructor(onEnd: (frame: Frame, afterSeq: number) => void) {
    this.#onEnd = onEnd;
  }

  get hasSuspended(): boolean {
    return this.#suspended > 0;
  }

  /** The frame of a code object at an address; nearly always it is the one that runs now. */
  runningAt(address: number, codeId: number): Frame | undefined {
    const top = this.#stack[this.#stack.length - 1];
    const frame = top?.address === address ? top : this.#byAddress.get(address);
    return frame?.codeId === codeId ? frame : undefined;
  }

  /** The innermost running frame of a code object. */
  innermost(codeId: number): Frame | undefined {
    return this.#stack.findLast((frame) => frame.codeId === codeId);
  }

  /** A new frame starts to run. */
  enter(address: number, depth: number, codeId: number, seq: number): Frame {
    this.unwind(depth, 0, seq);
    const old = this.#byAddress.get(address);
    if (old) this.end(old, seq);
    return this.#start(address, depth, codeId);
  }

  /** The frame that runs now: a known one, resumed if it was suspended, or one whose start was not seen. */
  arrive(address: number, depth: number, codeId: number, seq: number): Frame {
    const top = this.#stack[this.#stack.length - 1];
    if (top?.address === address && top.codeId === codeId && top.depth === depth) return top;
    let frame = this.#byAddress.get(address);
    if (frame && frame.codeId !== codeId) {
      this.end(frame, seq);
      frame = undefined;
    }
    if (frame && !frame.suspended && frame.depth === depth) {
      this.unwind(depth, address, seq);
      return frame;
    }
    if (frame) this.#takeOffStack(frame);
    this.unwind(depth, 0, seq);
    if (!frame) return this.#start(address, depth, codeId);
    frame.depth = depth;
    this.#stack.push(frame);
    return frame;
  }

  suspend(frame: Frame): void {
    this.#takeOffStack(frame);
    frame.suspended = true;
    this.#suspended++;
  }

  end(frame: Frame, seq: number): void {
    this.#takeOffStack(frame);
    this.#byAddress.delete(frame.address);
    this.#onEnd(frame, seq);
  }

  /** Ends the running frames deeper than `depth`, and those at it but for the one at `address` (0: those too). */
  unwind(depth: number, address: number, seq: number): void {
    for (let top = this.#stack.at(-1); top && top.depth >= depth; top = this.#stack.at(-1)) {
      if (top.depth === depth && top.address === address) return;
      this.end(top, seq);
    }
  }

  /**
   * The suspended frame that lies inside the generator at an address: the first behind it, unless another object starts in
   * between (`isObject`): then the frame belongs to that one.
   */
  suspendedIn(generator: number, isObject: (address: number) => boolean): Frame | undefined {
    for (let at = generator + 4; at < generator + GENERATOR_HEAD_BYTES; at += 4) {
      const frame = this.#byAddress.get(at);
      if (frame?.suspended) return frame;
      if (isObject(at)) return undefined;
    }
    return undefined;
  }

  #start(address: number, depth: number, codeId: number): Frame {
    const frame: Frame = {
      serial: ++this.#serials,
      address,
      codeId,
      depth,
      suspended: false,
      line: 0,
      lineAddress: 0,
      names: new BoundNames(),
      cells: null,
    };
    this.#byAddress.set(address, frame);
    this.#stack.push(frame);
    return frame;
  }

  #takeOffStack(frame: Frame): void {
    if (frame.suspended) {
      frame.suspended = false;
      this.#suspended--;
      return;
    }
    if (this.#stack[this.#stack.length - 1] === frame) {
      this.#stack.pop();
      return;
    }
    const index = this.#stack.lastIndexOf(frame);
    if (index >= 0) this.#stack.splice(index, 1);
  }
}
