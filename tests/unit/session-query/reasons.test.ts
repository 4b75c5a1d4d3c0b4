import { describe, expect, it } from 'vitest';
import { storedNames } from '../../../src/main/session/query/stored-names.ts';
import {
  EVAL_LOOP,
  type ReasonFacts,
} from '../../../src/main/session/query/reasons/reason-facts.ts';
import { reasonFor } from '../../../src/main/session/query/reasons/reason-for.ts';

const NOTHING: ReasonFacts = {
  kind: 'incref',
  delta: 1,
  refcount: 2,
  opcode: '',
  argument: '',
  expression: '',
  method: '',
  cFunction: '',
  function: '',
  returning: false,
  phase: 'run',
  cause: 'alive',
  type: 'list',
  entered: '',
  unbound: '',
  left: [],
  first: false,
  momentary: false,
  owner: '',
};
const up = (facts: Partial<ReasonFacts>): string => reasonFor({ ...NOTHING, ...facts });
const down = (facts: Partial<ReasonFacts>): string =>
  reasonFor({ ...NOTHING, kind: 'decref', delta: -1, ...facts });
const gone = (facts: Partial<ReasonFacts>): string =>
  reasonFor({ ...NOTHING, kind: 'collect', delta: -1, cause: 'refcount', ...facts });

describe('reasons', () => {
  // Instruction, C function and direction of each line were seen in a recording of 3.12.1.
  it('tell the life of a global name', () => {
    expect(up({ opcode: 'LOAD_NAME', argument: 'a', cFunction: EVAL_LOOP })).toBe(
      'LOAD_NAME a pushed it on the value stack',
    );
    expect(up({ opcode: 'STORE_NAME', argument: 'a_score', cFunction: 'PyDict_SetItem' })).toBe(
      'STORE_NAME: the namespace took a reference for a_score',
    );
    expect(down({ opcode: 'STORE_NAME', argument: 'a', cFunction: EVAL_LOOP })).toBe(
      'STORE_NAME: the value stack let go',
    );
    const replaced = { opcode: 'STORE_NAME', argument: 'a', cFunction: 'func 1967', first: true };
    expect(down(replaced)).toBe('STORE_NAME: the namespace let go of the value that a had');
    const deleted = { opcode: 'DELETE_NAME', argument: 'a', cFunction: 'func 1973', first: true };
    expect(down(deleted)).toBe("DELETE_NAME a dropped the name's reference");
  });

  it('tell what calls and returns do', () => {
    expect(down({ opcode: 'CALL', argument: '2', cFunction: EVAL_LOOP })).toBe(
      'CALL: the argument was released',
    );
    expect(down({ opcode: 'CALL', cFunction: 'func 3700', returning: true, left: ['loc'] })).toBe(
      'returning from the call dropped its local loc',
    );
    expect(down({ cFunction: 'func 3700', returning: true, left: ['loc', 't'] })).toBe(
      'returning from the call dropped one of its locals loc, t',
    );
    expect(down({ cFunction: 'func 3700', returning: true, left: ['self'] })).toBe(
      'returning from the call dropped its local self',
    );
    expect(down({ opcode: 'CALL', cFunction: 'func 3420', returning: true, type: 'code' })).toBe(
      'the frame that returned let go of its code',
    );
    expect(up({ opcode: 'CALL', cFunction: 'func 3415', entered: 'r' })).toBe(
      'CALL: the new frame took it as its local r',
    );
    expect(up({ opcode: 'CALL', cFunction: 'func 1827', method: 'append' })).toBe(
      'CALL: append() stored it',
    );
    expect(up({ opcode: 'CALL', cFunction: 'PyList_Append' })).toBe(
      'list.append stored it during CALL',
    );
  });

  // Seen in recordings of 3.13.2 and 3.14.2.
  it('tell what two instructions in one did', () => {
    const two = { opcode: 'STORE_FAST_LOAD_FAST', argument: 'c, d', cFunction: EVAL_LOOP };
    expect(up(two)).toBe('STORE_FAST_LOAD_FAST c, d: the load pushed it on the value stack');
    expect(down(two)).toBe('STORE_FAST_LOAD_FAST c, d dropped the value that the first name had');
    expect(down({ ...two, opcode: 'STORE_FAST_STORE_FAST' })).toBe(
      'STORE_FAST_STORE_FAST c, d dropped the value that one of the names had',
    );
    expect(storedNames('STORE_FAST_LOAD_FAST', 'c, d')).toEqual(['c']);
    expect(storedNames('STORE_FAST_STORE_FAST', 'c, d')).toEqual(['c', 'd']);
    expect(storedNames('STORE_FAST', 'c')).toEqual(['c']);
  });

  it('know the function that takes a frame down, whatever the instruction', () => {
    const cFunction = '_PyFrame_ClearExceptCode';
    expect(down({ cFunction, left: ['a', 'c'] })).toBe(
      'returning from the call dropped one of its locals a, c',
    );
    expect(down({ opcode: 'CALL', cFunction, type: 'function' })).toBe(
      'the frame that returned let go of its function',
    );
    expect(up({ opcode: 'CALL', cFunction: '_PyEval_Vector' })).toBe(
      'a function was called during CALL: the new frame took it',
    );
  });

  it('tell what a change by more than one means', () => {
    const adjust = (facts: Partial<ReasonFacts>): string => up({ kind: 'adjust', ...facts });
    expect(adjust({ delta: -1_342_177_278, phase: 'exit' })).toBe(
      'no longer immortal: interpreter shutdown gave it a count again',
    );
    expect(adjust({ delta: -2, cFunction: 'intern_common' })).toContain('interned');
    expect(adjust({ delta: 2, cFunction: 'PyList_New' })).toBe('+2 by PyList_New');
  });

  it('tell how an object ended', () => {
    const deleted = { opcode: 'DELETE_NAME', argument: 'a', cFunction: 'func 1973', first: true };
    expect(gone(deleted)).toBe(
      "DELETE_NAME a dropped the name's reference; its last reference went away: collected at once",
    );
    expect(gone({ ...deleted, cause: 'gc' })).toBe(
      'the cycle collector broke the cycle: collected',
    );
    expect(gone({ cause: 'exit', phase: 'exit' })).toContain('interpreter shutdown');
    expect(gone({ cFunction: 'func 1' })).toBe('its last reference went away: collected at once');
    expect(down({ opcode: 'STORE_NAME', cFunction: 'func 1801', owner: 'list' })).toBe(
      'released by a list that was just collected',
    );
    expect(down({ phase: 'exit', owner: 'dict', cFunction: 'func 1946' })).toContain('a dict that');
    expect(down({ phase: 'exit', cFunction: 'func 1946' })).toBe(
      'interpreter shutdown let go of it',
    );
    expect(down({ phase: 'exit', unbound: 'x', cFunction: 'func 1967' })).toBe(
      "interpreter shutdown cleared the module's name x",
    );
  });

  it('tell where an object comes from', () => {
    const birth = { kind: 'birth' as const, cFunction: '_Py_NewReference' };
    expect(up({ ...birth, opcode: 'BUILD_LIST' })).toBe('BUILD_LIST made the list');
    expect(up({ ...birth, opcode: 'BINARY_OP', argument: '+' })).toBe(
      'BINARY_OP + made the result',
    );
    expect(up({ ...birth, phase: 'compile' })).toBe('the compiler made it');
    expect(up({ ...birth })).toBe('made by the interpreter itself');
    expect(up({ phase: 'compile', cFunction: 'func 2496' })).toContain("the code's constants");
    expect(up({ phase: 'compile', cFunction: 'PyList_Append' })).toContain('the parser');
    expect(up({ kind: 'immortalize', delta: 0 })).toContain('immortal');
  });

  it('claim nothing of what an instruction causes later on', () => {
    const finalizer = { opcode: 'STORE_NAME', argument: 'bird', cFunction: 'func 2646' };
    expect(down({ ...finalizer, type: 'function' })).toBe('−1 by func 2646 during STORE_NAME');
    expect(up({ opcode: 'BINARY_SUBSCR', cFunction: 'func 1400', type: 'traceback' })).toBe(
      '+1 by func 1400 during BINARY_SUBSCR',
    );
    expect(up({ kind: 'birth', opcode: 'BINARY_SUBSCR', type: 'KeyError' })).toBe(
      'made during BINARY_SUBSCR',
    );
  });

  it('tell what was held for a moment only', () => {
    const bases = { type: 'tuple', cFunction: 'func 2542', opcode: 'STORE_ATTR', first: true };
    const held = 'held for a moment by func 2542 during STORE_ATTR';
    expect(up({ ...bases, momentary: true })).toBe(held);
    expect(down({ ...bases, momentary: true })).toBe(`${held}, let go again`);
    expect(gone({ ...bases, momentary: true })).not.toContain(held);
  });

  it('tell a traceback from its frame, and an exception from what it is made of', () => {
    const here = { opcode: 'CALL', cFunction: 'PyTraceBack_Here' };
    expect(up({ ...here, type: 'frame' })).toContain('refers to its frame');
    expect(up({ ...here, type: 'traceback' })).toContain('as its next');
    expect(down({ ...here, type: 'traceback' })).toContain('was added to the traceback');
    const raised = { opcode: 'BINARY_SUBSCR', cFunction: '_PyErr_SetObject' };
    expect(up({ ...raised, type: 'tuple' })).toContain('is made from it');
    expect(up({ ...raised, type: 'type' })).toContain('the class of the exception');
    expect(up({ ...raised, type: 'KeyError' })).toContain('it is, or belongs to, the exception');
  });

  it('fall back to the facts', () => {
    expect(up({ opcode: 'CALL', cFunction: '_PyCodec_Lookup' })).toBe(
      '+1 by _PyCodec_Lookup during CALL',
    );
    expect(down({ cFunction: 'func 12' })).toBe('−1 by func 12');
    expect(reasonFor({ ...NOTHING, kind: 'adjust', delta: 3, cFunction: 'func 9' })).toBe(
      '+3 by func 9',
    );
  });

  it('leave no placeholder open', () => {
    for (const opcode of [
      'LOAD_ATTR',
      'CALL',
      'BINARY_OP',
      'RETURN_VALUE',
      'FOR_ITER',
      'STORE_SUBSCR',
      '',
    ]) {
      for (const cFunction of [EVAL_LOOP, 'PyDict_SetItem', '_PyObject_GetMethod', 'func 1', '']) {
        for (const sentence of [up, down, gone].map((of) => of({ opcode, cFunction }))) {
          expect(sentence).not.toMatch(/[{}]|undefined| {2}/);
          expect(sentence).not.toBe('');
        }
      }
    }
  });
});
