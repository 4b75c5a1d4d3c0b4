// Owns writing injected code: typed expressions and statements as bytes. Must not know refcounts or Python.
// Invariant: an I32 leaves exactly one i32 on the stack, a Code leaves the stack as it was; so what type-checks here validates.

import { ByteWriter } from '../../shared/base/bytes.ts';
import { BULK, I32_ATOMIC_STORE, MEMARG_HAS_INDEX, OP, TYPE } from './wasm-format.ts';

/** Code that pushes one i32. */
export interface I32 {
  readonly i32: readonly number[];
}
/** Code that leaves the stack as it was. */
export interface Code {
  readonly code: readonly number[];
}
/** Index of a local variable of the function being written. */
export type Local = number & { readonly local: unique symbol };

export type Memory = number;

function leb(value: number): number[] {
  return [...new ByteWriter(8).u32(value).view()];
}
const expression = (...bytes: (number | readonly number[])[]): I32 => ({ i32: bytes.flat() });
const statement = (...bytes: (number | readonly number[])[]): Code => ({ code: bytes.flat() });
const memoryArgument = (alignLog2: number, memory: Memory, offset: number): number[] => [
  ...leb(memory === 0 ? alignLog2 : alignLog2 | MEMARG_HAS_INDEX),
  ...(memory === 0 ? [] : leb(memory)),
  ...leb(offset),
];

const binary =
  (opcode: number) =>
  (x: I32, y: I32): I32 =>
    expression(x.i32, y.i32, opcode);

export const add = binary(OP.i32Add);
export const subtract = binary(OP.i32Sub);
export const multiply = binary(OP.i32Mul);
export const and = binary(OP.i32And);
export const or = binary(OP.i32Or);
export const xor = binary(OP.i32Xor);
export const shiftLeft = binary(OP.i32Shl);
export const shiftRight = binary(OP.i32ShrU);
export const equal = binary(OP.i32Eq);
export const notEqual = binary(OP.i32Ne);
export const lessSigned = binary(OP.i32LtS);
export const less = binary(OP.i32LtU);
export const greater = binary(OP.i32GtU);
export const atLeast = binary(OP.i32GeU);
export const isZero = (x: I32): I32 => expression(x.i32, OP.i32Eqz);

export const constant = (value: number): I32 =>
  expression(OP.i32Const, [...new ByteWriter(8).s32(value).view()]);
export const get = (local: Local): I32 => expression(OP.localGet, leb(local));
export const getGlobal = (global: number): I32 => expression(OP.globalGet, leb(global));
export const set = (local: Local, value: I32): Code =>
  statement(value.i32, OP.localSet, leb(local));
export const setGlobal = (global: number, value: I32): Code =>
  statement(value.i32, OP.globalSet, leb(global));

interface Place {
  readonly address: I32;
  readonly memory?: Memory;
  readonly offset?: number;
}
const loading =
  (opcode: number, alignLog2: number) =>
  ({ address, memory = 0, offset = 0 }: Place): I32 =>
    expression(address.i32, opcode, memoryArgument(alignLog2, memory, offset));
// Alignment is a hint and Python's structures are aligned; a wrong hint only costs time.
export const load = loading(OP.i32Load, 2);
export const loadByte = loading(OP.i32Load8U, 0);
export const loadTwoBytes = loading(OP.i32Load16U, 0);

const storing =
  (opcode: number, alignLog2: number) =>
  ({ address, memory = 0, offset = 0 }: Place, value: I32): Code =>
    statement(address.i32, value.i32, opcode, memoryArgument(alignLog2, memory, offset));
export const store = storing(OP.i32Store, 2);
export const storeByte = storing(OP.i32Store8, 0);

/** A store that another thread sees no earlier than everything stored before it. */
export const storeAtomic = ({ address, memory = 0, offset = 0 }: Place, value: I32): Code =>
  statement(address.i32, value.i32, OP.atomic, I32_ATOMIC_STORE, memoryArgument(2, memory, offset));

/** Copies eight bytes from one place to another, possibly of another memory. */
export const copyEightBytes = (to: Place, from: Place): Code =>
  statement(
    to.address.i32,
    from.address.i32,
    OP.i64Load,
    memoryArgument(2, from.memory ?? 0, from.offset ?? 0),
    OP.i64Store,
    memoryArgument(2, to.memory ?? 0, to.offset ?? 0),
  );
export const zeroEightBytes = ({ address, memory = 0, offset = 0 }: Place): Code =>
  statement(address.i32, OP.i64Const, 0, OP.i64Store, memoryArgument(2, memory, offset));

/** The halves of a local of eight bytes. */
export const lowWord = (local: Local): I32 => expression(OP.localGet, leb(local), OP.i32WrapI64);
export const highWord = (local: Local): I32 =>
  expression(OP.localGet, leb(local), OP.i64Const, 32, OP.i64ShrU, OP.i32WrapI64);
/** Stores a local of eight bytes. */
export const storeWide = (address: I32, local: Local): Code =>
  statement(address.i32, OP.localGet, leb(local), OP.i64Store, memoryArgument(2, 0, 0));
/** Within the first memory. */
export const copyMemory = (target: I32, source: I32, size: I32): Code =>
  statement(target.i32, source.i32, size.i32, OP.prefix, BULK.copy, 0, 0);
/** From the first memory to `memory`. */
export const copyOut = (memory: Memory, target: I32, source: I32, size: I32): Code =>
  statement(target.i32, source.i32, size.i32, OP.prefix, BULK.copy, leb(memory), 0);
export const fillMemory = (target: I32, byte: I32, size: I32): Code =>
  statement(target.i32, byte.i32, size.i32, OP.prefix, BULK.fill, 0);

/** Size of the first memory in pages of 64 KiB. */
export const memoryPages = (): I32 => expression(OP.memorySize, 0);

const sequence = (codes: readonly Code[]): number[] => codes.flatMap(({ code }) => code);
export const when = (condition: I32, then: readonly Code[], otherwise?: readonly Code[]): Code =>
  statement(
    condition.i32,
    OP.if,
    TYPE.empty,
    sequence(then),
    otherwise ? [OP.else, ...sequence(otherwise)] : [],
    OP.end,
  );
/** `then` is evaluated only if the condition holds, `otherwise` only if not. */
export const choose = (condition: I32, then: I32, otherwise: I32): I32 =>
  expression(condition.i32, OP.if, TYPE.i32, then.i32, OP.else, otherwise.i32, OP.end);
/** Runs `body` again and again until a `leave` in it; the body must not hold a `when` around it. */
export const repeat = (body: (leaveIf: (condition: I32) => Code) => readonly Code[]): Code =>
  statement(
    [OP.block, TYPE.empty, OP.loop, TYPE.empty],
    sequence(body((condition) => statement(condition.i32, OP.brIf, 1))),
    [OP.br, 0, OP.end, OP.end],
  );
export const returnIf = (condition: I32): Code => when(condition, [statement(OP.return)]);
/** Only in a function with a result. */
export const returnValueIf = (condition: I32, value: I32): Code =>
  when(condition, [statement(value.i32, OP.return)]);

const values = (args: readonly I32[]): number[] => args.flatMap(({ i32 }) => i32);
export const call = (func: number, ...args: I32[]): Code =>
  statement(values(args), OP.call, leb(func));
export const callValue = (func: number, ...args: I32[]): I32 =>
  expression(values(args), OP.call, leb(func));
/** Calls through the first function table; the function type must have no result. */
export const callIndirect = (type: number, target: I32, ...args: I32[]): Code =>
  statement(values(args), target.i32, OP.callIndirect, leb(type), 0);

export const callIndirectValue = (type: number, target: I32, ...args: I32[]): I32 =>
  expression(values(args), target.i32, OP.callIndirect, leb(type), 0);

/** A function body with its declarations, without the size in front. Its locals behind the parameters are i32. */
export function functionBody(locals: number, body: readonly Code[], result?: I32): Uint8Array {
  const declarations = locals === 0 ? [0] : [1, ...leb(locals), TYPE.i32];
  return Uint8Array.from([...declarations, ...sequence(body), ...(result?.i32 ?? []), OP.end]);
}
