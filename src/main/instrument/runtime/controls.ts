// Owns the injected functions that JavaScript calls (shared/model/instrumented.ts, RuntimeExports), and the one that
// tells it about watched functions and the cycle collector.

import { COLLECTING } from '../../../shared/model/instrumented.ts';
import {
  add,
  call,
  callIndirect,
  constant,
  equal,
  get,
  getGlobal,
  isZero,
  load,
  notEqual,
  or,
  returnIf,
  set,
  setGlobal,
  store,
  when,
} from '../assembler.ts';
import { append as appendRecord, handOver, recording, showProgress } from './record.ts';
import { define } from './runtime.ts';

export const setRing = define({
  params: ['ptr', 'end'],
  exportName: 'refscope_set_ring',
  body: ({ ptr, end }, { globals }) => [
    setGlobal(globals.ptr, get(ptr)),
    setGlobal(globals.end, get(end)),
  ],
});

export const ringPtr = define({
  params: [],
  exportName: 'refscope_ring_ptr',
  body: () => [],
  result: (_locals, { globals }) => getGlobal(globals.ptr),
});

export const publish = define({
  params: [],
  exportName: 'refscope_publish',
  body: (_locals, runtime) => [showProgress(runtime)],
});

export const setThread = define({
  params: ['thread'],
  exportName: 'refscope_set_thread',
  body: ({ thread }, { globals }) => [setGlobal(globals.thread, get(thread))],
});

export const setGcFlag = define({
  params: ['address'],
  exportName: 'refscope_set_gc_flag',
  body: ({ address }, { globals }) => [setGlobal(globals.gcFlag, get(address))],
});

export const setRangeType = define({
  params: ['address'],
  exportName: 'refscope_set_range_type',
  body: ({ address }, { globals }) => [setGlobal(globals.rangeType, get(address))],
});

export const setCellType = define({
  params: ['address'],
  exportName: 'refscope_set_cell_type',
  body: ({ address }, { globals }) => [setGlobal(globals.cellType, get(address))],
});

export const setCallbacks = define({
  params: ['onFull', 'onWatched'],
  exportName: 'refscope_set_callbacks',
  body: ({ onFull, onWatched }, { globals }) => [
    setGlobal(globals.onFull, get(onFull)),
    setGlobal(globals.onWatched, get(onWatched)),
  ],
});

export const append = define({
  params: ['w0', 'w1', 'w2', 'w3'],
  exportName: 'refscope_append',
  body: ({ w0, w1, w2, w3 }, runtime) => [
    returnIf(isZero(recording(runtime))),
    ...appendRecord(runtime, [get(w0), get(w1), get(w2), get(w3)]),
    handOver(runtime),
  ],
});

/** watch(id, leaving, first, result) */
export const watch = define({
  params: ['id', 'leaving', 'first', 'result'],
  body: ({ id, leaving, first, result }, { globals, typeIndex }) => [
    when(getGlobal(globals.onWatched), [
      callIndirect(
        typeIndex(4, 0),
        getGlobal(globals.onWatched),
        ...[id, leaving, first, result].map(get),
      ),
    ]),
  ],
});

/** collecting(address, value, offset): the store to address + offset, which may be the collector's flag. */
export const collecting = define({
  params: ['address', 'value', 'offset'],
  locals: ['old'],
  body: ({ address, value, offset, old }, { globals, functions }) => [
    set(address, add(get(address), get(offset))),
    set(old, load({ address: get(address) })),
    store({ address: get(address) }, get(value)),
    returnIf(or(notEqual(get(address), getGlobal(globals.gcFlag)), equal(get(old), get(value)))),
    call(functions.watch, constant(COLLECTING), isZero(get(value)), constant(0), constant(0)),
  ],
});
