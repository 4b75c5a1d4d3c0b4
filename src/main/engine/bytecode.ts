// Owns reading a code object's units: base opcodes, folded arguments, where the instructions are, what their arguments
// are called, where jumps go. Pure.

import type { OpcodeTable } from './opcode-table.ts';

export interface Instruction {
  /** Unit of the opcode itself (after its EXTENDED_ARGs), and of its first EXTENDED_ARG. */
  readonly unit: number;
  readonly startUnit: number;
  readonly name: string;
  readonly arg: number;
  /** Unit that follows, behind the inline caches. */
  readonly next: number;
}

export interface Bytecode {
  /** Per unit; inline caches have opcode 0. */
  readonly opcodes: Uint8Array;
  readonly args: Uint32Array;
  readonly instructions: readonly Instruction[];
}

/** `units`: the bytes of co_code_adaptive, two per unit, specialised or not. */
export function decodeBytecode(units: Uint8Array, table: OpcodeTable): Bytecode {
  const count = units.length >> 1;
  const opcodes = new Uint8Array(count);
  const args = new Uint32Array(count);
  const instructions: Instruction[] = [];
  let extended = 0;
  let startUnit = -1;
  for (let unit = 0; unit < count;) {
    const raw = units[2 * unit] ?? 0;
    const opcode = table.deopt[raw] ?? raw;
    const name = table.names[opcode] ?? `<${opcode}>`;
    const arg = ((extended << 8) | (units[2 * unit + 1] ?? 0)) >>> 0;
    opcodes[unit] = opcode;
    args[unit] = arg;
    const next = unit + 1 + (table.caches[opcode] ?? 0);
    if (startUnit < 0) startUnit = unit;
    if (name === 'EXTENDED_ARG') {
      extended = arg;
    } else {
      instructions.push({ unit, startUnit, name, arg, next });
      extended = 0;
      startUnit = -1;
    }
    unit = next;
  }
  return { opcodes, args, instructions };
}

const FORWARD = new Set([
  'POP_JUMP_IF_FALSE',
  'POP_JUMP_IF_TRUE',
  'POP_JUMP_IF_NONE',
  'POP_JUMP_IF_NOT_NONE',
  'JUMP_FORWARD',
]);
const BACKWARD = new Set(['JUMP_BACKWARD', 'JUMP_BACKWARD_NO_INTERRUPT']);
/** These skip the END_FOR or END_SEND at their target. */
const OVER_END = new Set(['FOR_ITER', 'SEND']);

/** Unit that a jump can go to, or -1. */
export function jumpTarget(instruction: Instruction): number {
  if (FORWARD.has(instruction.name)) return instruction.next + instruction.arg;
  if (BACKWARD.has(instruction.name)) return instruction.next - instruction.arg;
  return OVER_END.has(instruction.name) ? instruction.next + instruction.arg + 1 : -1;
}

/** The names that arguments can refer to. */
export interface ArgumentNames {
  readonly names: readonly string[];
  readonly locals: readonly string[];
  readonly constants: readonly string[];
}

type Named = (arg: number, of: ArgumentNames, table: OpcodeTable) => string | undefined;
const byName =
  (shift: number): Named =>
  (arg, of) =>
    of.names[arg >> shift];
const local: Named = (arg, of) => of.locals[arg];
const constant: Named = (arg, of) => of.constants[arg];
/** As `dis` shows them: `first, second`. */
const twoLocals: Named = (arg, of) => `${of.locals[arg >> 4] ?? ''}, ${of.locals[arg & 15] ?? ''}`;
const CONVERSIONS = ['', 'str', 'repr', 'ascii'];
const FUNCTION_ATTRIBUTES: Readonly<Record<number, string>> = {
  1: 'defaults',
  2: 'kwdefaults',
  4: 'annotations',
  8: 'closure',
  16: 'annotate',
};

const ARGUMENT: Readonly<Record<string, Named>> = {
  ...Object.fromEntries(
    [
      'STORE_NAME',
      'DELETE_NAME',
      'STORE_ATTR',
      'DELETE_ATTR',
      'STORE_GLOBAL',
      'DELETE_GLOBAL',
      'LOAD_NAME',
      'IMPORT_NAME',
      'IMPORT_FROM',
      'LOAD_FROM_DICT_OR_GLOBALS',
    ].map((name) => [name, byName(0)]),
  ),
  LOAD_GLOBAL: byName(1),
  LOAD_ATTR: byName(1),
  LOAD_SUPER_ATTR: byName(2),
  ...Object.fromEntries(
    [
      'LOAD_FAST',
      'STORE_FAST',
      'DELETE_FAST',
      'LOAD_FAST_CHECK',
      'LOAD_FAST_AND_CLEAR',
      'LOAD_FAST_BORROW',
      'MAKE_CELL',
      'LOAD_CLOSURE',
      'LOAD_DEREF',
      'STORE_DEREF',
      'DELETE_DEREF',
      'LOAD_FROM_DICT_OR_DEREF',
    ].map((name) => [name, local]),
  ),
  LOAD_FAST_LOAD_FAST: twoLocals,
  LOAD_FAST_BORROW_LOAD_FAST_BORROW: twoLocals,
  STORE_FAST_LOAD_FAST: twoLocals,
  STORE_FAST_STORE_FAST: twoLocals,
  LOAD_SMALL_INT: (arg) => String(arg),
  LOAD_COMMON_CONSTANT: (arg, _, table) => table.commonConstants[arg],
  LOAD_SPECIAL: (arg, _, table) => table.specialMethods[arg],
  CONVERT_VALUE: (arg) => CONVERSIONS[arg],
  SET_FUNCTION_ATTRIBUTE: (arg) => FUNCTION_ATTRIBUTES[arg],
  LOAD_CONST: constant,
  RETURN_CONST: constant,
  KW_NAMES: constant,
  COMPARE_OP: (arg, _, table) => table.comparisons[arg >> table.compareShift],
  BINARY_OP: (arg, _, table) => table.binaryOperators[arg],
  CALL_INTRINSIC_1: (arg, _, table) => table.intrinsics[arg],
  CALL_INTRINSIC_2: (arg, _, table) => table.intrinsics2[arg],
  IS_OP: (arg) => (arg ? 'is not' : 'is'),
  CONTAINS_OP: (arg) => (arg ? 'not in' : 'in'),
};

/** What an instruction's argument is called, '' where it is only a number. */
export const argumentName = (
  instruction: Instruction,
  of: ArgumentNames,
  table: OpcodeTable,
): string => ARGUMENT[instruction.name]?.(instruction.arg, of, table) ?? '';
