// Owns what CPython calls when a module's namespace is about to change (a dict watcher, Objects/dictobject.c). Must not change the
// run. Invariant: a change by a store instruction that has a hook is left to that hook, which costs far less.

import { NAMESPACE } from '../../../shared/model/instrumented.ts';
import { MEMORY } from '../../../shared/model/ring.ts';
import {
  add,
  and,
  call,
  constant,
  equal,
  get,
  getGlobal,
  isZero,
  loadByte,
  or,
  returnValueIf,
  shiftRight,
  type I32,
} from '../assembler.ts';
import { recording } from './record.ts';
import { define, type Runtime } from './runtime.ts';

const UNIT_BYTES = 2;

/** 1 if the instruction that the eval loop dispatched last stores a name, and a hook behind it will say so. */
function isHookedStore({ globals, memory, options }: Runtime): I32 {
  const previous = getGlobal(globals.previous);
  const next = add(previous, constant(UNIT_BYTES));
  const watched = loadByte({
    address: shiftRight(next, constant(4)),
    memory,
    offset: MEMORY.watched,
  });
  const bit = and(shiftRight(next, constant(1)), constant(7));
  const isStore = options.nameStoreOpcodes
    .map((opcode) => equal(loadByte({ address: previous }), constant(opcode)))
    .reduce(or, constant(0));
  return and(isStore, and(shiftRight(watched, bit), constant(1)));
}

/** namespaceChanged(event, dict, key, value): a PyDict_WatchCallback. */
export const namespaceChanged = define({
  params: ['event', 'dict', 'key', 'value'],
  exportName: 'refscope_namespace_changed',
  body: ({ event, dict, key, value }, runtime) => [
    returnValueIf(isZero(recording(runtime)), constant(0)),
    returnValueIf(isHookedStore(runtime), constant(0)),
    call(
      runtime.functions.watch,
      or(constant(NAMESPACE), get(event)),
      get(dict),
      get(key),
      get(value),
    ),
  ],
  result: () => constant(0),
});
