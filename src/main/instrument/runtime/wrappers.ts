// Owns the bodies that stand in place of moved functions: telling JavaScript about watched ones, and noticing moved blocks.

import {
  and,
  call,
  callValue,
  choose,
  constant,
  functionBody,
  get,
  load,
  notEqual,
  set,
  when,
  type Code,
  type I32,
  type Local,
} from '../assembler.ts';
import type { FunctionType } from '../module-reader.ts';
import { TYPE } from '../wasm-format.ts';
import type { Runtime } from './runtime.ts';

export interface Moved {
  readonly type: FunctionType;
  /** Index of the original body. */
  readonly movedTo: number;
}

const local = (index: number): Local => index as Local;

/** onWatched(id, 0, first, 0); result = original(...); onWatched(id, 1, first, result). Parameters may be of any type. */
export function watchedWrapper(runtime: Runtime, { type, movedTo }: Moved, id: number): Uint8Array {
  const { params, results } = type;
  const first = params[0] === TYPE.i32 ? get(local(0)) : constant(0);
  const tell = (leaving: 0 | 1, result: I32): Code =>
    call(runtime.functions.watch, constant(id), constant(leaving), first, result);
  // Only the types of the binary say that this pushes one i32: it is used as such only where it does.
  const original = callValue(movedTo, ...[...params].map((_, i) => get(local(i))));
  if (results.length === 1 && results[0] === TYPE.i32) {
    const result = local(params.length);
    const body = [tell(0, constant(0)), set(result, original), tell(1, get(result))];
    return functionBody(1, body, get(result));
  }
  const called = { code: original.i32 };
  return functionBody(0, [tell(0, constant(0)), called, tell(1, constant(0))]);
}

/**
 * The object in the old block is looked at before the call, which may overwrite it, and released after it when the block has
 * moved. CPython itself stores a birth at the new address.
 */
export function reallocWrapper({ functions }: Runtime, { movedTo }: Moved): Uint8Array {
  const [block, size, object, count, result] = [0, 1, 2, 3, 4].map(local) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const hasMoved = and(notEqual(get(result), constant(0)), notEqual(get(result), get(block)));
  const body = [
    set(object, callValue(functions.resident, get(block))),
    set(count, choose(get(object), load({ address: get(object) }), constant(0))),
    set(result, callValue(movedTo, get(block), get(size))),
    when(get(object), [when(hasMoved, [call(functions.release, get(object), get(count))])]),
  ];
  return functionBody(3, body, get(result));
}
