// Owns the proof that what is only written down fits the interpreter at hand: every built-in type says how large its instances are and where
// they keep their dict and their weak references. Must not change anything. Invariant: a difference ends the boot.

import type { EngineDefinition } from '../engine-definition.ts';
import { FIELD_NAMES } from '../heap/heap-layout.ts';
import type { EmscriptenModule } from '../emscripten.ts';
import type { ProgramMemory } from '../program-memory.ts';
import { mismatch } from './own-offsets.ts';

interface Expected {
  /** tp_basicsize, in bytes. */
  readonly size?: number;
  /** tp_dictoffset and tp_weaklistoffset; 0 where there is none. */
  readonly dict?: number;
  readonly weakList?: number;
}

const WORD = 4;
const fieldOf = (type: string, field: string): number =>
  Number(Object.entries(FIELD_NAMES[type] ?? {}).find(([, name]) => name === field)?.[0]);
const TYPE = { size: 'basicSize', dict: 'dictOffset', weakList: 'weakList' } as const;

/** By the exported symbol of the type. */
function expectedTypes({ layout, heap, instrument }: EngineDefinition): Record<string, Expected> {
  const { at } = heap;
  const [, , lastBound = 0] = layout.range.bounds;
  return {
    PyUnicode_Type: { size: layout.str.compactData + WORD },
    PyBytes_Type: { size: layout.bytes.data + 1 },
    PyLong_Type: { size: layout.int.digits },
    PyFloat_Type: { size: layout.float.value + 2 * WORD },
    PyTuple_Type: { size: layout.tuple.items },
    PyList_Type: { size: at.list.end },
    PyDict_Type: { size: at.dict.end },
    PySet_Type: { size: at.set.end, weakList: at.set.end - WORD },
    PyRange_Type: { size: lastBound + 2 * WORD },
    PyCell_Type: { size: instrument.layout.cellValue + WORD },
    PyCode_Type: { size: layout.code.units },
    PyModule_Type: {
      size: fieldOf('module', 'name') + WORD,
      dict: fieldOf('module', 'namespace'),
    },
    PyFunction_Type: {
      dict: fieldOf('function', 'attribute dict'),
      weakList: fieldOf('function', 'attribute dict') + WORD,
    },
    PyType_Type: { dict: fieldOf('type', 'namespace') },
    PyGen_Type: {
      size: at.generator.frame + at.frame.localsPlus,
      weakList: at.generator.weakList,
    },
    _PyWeakref_RefType: { size: at.weakref.callback + 5 * WORD },
  };
}

/** Throws Failure. */
export function checkTables(
  engine: EngineDefinition,
  memory: ProgramMemory,
  module: EmscriptenModule,
): void {
  const at = engine.heap.at.type;
  for (const [symbol, expected] of Object.entries(expectedTypes(engine))) {
    const type = Number(module[`_${symbol}`]);
    for (const [what, field] of Object.entries(TYPE)) {
      const wanted = expected[what as keyof Expected];
      if (wanted !== undefined && memory.u32(type + at[field]) !== wanted)
        throw mismatch(engine, `${what} of ${symbol}`);
    }
  }
}
