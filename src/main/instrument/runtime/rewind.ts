// Owns what makes the eval loop one that can be left and entered again (shared/model/instrumented.ts, RewindExports): where it dispatches,
// its locals are handed out and taken back, and one of its activations is called through JavaScript, to which an exception leads back.
// Invariant: while nothing is wanted or caught, the function does what it did.

import { LOCALS_BYTES, MEMORY } from '../../../shared/model/ring.ts';
import {
  add,
  callIndirect,
  callIndirectValue,
  callValue,
  constant,
  equal,
  functionBody,
  get,
  getGlobal,
  load,
  returnValueIf,
  set,
  setGlobal,
  store,
  when,
  type Code,
  type Local,
} from '../assembler.ts';
import { define, type Runtime } from './runtime.ts';

export const setRewind = define({
  params: ['onDispatch', 'onEval'],
  exportName: 'refscope_set_rewind',
  body: ({ onDispatch, onEval }, { globals }) => [
    setGlobal(globals.onDispatch, get(onDispatch)),
    setGlobal(globals.onEval, get(onEval)),
  ],
});

/** In place of the eval function (thread, frame, throwflag) -> result. */
export function evalWrapper({ globals, typeIndex }: Runtime, movedTo: number): Uint8Array {
  const args = [0, 1, 2].map((index) => get(index as Local));
  const through = callIndirectValue(typeIndex(3, 1), getGlobal(globals.onEval), ...args);
  const next = add(getGlobal(globals.activations), constant(1));
  const body = [
    setGlobal(globals.activations, next),
    returnValueIf(equal(getGlobal(globals.activations), getGlobal(globals.caught)), through),
  ];
  return functionBody(0, body, callValue(movedTo, ...args));
}

/** At the start of the eval function: which activation it is. */
export const numberActivation = ({ globals }: Runtime, activation: Local): Code =>
  set(activation, getGlobal(globals.activations));

/** The operand of the dispatch goes from the stack into a local, and back. */
export const popOperand = (operand: Local): Code => set(operand, { i32: [] });
export const pushOperand = (operand: Local): Code => ({ code: get(operand).i32 });

/** Before the dispatch, whose operand is in a local of its own. @param locals all that matter there, that one included */
export function offerLocals(runtime: Runtime, locals: readonly Local[]): Code {
  const { globals, memory, typeIndex } = runtime;
  const room = LOCALS_BYTES / 4;
  if (locals.length > room) throw new Error(`Internal error: more than ${room} locals`);
  const place = (i: number) => ({ address: constant(0), memory, offset: MEMORY.locals + 4 * i });
  return when(getGlobal(globals.wanted), [
    ...locals.map((local, i) => store(place(i), get(local))),
    callIndirect(typeIndex(0, 0), getGlobal(globals.onDispatch)),
    ...locals.map((local, i) => set(local, load(place(i)))),
  ]);
}
