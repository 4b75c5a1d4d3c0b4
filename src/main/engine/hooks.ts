// Owns which instructions of the user's code get a hook and what it logs: line starts, stores to names, entry and exit of
// frames. Pure: a code object's decoded parts in, hooks out. Line starts follow CPython's own rule for `line` trace
// events (Python/instrumentation.c, initialize_lines): a change of line, a jump's target, a handler's start.

import { HOOK_FLAG, HOOK_STORE } from '../../shared/model/ring.ts';
import { jumpTarget, type Bytecode, type Instruction } from './bytecode.ts';

export interface HookStore {
  readonly kind: number;
  /** Index in localsplus, or index in co_names. */
  readonly operand: number;
  readonly name: string;
  readonly scope: 'local' | 'global';
}

export interface Hook {
  readonly unit: number;
  readonly flags: number;
  readonly isAnew: boolean;
  readonly stores: readonly HookStore[];
}

export interface HookInput {
  readonly bytecode: Bytecode;
  readonly lines: Int32Array;
  readonly handlers: readonly number[];
  readonly names: readonly string[];
  readonly locals: readonly string[];
  /** By index in localsplus: it sits in a cell at least at times. */
  readonly inCell: readonly boolean[];
  /** Those of them that a frame shows when it starts. */
  readonly entryCells: readonly number[];
  /** Names are in a dict: the code of a module or of a class body. */
  readonly hasNamespace: boolean;
  readonly isModule: boolean;
  /** An exception that is thrown into a frame which waits in `await` or `yield from` is an arrival at that line. */
  readonly isThrowAnArrival: boolean;
}

const NOT_A_START = new Set(['END_ASYNC_FOR', 'END_FOR', 'END_SEND', 'POP_ITER', 'RESUME']);

/** Units at which a line starts, in the sense of a trace function's `line` events. */
export function lineStarts({
  bytecode,
  lines,
  handlers,
}: Pick<HookInput, 'bytecode' | 'lines' | 'handlers'>): Set<number> {
  const starts = new Set<number>();
  const { instructions } = bytecode;
  const resume = instructions.findIndex((instruction) => instruction.name === 'RESUME');
  const traceable = instructions.slice(Math.max(0, resume));
  const byUnit = new Map(traceable.map((instruction) => [instruction.startUnit, instruction]));
  let current = -1;
  for (const { startUnit, name } of traceable) {
    if (NOT_A_START.has(name)) continue;
    const line = lines[startUnit] ?? 0;
    if (line !== current && line > 0) starts.add(startUnit);
    current = line;
  }
  const mark = (unit: number): void => {
    const target = byUnit.get(unit);
    if (target && (lines[unit] ?? 0) > 0 && !NOT_A_START.has(target.name)) starts.add(unit);
  };
  for (const instruction of traceable) {
    const target = jumpTarget(instruction);
    // `await` and `yield from` go round within their line, which is no new arrival there.
    const isWaiting =
      instruction.name === 'JUMP_BACKWARD_NO_INTERRUPT' &&
      lines[target] === lines[instruction.startUnit];
    if (!isWaiting) mark(target);
  }
  for (const handler of handlers) mark(handler);
  return starts;
}

type Store = (instruction: Pick<Instruction, 'arg'>, input: HookInput) => HookStore;
/** A comprehension that runs inside its function may put a whole cell into its variable, and take it out again. */
const fast: Store = ({ arg }, { locals, inCell }) => ({
  kind: inCell[arg] === true ? HOOK_STORE.cell : HOOK_STORE.fast,
  operand: arg,
  name: locals[arg] ?? '',
  scope: 'local',
});
const name: Store = ({ arg }, { names, isModule }) => ({
  kind: HOOK_STORE.localName,
  operand: arg,
  name: names[arg] ?? '',
  scope: isModule ? 'global' : 'local',
});
const global: Store = ({ arg }, { names }) => ({
  kind: HOOK_STORE.globalName,
  operand: arg,
  name: names[arg] ?? '',
  scope: 'global',
});

type Stores = (...of: Parameters<Store>) => readonly HookStore[];
const one =
  (store: Store): Stores =>
  (...of) => [store(...of)];
/** Two instructions in one have four bits each for a local: the first in the upper ones. */
const firstFast: Stores = ({ arg }, input) => [fast({ arg: arg >> 4 }, input)];
const twoFast: Stores = ({ arg }, input) => [
  fast({ arg: arg >> 4 }, input),
  fast({ arg: arg & 15 }, input),
];

const STORES: Readonly<Record<string, Stores>> = {
  STORE_FAST: one(fast),
  STORE_FAST_LOAD_FAST: firstFast,
  STORE_FAST_STORE_FAST: twoFast,
  DELETE_FAST: one(fast),
  LOAD_FAST_AND_CLEAR: one(fast),
  STORE_DEREF: one(fast),
  DELETE_DEREF: one(fast),
  STORE_NAME: one(name),
  DELETE_NAME: one(name),
  STORE_GLOBAL: one(global),
  DELETE_GLOBAL: one(global),
};

const FLAGS: Readonly<Record<string, number>> = {
  RETURN_VALUE: HOOK_FLAG.leave,
  RETURN_CONST: HOOK_FLAG.leave,
  YIELD_VALUE: HOOK_FLAG.suspend,
};

function flagsOf(
  instruction: Instruction,
  starts: ReadonlySet<number>,
  { hasNamespace, entryCells }: HookInput,
): number {
  const { name, arg, startUnit } = instruction;
  const isStart = name === 'RESUME' && (arg & 3) === 0;
  const cells = entryCells.length > 0 ? HOOK_FLAG.cells : 0;
  const enter = isStart ? HOOK_FLAG.enter | (hasNamespace ? HOOK_FLAG.namespace : cells) : 0;
  const line = starts.has(startUnit) ? HOOK_FLAG.line : 0;
  const selfJump = line && jumpTarget(instruction) === startUnit ? HOOK_FLAG.selfJump : 0;
  return enter | line | selfJump | (FLAGS[name] ?? 0);
}

/** Hooks of a code object in unit order. A store is logged at the instruction after it, when it has happened. */
export function hooksOf(input: HookInput): Hook[] {
  const starts = lineStarts(input);
  const hooks: Hook[] = [];
  let pending: readonly HookStore[] = [];
  for (const instruction of input.bytecode.instructions) {
    const flags = flagsOf(instruction, starts, input);
    if (flags !== 0 || pending.length > 0)
      hooks.push({
        unit: instruction.startUnit,
        flags,
        isAnew: input.isThrowAnArrival && instruction.name === 'CLEANUP_THROW',
        stores: pending,
      });
    pending = STORES[instruction.name]?.(instruction, input) ?? [];
  }
  return hooks;
}
