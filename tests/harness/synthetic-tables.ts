// Owns the fixed tables of synthetic sessions: sources, code, types, variables, sites, opcode names.

import type { CodeRow, SourceRow, TypeRow, VariableRow } from '../../src/shared/model/session.ts';
import type { Site } from '../../src/shared/model/site.ts';

const PROGRAM_LINES = 24;

export const SYNTHETIC_SOURCES: readonly SourceRow[] = [
  {
    id: 1,
    path: '/home/prog.py',
    text: Array.from({ length: PROGRAM_LINES }, (_, i) => `name_${i} = ${i}\n`).join(''),
    yours: true,
  },
  { id: 2, path: '/lib/python312.zip/json/decoder.py', text: null, yours: false },
];

/** Index = opcode; the few that the synthetic code uses. */
export const SYNTHETIC_OPCODES: readonly string[] = [
  'CACHE',
  'LOAD_NAME',
  'STORE_NAME',
  'DELETE_NAME',
  'CALL',
  'LOAD_CONST',
  'POP_TOP',
];

export const SYNTHETIC_SITES: readonly Site[] = [
  { kind: 'birth', cFunction: '_Py_NewReference', wasmOffset: 1000, certain: true },
  { kind: 'inc', cFunction: 'PyDict_SetItem', wasmOffset: 2000, certain: true },
  { kind: 'dec', cFunction: '_PyEval_EvalFrameDefault', wasmOffset: 3000, certain: true },
  { kind: 'add', cFunction: 'func 1973', wasmOffset: 4000, certain: false },
  { kind: 'immortal', cFunction: '_Py_SetImmortal', wasmOffset: 5000, certain: true },
];
/** Indices into SYNTHETIC_SITES. */
export const SITE = { birth: 0, inc: 1, dec: 2, add: 3, immortal: 4 } as const;

const NAMES = ['a_score', 'b_score', 'events', 'total', 'x', 'y', '=danger', 'comma,"quote"'];

export const SYNTHETIC_VARIABLES: readonly VariableRow[] = NAMES.map((name, i) => ({
  id: i + 1,
  name,
  codeId: i === 4 || i === 5 ? 2 : 0,
}));

export const SYNTHETIC_TYPES: readonly TypeRow[] = [
  { id: 1, name: 'int', kind: 'int', yours: false },
  { id: 2, name: 'str', kind: 'str', yours: false },
  { id: 3, name: 'list', kind: 'list', yours: false },
  { id: 4, name: 'Account', kind: 'object', yours: true },
  { id: 5, name: 'dict', kind: 'dict', yours: false },
];

const code = (
  row: Pick<CodeRow, 'id' | 'fileId' | 'name' | 'firstLine' | 'firstInstruction' | 'yours'>,
  units: number,
  lines: number,
): CodeRow => ({
  ...row,
  qualname: row.name,
  opcodes: Uint8Array.from({ length: units }, (_, i) => i % SYNTHETIC_OPCODES.length),
  args: Uint32Array.from({ length: units }, (_, i) => i % 5),
  lines: Int32Array.from(
    { length: units },
    (_, i) => row.firstLine + Math.floor((i * lines) / units),
  ),
  columns: Int16Array.from({ length: units }, (_, i) => i % 7),
  endColumns: Int16Array.from({ length: units }, (_, i) => (i % 7) + 4),
  argNames: Array.from({ length: units }, (_, i) => NAMES[i % 4] ?? ''),
  localNames: ['x', 'y'],
});

/** Instruction ids 1–80 are the module, 81–120 a function of yours, 121–180 the standard library. */
export const SYNTHETIC_CODES: readonly CodeRow[] = [
  code(
    { id: 1, fileId: 1, name: '<module>', firstLine: 1, firstInstruction: 1, yours: true },
    80,
    16,
  ),
  code({ id: 2, fileId: 1, name: 'work', firstLine: 17, firstInstruction: 81, yours: true }, 40, 8),
  code(
    { id: 3, fileId: 2, name: 'raw_decode', firstLine: 300, firstInstruction: 121, yours: false },
    60,
    20,
  ),
];
