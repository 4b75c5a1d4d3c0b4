// What our tables say of each version is what its running interpreter says; and each starts, reads, ends as `python` does.

import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { ProgramMemory } from '../../../src/main/engine/program-memory.ts';
import {
  describedHeap,
  describedLayout,
  describedOptions,
} from '../../../src/main/engine/self-description/described-engine.ts';
import { checkOwnOffsets } from '../../../src/main/engine/self-description/own-offsets.ts';
import { WORDS_314 } from '../../../src/main/engine/self-description/words.ts';
import { IMMORTAL_AS_PRINTED } from '../../../src/shared/model/session.ts';
import { programSpec, runPlain } from '../../harness/plain-engine.ts';

/** Prints what the opcode module knows; 3.12 has less of it in Python. */
const OPCODES = `
import opcode, json
try:
    from _opcode_metadata import _specialized_opmap as numbers, _specializations as families
except ImportError:
    numbers, families = None, opcode._specializations
caches = opcode._inline_cache_entries
print(json.dumps({
    'names': {name: number for name, number in opcode.opmap.items() if number < 256},
    'caches': {opcode.opmap[name]: count for name, count in caches.items() if count} if isinstance(caches, dict)
        else {number: count for number, count in enumerate(caches) if count and number in opcode.opmap.values()},
    'special': {numbers[name]: opcode.opmap[base] for base, names in families.items() for name in names} if numbers else None,
    'operators': [sign for _, sign in opcode._nb_ops],
    'comparisons': list(opcode.cmp_op),
    'intrinsics': [list(opcode._intrinsic_1_descs), list(opcode._intrinsic_2_descs)],
    'special_methods': list(getattr(opcode, '_special_method_names', [])),
    'common_constants': [value.__name__ for value in getattr(opcode, '_common_constants', [])],
}))
`;

interface Known {
  names: Record<string, number>;
  caches: Record<string, number>;
  special: Record<string, number> | null;
  operators: string[];
  comparisons: string[];
  intrinsics: [string[], string[]];
  special_methods: string[];
  common_constants: string[];
}

describe.each(ENGINES.map((engine) => [engine.id, engine] as const))('Python %s', (id, engine) => {
  test('opcodes are those of the interpreter', async () => {
    const { opcodes } = engine;
    const known = JSON.parse((await runPlain(programSpec('p.py', OPCODES), id)).stdout) as Known;
    const instrumented = /^INSTRUMENTED_(?!LINE|INSTRUCTION)/;
    for (const [name, number] of Object.entries(known.names)) {
      const base = known.names[name.replace(instrumented, '')];
      if (instrumented.test(name)) expect([name, opcodes.deopt[number]]).toEqual([name, base]);
      else expect(opcodes.names[number]).toBe(name);
    }
    for (const [number, name] of Object.entries(opcodes.names))
      expect([name, known.names[name]]).toEqual([name, Number(number)]);
    expect(opcodes.caches).toEqual(known.caches);
    for (const [number, base] of Object.entries(known.special ?? {}))
      expect([number, opcodes.deopt[Number(number)]]).toEqual([number, base]);
    expect(opcodes.binaryOperators).toEqual(known.operators);
    expect(opcodes.comparisons).toEqual(known.comparisons);
    expect([opcodes.intrinsics, opcodes.intrinsics2]).toEqual(known.intrinsics);
    expect(opcodes.specialMethods).toEqual(known.special_methods);
    expect(opcodes.commonConstants).toEqual(known.common_constants);
  });

  test('starts with its arguments, reads its input, and ends with the status that the program chose', async () => {
    const source =
      'import sys, atexit\natexit.register(print, "bye")\nprint(sys.argv, sys.version_info[:2], __name__, input())\nprint("warned", file=sys.stderr)\nsys.exit(7)\n';
    const run = await runPlain(
      programSpec('p.py', source, { args: ['a b', '-x'], stdin: Buffer.from('typed\n') }),
      id,
    );
    const [major, minor] = id.split('.');
    expect(run).toEqual({
      stdout: `['p.py', 'a b', '-x'] (${major}, ${minor}) __main__ typed\nbye\n`,
      stderr: 'warned\n',
      exitStatus: 7,
      failure: '',
    });
  });

  test('sys.getrefcount prints of immortal objects what the 64-bit build prints', async () => {
    const source =
      'import sys\nx = [1.5]\nprint(sys.getrefcount(None), sys.getrefcount(7), sys.getrefcount(int), sys.getrefcount(x))\n';
    const immortal = IMMORTAL_AS_PRINTED[id];
    const run = await runPlain(programSpec('p.py', source), id);
    expect(run.stdout).toBe(`${immortal} ${immortal} ${immortal} 2\n`);
  });
});

test.each(ENGINES.filter(({ ownOffsets }) => ownOffsets !== null))(
  'an interpreter of Python $id that says something else than its binary is refused',
  (engine) => {
    const bytes = new Uint8Array(4096);
    bytes.set(Buffer.from('xdebugpy\0'), 1024);
    const memory = new ProgramMemory(() => bytes, engine.layout);
    expect(() => checkOwnOffsets(engine, memory, 1024)).toThrow(/another offset of \w+/);
    expect(() => checkOwnOffsets(engine, memory, 2048)).toThrow(/another table of offsets/);
    const { words, offsets } = engine.ownOffsets ?? { words: WORDS_314, offsets: WORDS_314 };
    const view = new DataView(bytes.buffer, 1024 + 8);
    for (const [name, word] of Object.entries(words))
      view.setUint32(8 * word, offsets[name as keyof typeof offsets] ?? NaN, true);
    expect(() => checkOwnOffsets(engine, memory, 1024)).not.toThrow();
  },
);

test('what the interpreter says of itself takes the place of what is written down', () => {
  const [old, ...described] = ENGINES.map(({ ownOffsets }) => ownOffsets);
  expect(old).toBeNull();
  for (const own of described) expect(own?.offsets.currentFrame).toBeGreaterThan(0);
  const offsets = Object.fromEntries(
    Object.keys(WORDS_314).map((name, i) => [name, 1000 + i]),
  ) as typeof WORDS_314;
  for (const { layout, instrument, heap } of ENGINES.slice(1)) {
    const all = JSON.stringify([
      describedLayout(layout, offsets),
      describedOptions(instrument, offsets).layout,
      describedHeap(heap, offsets),
    ]);
    const used = Object.entries(offsets).filter(
      ([name, value]) => name !== 'gcCollecting' && !new RegExp(`[^0-9]${value}[^0-9]`).test(all),
    );
    expect(used).toEqual([]);
    expect(describedLayout(layout, offsets).gcCollectingAfterEnabled).toBe(
      offsets.gcCollecting - 8,
    );
  }
});
