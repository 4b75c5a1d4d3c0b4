import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { argumentName, decodeBytecode, type Bytecode } from '../../../src/main/engine/bytecode.ts';
import { hooksOf, lineStarts } from '../../../src/main/engine/hooks.ts';
import { decodeLocations, exceptionHandlers } from '../../../src/main/engine/line-table.ts';
import { OPCODES_312 } from '../../../src/main/engine/opcodes-312.ts';
import { HOOK_FLAG } from '../../../src/shared/model/ring.ts';

// What native CPython 3.12.1 says of its own code objects (co_positions, dis, the parsed exception table).
interface NativeCode {
  name: string;
  code: string;
  linetable: string;
  exceptiontable: string;
  firstline: number;
  names: string[];
  locals: string[];
  positions: [number | null, number | null, number | null][];
  instructions: [number, string, number | null, string][];
  handlers: number[];
}
const fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/code/python-3.12.1.json', import.meta.url), 'utf8'),
) as { source: string; codes: NativeCode[] };
const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const decode = (code: NativeCode): Bytecode => decodeBytecode(bytes(code.code), OPCODES_312);
const named = (name: string): NativeCode => {
  const found = fixture.codes.find((code) => code.name === name);
  if (!found) throw new Error(`no ${name} in the fixture`);
  return found;
};

describe.each(fixture.codes.map((code) => [code.name, code] as const))('%s', (_, code) => {
  test('locations are those of co_positions', () => {
    const { lines, columns, endColumns } = decodeLocations(
      bytes(code.linetable),
      code.firstline,
      code.positions.length,
    );
    const decoded = code.positions.map((__, i) => [lines[i], columns[i], endColumns[i]]);
    expect(decoded).toEqual(
      code.positions.map(([line, from, to]) => [line ?? 0, from ?? -1, to ?? -1]),
    );
  });

  test('instructions are those of dis', () => {
    const native = code.instructions.filter(([, name]) => name !== 'EXTENDED_ARG');
    const ours = decode(code).instructions;
    expect(ours.map((i) => [i.unit, i.name])).toEqual(native.map(([unit, name]) => [unit, name]));
    native.forEach(([, , arg], i) => {
      if (arg !== null) expect(ours[i]?.arg).toBe(arg);
    });
  });

  test('names of arguments are those of dis', () => {
    const ours = decode(code).instructions;
    const native = new Map(code.instructions.map(([unit, , , text]) => [unit, text]));
    for (const instruction of ours) {
      if (!/^(STORE|DELETE|LOAD)_(FAST|NAME|GLOBAL|DEREF)$|^COMPARE_OP$/.test(instruction.name))
        continue;
      const text = argumentName(
        instruction,
        { names: code.names, locals: code.locals, constants: [] },
        OPCODES_312,
      );
      expect(native.get(instruction.unit)?.replace('NULL + ', '')).toBe(text);
    }
  });

  test('exception handlers are those of the parsed table', () => {
    expect(exceptionHandlers(bytes(code.exceptiontable))).toEqual(code.handlers);
  });
});

test('a line starts where a trace function would see it', () => {
  const code = named('f');
  const bytecode = decode(code);
  const { lines } = decodeLocations(bytes(code.linetable), code.firstline, code.positions.length);
  const starts = lineStarts({ bytecode, lines, handlers: code.handlers });
  expect(
    [...new Set([...starts].map((unit) => lines[unit]))].sort((a, b) => Number(a) - Number(b)),
  ).toEqual([4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 17]);
});

test('stores are hooked at the instruction after them, returns and yields before they happen', () => {
  const code = named('inner');
  const bytecode = decode(code);
  const { lines } = decodeLocations(bytes(code.linetable), code.firstline, code.positions.length);
  const hooks = hooksOf({
    bytecode,
    lines,
    handlers: code.handlers,
    names: code.names,
    locals: code.locals,
    inCell: [],
    entryCells: [],
    hasNamespace: false,
    isThrowAnArrival: false,
    isModule: false,
  });
  const stored = hooks.flatMap((hook) => hook.stores.map((store) => [store.name, store.scope]));
  expect(stored).toEqual([
    ['c', 'local'],
    ['g', 'global'],
  ]);
  for (const hook of hooks) {
    const at = bytecode.instructions.findIndex((i) => i.startUnit === hook.unit);
    const before = bytecode.instructions[at - 1]?.name ?? '';
    expect(hook.stores.length > 0).toBe(/^STORE_(DEREF|GLOBAL)$/.test(before));
    const here = bytecode.instructions[at]?.name ?? '';
    expect((hook.flags & HOOK_FLAG.leave) !== 0).toBe(/^RETURN_(VALUE|CONST)$/.test(here));
    expect((hook.flags & HOOK_FLAG.suspend) !== 0).toBe(here === 'YIELD_VALUE');
  }
  expect(hooks.filter((hook) => hook.flags & HOOK_FLAG.enter)).toHaveLength(1);
});
