// Owns what lies around one event and explains it: the instruction, the names that came and went about then, the object that was
// collected just before. Must not put anything into words (reasons.ts does).

import type { CodeRow, EventColumns } from '../../../shared/model/session.ts';
import type { SessionFile } from '../read/session-file.ts';
import type { NameInterval } from '../read/name-reader.ts';
import type { View } from './view.ts';
import { EVAL_LOOP } from './reasons/reason-facts.ts';
import { expressionAt } from './expression-at.ts';
import { executedUnit } from '../read/executed-unit.ts';

/** An instruction as it is shown; all '' and -1 when none was executing. */
export interface Executing {
  readonly opcode: string;
  readonly argument: string;
  /** The source text that it works on, '' where its argument says it. */
  readonly expression: string;
  readonly column: number;
  readonly endColumn: number;
  /** Qualified name of the function. */
  readonly function: string;
  /** The pointer stood on the caches behind the instruction: the call it made has returned. */
  readonly returning: boolean;
  /** Of a call: name of the method that is called, '' when it is not called as one. */
  readonly method: string;
  /** The instruction behind it, when that is a LOAD_FAST: both may run as one. */
  readonly nextLocal: string;
}

const NOTHING: Executing = {
  opcode: '',
  argument: '',
  expression: '',
  column: -1,
  endColumn: -1,
  function: '',
  returning: false,
  method: '',
  nextLocal: '',
};

/**
 * A frame that C code calls Python through: `<shim>`, of CPython's own making. It is current only when the frame it called is
 * being taken down.
 */
export const isShim = (file: SessionFile, code: CodeRow): boolean =>
  file.source(code.fileId)?.path === '<shim>';

export function executing(file: SessionFile, instruction: number): Executing {
  const found = file.instruction(instruction);
  if (!found) return NOTHING;
  if (isShim(file, found.code)) return { ...NOTHING, returning: true };
  const { code } = found;
  const unit = executedUnit(code.opcodes, found.unit);
  const next = file.opcodeName(code.opcodes[unit + 1] ?? 0);
  const opcode = file.opcodeName(code.opcodes[unit] ?? 0);
  return {
    opcode,
    argument: code.argNames[unit] ?? '',
    expression: expressionAt(file, code, unit, opcode),
    column: code.columns[unit] ?? -1,
    endColumn: code.endColumns[unit] ?? -1,
    function: code.qualname,
    returning: unit !== found.unit,
    method: methodCalled(file, code, unit),
    nextLocal: next === 'LOAD_FAST' ? (code.argNames[unit + 1] ?? '') : '',
  };
}

/** `x.append(y)`: the call and the lookup of its method start at the same column of the same line. */
function methodCalled(file: SessionFile, code: CodeRow, call: number): string {
  if (!file.opcodeName(code.opcodes[call] ?? 0).startsWith('CALL')) return '';
  for (let unit = call - 1; unit >= 0 && code.lines[unit] === code.lines[call]; unit--) {
    const isLookup = file.opcodeName(code.opcodes[unit] ?? 0) === 'LOAD_ATTR';
    if (isLookup && code.columns[unit] === code.columns[call]) return code.argNames[unit] ?? '';
  }
  return '';
}

/** Instructions that the interpreter may run as one with the LOAD_FAST behind them, under their own address, */
const FUSED_WITH_LOAD = /^(LOAD_FAST|STORE_FAST|LOAD_CONST)$/;
/** unless its compiler makes one instruction of the two. */
const fusesAtRun = (view: View): boolean =>
  view.once('fuses-at-run', () => {
    const names = Array.from({ length: 256 }, (_, opcode) => view.file.opcodeName(opcode));
    return !names.includes('STORE_FAST_LOAD_FAST');
  });

/** The LOAD_FAST that really made an incref logged at the instruction before it; nothing otherwise. */
export function pushedBy(
  view: View,
  event: {
    readonly at: Executing;
    readonly object: number;
    readonly seq: number;
    readonly cFunction: string;
    readonly delta: number;
  },
): {
  readonly opcode?: string;
  readonly argument?: string;
  readonly expression?: string;
} {
  const { at, cFunction, delta } = event;
  if (delta !== 1 || cFunction !== EVAL_LOOP || at.nextLocal === '') return {};
  if (!FUSED_WITH_LOAD.test(at.opcode) || !fusesAtRun(view)) return {};
  const names = localNames(view, event.object, event.seq);
  const isNext = at.opcode === 'STORE_FAST' || names.includes(at.nextLocal);
  const isOwn = at.opcode === 'LOAD_FAST' && names.includes(at.argument);
  return isNext && !isOwn ? { opcode: 'LOAD_FAST', argument: at.nextLocal, expression: '' } : {};
}

/** Locals that refer to the object when event seq happens. */
function localNames(view: View, object: number, seq: number): readonly string[] {
  const names = view.file.nameLog();
  const before = names.rowsThrough(seq - 1);
  const here = names.opened(before, names.rowsThrough(seq));
  return [...names.openAt(before, object), ...here.filter((made) => made.object === object)]
    .filter(({ frame }) => frame !== 0)
    .map((interval) => nameOf(view, interval));
}

/**
 * A store is logged when the next instruction starts: its bind comes after the events that the store itself made, at most this
 * many events later (a value that it replaced is collected in between).
 */
const BIND_REACH = 8;
/** A frame is taken down after its names were logged as gone: so many events before at most. */
const LEAVE_REACH = 256;

export interface NamesAbout {
  /** Local of a frame that was being entered, for which this event took the reference. */
  readonly entered: string;
  /** Name that ceased to refer to the object right after the event. */
  readonly unbound: string;
  /** Locals of a frame that ended just now, or is ending. */
  readonly left: readonly string[];
}

/** Names that came to, ceased to, or had just ceased to refer to the object of entry i of a block. */
export function namesAbout(view: View, block: EventColumns, i: number): NamesAbout {
  const seq = block.firstSeq + i;
  const object = block.object[i] ?? 0;
  const names = view.file.nameLog();
  const through = names.rowsThrough(seq + BIND_REACH);
  const ended = names
    .ended(names.rowsThrough(seq - LEAVE_REACH - 1), through, object)
    .filter(({ interval }) => interval.fromSeq < seq)
    .sort((a, b) => b.interval.row - a.interval.row);
  const unbound = ended.find(({ toSeq }) => toSeq >= seq)?.interval;
  const locals = ended.map(({ interval }) => interval).filter((row) => isFastLocal(view, row));
  const left = locals.filter(({ frame }) => frame === locals[0]?.frame);
  const next = names
    .opened(names.rowsThrough(seq - 1), through)
    .find((interval) => interval.object === object);
  return {
    entered: enteredName(view, block, i, next),
    unbound: unbound ? nameOf(view, unbound) : '',
    left: [...new Set(left.map((row) => nameOf(view, row)))].reverse(),
  };
}

/** The name of `next`, the next binding of the object, if a new frame makes it and this is the last incref before. */
function enteredName(
  view: View,
  block: EventColumns,
  i: number,
  next: NameInterval | undefined,
): string {
  if (next === undefined) return '';
  const seq = block.firstSeq + i;
  const step = view.file.stepOfEvent(seq);
  const currentFrame = step > 0 ? view.file.stepLog().frame(step) : undefined;
  if (next.frame === currentFrame || !isFastLocal(view, next)) return '';
  for (let j = i + 1; j < Math.min(next.fromSeq - block.firstSeq + 1, block.count); j++) {
    if (block.object[j] === block.object[i] && (block.delta[j] ?? 0) > 0) return '';
  }
  return nameOf(view, next);
}

/** A local that lives in the frame; names of a class body live in a dict. */
function isFastLocal({ file }: View, interval: NameInterval): boolean {
  const variable = file.variable(interval.variable);
  const code = variable ? file.code(variable.codeId) : null;
  return variable !== null && code !== null && code.localNames.includes(variable.name);
}

const nameOf = (view: View, { variable }: NameInterval): string =>
  view.file.variable(variable)?.name ?? '';
