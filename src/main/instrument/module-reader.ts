// Owns finding one's way in a wasm binary: its sections, types, index spaces and names. Reads no function body.
// Invariant: what it returns refers to the original bytes by offset; nothing is decoded twice or kept as a tree.

import { ByteReader, MalformedBytes } from '../../shared/base/bytes.ts';
import { skipImmediate } from './opcode-table.ts';
import {
  EXTERNAL,
  LIMIT_HAS_MAXIMUM,
  OP,
  SECTION,
  SECTION_ORDER,
  TYPE,
  WASM_HEADER,
} from './wasm-format.ts';

export interface Section {
  readonly id: number;
  /** Bytes of its content in the module: [start, end). */
  readonly start: number;
  readonly end: number;
}

/** Value types as their bytes in the binary. */
export interface FunctionType {
  readonly params: Uint8Array;
  readonly results: Uint8Array;
}

export interface ModuleIndex {
  readonly bytes: Uint8Array;
  readonly sections: readonly Section[];
  readonly types: readonly FunctionType[];
  /** Type index of every function, imported ones first. */
  readonly functionTypes: readonly number[];
  readonly importedFunctions: number;
  readonly memories: number;
  readonly tables: number;
  readonly globals: number;
  /** Indices of those that can change. */
  readonly mutableGlobals: readonly number[];
  readonly tagTypes: readonly number[];
  readonly functionByName: ReadonlyMap<string, number>;
  /** The first exported name of a function. */
  readonly nameOfFunction: ReadonlyMap<number, string>;
}

interface Draft {
  types: FunctionType[];
  functionTypes: number[];
  importedFunctions: number;
  memories: number;
  tables: number;
  globals: number;
  mutableGlobals: number[];
  tagTypes: number[];
  functionByName: Map<string, number>;
  nameOfFunction: Map<number, string>;
}

/** Reads a module's outline. Throws MalformedBytes. */
export function readModule(bytes: Uint8Array): ModuleIndex {
  const sections = readSections(bytes);
  const draft: Draft = {
    types: [],
    functionTypes: [],
    importedFunctions: 0,
    memories: 0,
    tables: 0,
    globals: 0,
    mutableGlobals: [],
    tagTypes: [],
    functionByName: new Map(),
    nameOfFunction: new Map(),
  };
  for (const section of sections)
    SECTION_READERS[section.id]?.(new ByteReader(bytes, section.start, section.end), draft);
  return { bytes, sections, ...draft };
}

function readSections(bytes: Uint8Array): Section[] {
  const reader = new ByteReader(bytes);
  for (const expected of WASM_HEADER)
    if (reader.u8() !== expected) throw new MalformedBytes('it does not start as wasm', reader.at);
  const sections: Section[] = [];
  let rank = -1;
  while (!reader.done) {
    const id = reader.u8();
    const { at: start, end } = reader.part(reader.u32());
    const place = SECTION_ORDER.indexOf(id);
    if (id !== SECTION.custom && place <= rank)
      throw new MalformedBytes(`section ${id} is unknown or out of order`, start);
    if (id !== SECTION.custom) rank = place;
    sections.push({ id, start, end });
  }
  return sections;
}

type SectionReader = (reader: ByteReader, draft: Draft) => void;

/** Runs `item` as often as the count in front says. */
function readVector(reader: ByteReader, item: () => void): void {
  const count = reader.u32();
  for (let i = 0; i < count; i++) item();
}

const SECTION_READERS: Readonly<Record<number, SectionReader>> = {
  [SECTION.type]: (reader, { types }) => {
    readVector(reader, () => {
      if (reader.u8() !== TYPE.func)
        throw new MalformedBytes('a type is not a function type', reader.at);
      types.push({ params: readValueTypes(reader), results: readValueTypes(reader) });
    });
  },
  [SECTION.import]: (reader, draft) => {
    readVector(reader, () => {
      reader.skip(reader.u32());
      reader.skip(reader.u32());
      readImport(reader, draft);
    });
    draft.importedFunctions = draft.functionTypes.length;
  },
  [SECTION.function]: (reader, { functionTypes }) => {
    readVector(reader, () => functionTypes.push(reader.u32()));
  },
  [SECTION.table]: (reader, draft) => {
    draft.tables += reader.u32();
  },
  [SECTION.memory]: (reader, draft) => {
    draft.memories += reader.u32();
  },
  [SECTION.global]: (reader, draft) => {
    readVector(reader, () => {
      readGlobalType(reader, draft);
      skipConstant(reader);
    });
  },
  [SECTION.tag]: (reader, { tagTypes }) => {
    readVector(reader, () => {
      reader.u8();
      tagTypes.push(reader.u32());
    });
  },
  [SECTION.export]: (reader, { functionByName, nameOfFunction }) => {
    const decoder = new TextDecoder();
    readVector(reader, () => {
      const name = decoder.decode(reader.take(reader.u32()));
      const kind = reader.u8();
      const index = reader.u32();
      if (kind !== EXTERNAL.function) return;
      functionByName.set(name, index);
      if (!nameOfFunction.has(index)) nameOfFunction.set(index, name);
    });
  },
};

function readImport(reader: ByteReader, draft: Draft): void {
  const kind = reader.u8();
  if (kind === EXTERNAL.function) draft.functionTypes.push(reader.u32());
  else if (kind === EXTERNAL.table) {
    draft.tables++;
    reader.u8();
    skipLimits(reader);
  } else if (kind === EXTERNAL.memory) {
    draft.memories++;
    skipLimits(reader);
  } else if (kind === EXTERNAL.global) {
    readGlobalType(reader, draft);
  } else if (kind === EXTERNAL.tag) {
    reader.u8();
    draft.tagTypes.push(reader.u32());
  } else throw new MalformedBytes(`an import has the unknown kind ${kind}`, reader.at);
}

function readGlobalType(reader: ByteReader, draft: Draft): void {
  reader.skip(1);
  if (reader.u8() === 1) draft.mutableGlobals.push(draft.globals);
  draft.globals++;
}

/** What a global starts as: instructions without blocks, up to the end. */
function skipConstant(reader: ByteReader): void {
  for (let opcode = reader.u8(); opcode !== OP.end; opcode = reader.u8()) {
    if (opcode === OP.i32Const || opcode === OP.globalGet) reader.skipLeb();
    else skipImmediate(opcode, reader);
  }
}

function skipLimits(reader: ByteReader): void {
  const flags = reader.u8();
  reader.skipLeb();
  if (flags & LIMIT_HAS_MAXIMUM) reader.skipLeb();
}

function readValueTypes(reader: ByteReader): Uint8Array {
  const types = reader.take(reader.u32());
  // Typed references (0x63, 0x64) take more than a byte; CPython's builds have none.
  if (types.some((type) => type === 0x63 || type === 0x64))
    throw new MalformedBytes('a function type uses typed references', reader.at);
  return types;
}

/** The body of a function that the module itself defines, from its local declarations on; null for an import. */
export function bodyOf(module: ModuleIndex, index: number): ByteReader | null {
  const section = module.sections.find(({ id }) => id === SECTION.code);
  if (!section || index < module.importedFunctions) return null;
  const reader = new ByteReader(module.bytes, section.start, section.end);
  reader.u32();
  for (let i = module.importedFunctions; i < index; i++) reader.skip(reader.u32());
  return reader.part(reader.u32());
}
