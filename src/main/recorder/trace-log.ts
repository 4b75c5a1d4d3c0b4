// Owns what the records of the user's code say: steps, frames and names. Must not know events or payload bytes.
// Invariant: rows leave in time order. A frame ends when its function returns, when an exception unwinds it, or with the
// generator it lies in.

import type { NamePlace } from '../../shared/model/engine-messages.ts';
import { CONTENTS, FIRST_ENTRY_CELL } from '../../shared/model/ring.ts';
import type { SessionWriter } from '../../shared/model/session-io.ts';
import { CellTable } from './cell-table.ts';
import type { Code, CodeTable, Hook } from './code-table.ts';
import type { Frame } from './frame-tracker.ts';
import { FrameTracker } from './frame-tracker.ts';
import { NameLog } from './name-log.ts';
import type { ObjectLog } from './object-log.ts';
import { StepBlock } from './row-blocks.ts';
import { SLOT, STATE } from './slot-table.ts';

interface DyingGenerator {
  readonly frame: Frame;
  readonly slot: number;
  readonly object: number;
  readonly seq: number;
}

export interface BindRecord {
  readonly scope: number;
  readonly instruction: number;
  readonly ordinal: number;
}

/** The cell that the next BIND is about. */
interface CellAtHand {
  readonly instruction: number;
  readonly ordinal: number;
  readonly frame: Frame;
  readonly variable: number;
  readonly cell: number;
}

export class TraceLog {
  readonly frames: FrameTracker;
  /** First seq of phase `run`, 0 before. */
  runFromSeq = 0;
  readonly #codes: CodeTable;
  readonly #objects: ObjectLog;
  readonly #names: NameLog;
  readonly #steps: StepBlock;
  readonly #cells = new CellTable();
  #cellAtHand: CellAtHand | null = null;
  #dying: DyingGenerator[] = [];

  constructor(
    sink: Pick<SessionWriter, 'addSteps' | 'addVariable' | 'addBinds' | 'setFacts'>,
    codes: CodeTable,
    objects: ObjectLog,
  ) {
    this.#codes = codes;
    this.#objects = objects;
    this.#steps = new StepBlock(sink);
    this.#names = new NameLog(sink, this.#steps);
    this.frames = new FrameTracker((frame, seq) => {
      this.#cells.end(frame);
      this.#names.endFrame(frame, seq);
    });
  }

  get steps(): number {
    return this.#steps.total;
  }

  /** Arrival at a line start. As in CPython's trace, going on within the same line is not a new arrival. */
  line(address: number, instruction: number, depth: number, seq: number): void {
    const { instructions } = this.#codes;
    const code = instructions.at(instruction);
    if (!code) return;
    const frame = this.frames.arrive(address, depth, code.id, seq);
    const unit = (instruction - code.from) >>> 1;
    const line = code.lines[unit] ?? 0;
    const isNew = line !== frame.line || instruction <= frame.lineAddress;
    frame.line = line;
    frame.lineAddress = instruction;
    if (!isNew && code.hooks[unit]?.isAnew !== true) return;
    if (this.runFromSeq === 0) this.runFromSeq = seq + 1;
    this.#steps.add(seq, instructions.idAt(instruction), depth, frame.serial);
  }

  enter(frame: number, instruction: number, depth: number, seq: number): void {
    const code = this.#codes.instructions.at(instruction);
    if (code) this.frames.enter(frame, depth, code.id, seq);
  }

  leave(address: number, instruction: number, depth: number, seq: number): void {
    const frame = this.#arrive(address, instruction, depth, seq);
    if (frame) this.frames.end(frame, seq);
  }

  suspend(address: number, instruction: number, depth: number, seq: number): void {
    const frame = this.#arrive(address, instruction, depth, seq);
    if (frame) this.frames.suspend(frame);
  }

  /** A variable sits in a cell; a BIND says what that holds. `ordinal` is the index of the CELL record. */
  cell({ scope, instruction, ordinal }: BindRecord, cell: number): void {
    this.#cellAtHand = null;
    const code = this.#codes.instructions.at(instruction);
    const hook = code?.hooks[(instruction - code.from) >>> 1];
    const frame = code && this.#scopeOf(code, scope);
    if (!code || !hook || !frame) return;
    const isEntry = ordinal >= FIRST_ENTRY_CELL;
    const variable = isEntry
      ? this.#entryVariable(code, hook, ordinal - FIRST_ENTRY_CELL)
      : (hook.variables[ordinal] ?? this.#variable(code, hook, ordinal));
    if (variable === 0) return;
    this.#cells.place(frame, variable, cell);
    const bind = isEntry ? CONTENTS : ordinal;
    this.#cellAtHand = { instruction, ordinal: bind, frame, variable, cell };
  }

  /** A store to a name: the `ordinal`th of the hook at `instruction`. `scope` is the address of a frame or a dict. */
  bind({ scope, instruction, ordinal }: BindRecord, object: number, seq: number): void {
    const atHand = this.#cellAtHand;
    this.#cellAtHand = null;
    if (atHand?.instruction === instruction && atHand.ordinal === ordinal) {
      this.#bindCell(atHand.cell, object, seq);
      return;
    }
    const code = this.#codes.instructions.at(instruction);
    const hook = code?.hooks[(instruction - code.from) >>> 1];
    if (!code || !hook) return;
    const named = hook.stores[ordinal];
    const isGlobal = named?.scope === 'global';
    const frame = isGlobal ? null : this.#scopeOf(code, scope);
    if (frame === undefined) return;
    const variable = hook.variables[ordinal] ?? this.#variable(code, hook, ordinal);
    if (variable === 0) return;
    if (frame === null) {
      this.#names.bindGlobal(variable, object, seq);
      return;
    }
    // What is stored to it now is not in its cell.
    if (frame.cells?.has(variable) === true && ordinal < hook.stores.length)
      this.#cells.place(frame, variable, 0);
    this.#names.bindLocal(variable, frame, object, seq);
  }

  #bindCell(cell: number, object: number, seq: number): void {
    for (const { frame, variable } of this.#cells.sharersOf(cell))
      this.#names.bindLocal(variable, frame, object, seq);
  }

  #entryVariable(code: Code, hook: Hook, index: number): number {
    const name = hook.cells[index];
    const known = hook.cellVariables[index];
    if (known !== undefined || name === undefined) return known ?? 0;
    const variable = this.#names.variable(code, name, false);
    hook.cellVariables[index] = variable;
    return variable;
  }

  /** Number of the variable that a hook stores to, 0 when it has none of that ordinal. */
  #variable(code: Code, hook: Hook, ordinal: number): number {
    const named = hook.stores[ordinal];
    const name = named?.name ?? hook.arguments[ordinal - hook.stores.length];
    const isGlobal = named?.scope === 'global';
    const variable = name === undefined ? 0 : this.#names.variable(code, name, isGlobal);
    hook.variables[ordinal] = variable;
    return variable;
  }

  /** A name, changed by something else than a store with a hook. */
  bindNamed(place: NamePlace, name: string, object: number, seq: number): void {
    if (place.in === 'cell') this.#bindCell(place.cell, object, seq);
    else if (place.in === 'module') {
      const fileId = this.#codes.fileId(place.filename);
      if (fileId === undefined) return;
      this.#names.bindGlobal(this.#names.globalVariable(fileId, name), object, seq);
    } else {
      const code = this.#codes.at(place.code);
      const frame = code && this.frames.runningAt(place.frame, code.id);
      if (frame) this.#names.bindLocal(this.#names.variable(code, name, false), frame, object, seq);
    }
  }

  /** A module or a frame has no names any more. */
  dropNames(place: NamePlace, seq: number): void {
    if (place.in === 'module') {
      const fileId = this.#codes.fileId(place.filename);
      if (fileId !== undefined) this.#names.dropGlobalsIn(fileId, seq);
    } else if (place.in === 'frame') {
      const code = this.#codes.at(place.code);
      const frame = code && this.frames.runningAt(place.frame, code.id);
      if (frame) this.#names.endFrame(frame, seq);
    }
  }

  /** The count of a generator reached 0: the frame inside it ends, unless its finalizer is still to run. */
  generatorDied(slot: number, seq: number): void {
    const { words } = this.#objects.slots;
    const frame = this.frames.suspendedIn(
      words[slot + SLOT.address] as number,
      (address) => this.#objects.slots.findPresent(address) !== 0,
    );
    if (frame) this.#dying.push({ frame, slot, object: words[slot + SLOT.object] as number, seq });
  }

  /** Ends the frames of generators that died. Called before anything else is logged, so that rows stay in time order. */
  settle(): void {
    if (this.#dying.length === 0) return;
    const { words } = this.#objects.slots;
    for (const { frame, slot, object, seq } of this.#dying) {
      const isRevived =
        words[slot + SLOT.object] === object &&
        ((words[slot + SLOT.state] as number) & STATE.ended) === 0;
      if (!isRevived && frame.suspended) this.frames.end(frame, seq);
    }
    this.#dying = [];
  }

  /** An object that names refer to was collected while module namespaces are being cleared. */
  boundObjectDied(object: number, seq: number): void {
    this.settle();
    this.#names.dropGlobalsOf(object, seq);
  }

  /** The program is over: no frame of it runs any more. */
  finalize(seq: number): void {
    this.frames.unwind(0, 0, seq);
  }

  flush(): void {
    this.#steps.flush();
    this.#names.flush();
  }

  #arrive(frame: number, instruction: number, depth: number, seq: number): Frame | undefined {
    const code = this.#codes.instructions.at(instruction);
    return code && this.frames.arrive(frame, depth, code.id, seq);
  }

  /** Class bodies store into a dict: then the scope is the innermost frame of that code. */
  #scopeOf(code: Code, scope: number): Frame | undefined {
    return this.frames.runningAt(scope, code.id) ?? this.frames.innermost(code.id);
  }
}
