// Owns reading the locals of a frame, and those that sit in cells, which functions share. Invariant: a CELL record stands right before
// the BIND of what the cell holds.

import { TAG } from '../../../shared/model/ring.ts';
import {
  add,
  and,
  choose,
  constant,
  equal,
  get,
  getGlobal,
  isZero,
  load,
  or,
  returnValueIf,
  shiftLeft,
  type I32,
  type Local,
} from '../assembler.ts';
import { append, handOver } from './record.ts';
import { define, type Runtime } from './runtime.ts';

/** Value of a local; CPython 3.14 keeps marks in the two low bits of references in frames. */
export const fastLocal = ({ options: { layout } }: Runtime, frame: Local, index: I32): I32 =>
  and(
    load({
      address: add(get(frame), shiftLeft(index, constant(2))),
      offset: layout.frameLocalsPlus,
    }),
    constant(-4),
  );

/** 1 if a reference is one to a cell. */
export const isCell = ({ globals, options: { layout } }: Runtime, value: Local): I32 =>
  choose(
    get(value),
    equal(load({ address: get(value), offset: layout.objectType }), getGlobal(globals.cellType)),
    constant(0),
  );

export const contentsOf = ({ options: { layout } }: Runtime, cell: Local): I32 =>
  and(load({ address: get(cell), offset: layout.cellValue }), constant(-4));

/** cell(frame, instruction, index, value) -> what the value holds if it is a cell, which is logged; else the value. */
export const cell = define({
  params: ['frame', 'instruction', 'index', 'value'],
  body: ({ frame, instruction, index, value }, runtime) => [
    returnValueIf(isZero(isCell(runtime, value)), get(value)),
    ...append(runtime, [
      or(constant(TAG.cell), shiftLeft(get(index), constant(8))),
      get(frame),
      get(instruction),
      get(value),
    ]),
    handOver(runtime),
  ],
  result: ({ value }, runtime) => contentsOf(runtime, value),
});
