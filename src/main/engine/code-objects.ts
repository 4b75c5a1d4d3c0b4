// Owns describing a code object from memory, when it is made, and hooking the user's ones. Must not change what the
// program can see: the only write is to un-fuse pairs of instructions (co_code shows base opcodes either way), so that
// every instruction passes the dispatch point.

import type { Address } from '../../shared/base/brand.ts';
import type { CodeDescription, HookDescription } from '../../shared/model/engine-messages.ts';
import { HOOK_FLAG, HOOK_STORE, PAYLOAD_BYTES } from '../../shared/model/ring.ts';
import { argumentName, decodeBytecode, type Bytecode } from './bytecode.ts';
import type { EngineDefinition } from './engine-definition.ts';
import { describeValue } from './describe.ts';
import type { HookTable } from './hook-table.ts';
import { hooksOf, type Hook } from './hooks.ts';
import { CODE_FLAG, LOCAL_KIND } from './layout.ts';
import { decodeLocations, exceptionHandlers } from './line-table.ts';
import type { ProgramMemory } from './program-memory.ts';
import type { TypeRegistry } from './types.ts';

/** The name of a module's code. */
export const MODULE = '<module>';
const MAX_CONSTANT_DEPTH = 8;
/** Variables in cells that the compiler makes for itself. */
const COMPILERS_OWN = new Set([
  '__class__',
  '__classdict__',
  '__conditional_annotations__',
  '.type_params',
]);

/** The compiler renames the parameter of an annotation scope once its code, which is read before that, is made. */
const lastingName = (name: string, code: string): string =>
  name === '.format' && code === '__annotate__' ? 'format' : name;

export interface CodeReaderParts {
  readonly engine: EngineDefinition;
  readonly memory: ProgramMemory;
  readonly types: TypeRegistry;
  readonly hooks: HookTable;
  /** True for the file names of the user's program. */
  isYours(filename: string): boolean;
}

export class CodeReader {
  readonly #parts: CodeReaderParts;
  constructor(parts: CodeReaderParts) {
    this.#parts = parts;
  }

  filename(code: number): string {
    const { memory } = this.#parts;
    return memory.str(memory.u32(code + memory.layout.code.filename));
  }

  name(code: number): string {
    const { memory } = this.#parts;
    return memory.str(memory.u32(code + memory.layout.code.name));
  }

  /** Describes the code object at `address`, after hooking it when it is the user's. */
  describe(address: number): CodeDescription {
    const { memory, engine } = this.#parts;
    const at = memory.layout.code;
    const field = (offset: number): number => memory.u32(address + offset);
    const unitCount = Math.min(field(at.unitCount), 10_000_000);
    const filename = this.filename(address);
    const yours = this.#parts.isYours(filename);
    if (yours) this.#unfuse(address + at.units, unitCount);
    const bytecode = decodeBytecode(
      memory.bytes(address + at.units, 2 * unitCount),
      engine.opcodes,
    );
    const locations = decodeLocations(
      memory.bytesObject(field(at.lineTable)),
      memory.i32(address + at.firstLine),
      unitCount,
    );
    const names = memory.tupleItems(field(at.names)).map((item) => memory.str(item));
    const name = memory.str(field(at.name));
    const locals = memory
      .tupleItems(field(at.localsPlusNames))
      .map((item) => lastingName(memory.str(item), name));
    const constants = memory.tupleItems(field(at.consts));
    const hooks = yours
      ? this.#hook(address, {
          ...this.#cells(address, locals),
          bytecode,
          locations,
          names,
          locals,
          isModule: name === MODULE,
          isThrowAnArrival: engine.isThrowAnArrival,
        })
      : [];
    const constantTexts = yours ? constants.map((item) => this.#constant(item)) : [];
    return {
      address: address as Address,
      firstUnit: (address + at.units) as Address,
      unitCount,
      name,
      qualname: memory.str(field(at.qualname)),
      filename,
      firstLine: memory.i32(address + at.firstLine),
      yours,
      opcodes: bytecode.opcodes,
      args: bytecode.args,
      ...locations,
      argNames: this.#argumentNames(bytecode, { names, locals, constants: constantTexts }),
      localNames: locals,
      constants: yours ? this.#deepConstants(constants, 0) : [],
      hooks,
    };
  }

  /** Names per unit; trailing units without one are left out. */
  #argumentNames(bytecode: Bytecode, of: Parameters<typeof argumentName>[1]): string[] {
    const named: string[] = new Array<string>(bytecode.opcodes.length).fill('');
    for (const instruction of bytecode.instructions)
      named[instruction.unit] = argumentName(instruction, of, this.#parts.engine.opcodes);
    return named;
  }

  #unfuse(firstUnit: number, unitCount: number): void {
    const { memory, engine } = this.#parts;
    const view = memory.view();
    for (let unit = 0; unit < unitCount; unit++) {
      const opcode = memory.u8(firstUnit + 2 * unit);
      const base = engine.opcodes.deopt[opcode];
      if (base !== undefined && engine.opcodes.fused.includes(opcode))
        view.setUint8(firstUnit + 2 * unit, base);
      unit += engine.opcodes.caches[base ?? opcode] ?? 0;
    }
  }

  #hook(
    address: number,
    decoded: {
      bytecode: Bytecode;
      locations: { lines: Int32Array };
      names: string[];
      locals: string[];
      inCell: boolean[];
      entryCells: number[];
      hasNamespace: boolean;
      isModule: boolean;
      isThrowAnArrival: boolean;
    },
  ): HookDescription[] {
    const { memory, hooks: table } = this.#parts;
    const at = memory.layout.code;
    const firstUnit = address + at.units;
    const nameObjects = memory.tupleItems(memory.u32(address + at.names));
    const found = hooksOf({
      ...decoded,
      lines: decoded.locations.lines,
      handlers: exceptionHandlers(memory.bytesObject(memory.u32(address + at.exceptionTable))),
    });
    const argumentCount = this.#argumentCount(address);
    const cells = decoded.entryCells;
    table.unwatch(firstUnit, firstUnit + decoded.bytecode.opcodes.length * 2);
    for (const hook of found) {
      this.#install(firstUnit, hook, nameObjects, {
        argumentCount,
        cellArguments: cellArguments(decoded.inCell.slice(0, argumentCount)),
      });
      if (hook.flags & HOOK_FLAG.cells) table.setCells(firstUnit + 2 * hook.unit, cells);
    }
    return found.map((hook) => ({
      unit: hook.unit,
      isAnew: hook.isAnew,
      stores: hook.stores.map(({ name, scope }) => ({ name, scope })),
      arguments: hook.flags & HOOK_FLAG.enter ? decoded.locals.slice(0, argumentCount) : [],
      cells: hook.flags & HOOK_FLAG.cells ? cells.map((i) => decoded.locals[i] ?? '') : [],
    }));
  }

  #install(
    firstUnit: number,
    hook: Hook,
    nameObjects: readonly number[],
    args: { argumentCount: number; cellArguments: number },
  ): void {
    const isName = (kind: number): boolean =>
      kind === HOOK_STORE.localName || kind === HOOK_STORE.globalName;
    const stores = hook.stores.map(({ kind, operand }) => ({
      kind,
      operand: isName(kind) ? (nameObjects[operand] ?? 0) : operand,
    }));
    const entering = (hook.flags & HOOK_FLAG.enter) !== 0;
    this.#parts.hooks.set(firstUnit + 2 * hook.unit, {
      flags: hook.flags,
      stores,
      argumentCount: entering ? args.argumentCount : 0,
      cellArguments: entering ? args.cellArguments : 0,
    });
  }

  #argumentCount(address: number): number {
    const { memory } = this.#parts;
    const at = memory.layout.code;
    const flags = memory.u32(address + at.flags);
    const variadic = (flags & CODE_FLAG.varArgs ? 1 : 0) + (flags & CODE_FLAG.varKeywords ? 1 : 0);
    return Math.min(
      memory.u32(address + at.argCount) + memory.u32(address + at.kwOnlyArgCount) + variadic,
      255,
    );
  }

  #cells(
    address: number,
    locals: readonly string[],
  ): { inCell: boolean[]; entryCells: number[]; hasNamespace: boolean } {
    const { memory } = this.#parts;
    const at = memory.layout.code;
    const hasNamespace = (memory.u32(address + at.flags) & CODE_FLAG.optimized) === 0;
    const kinds = memory.bytesObject(memory.u32(address + at.localsPlusKinds));
    const inCell = Array.from(kinds, (kind) => (kind & (LOCAL_KIND.cell | LOCAL_KIND.free)) !== 0);
    const shown = inCell.flatMap((isCell, i) =>
      isCell && !COMPILERS_OWN.has(locals[i] ?? '') ? [i] : [],
    );
    return { inCell, entryCells: hasNamespace ? [] : shown, hasNamespace };
  }

  #constant(object: number): string {
    const { memory, types, engine } = this.#parts;
    const bytes = memory.bytes(object, PAYLOAD_BYTES);
    if (bytes.length < PAYLOAD_BYTES) return '';
    const kind = types.kindOf(object);
    return kind === 'code'
      ? `<code ${memory.str(memory.u32(object + memory.layout.code.name))}>`
      : describeValue(engine.id, kind, new DataView(bytes.buffer));
  }

  /** The constants and, through nested tuples and frozensets of literals, theirs. */
  #deepConstants(items: readonly number[], depth: number): Address[] {
    const { memory, types } = this.#parts;
    return items.flatMap((item) => {
      const nested =
        types.kindOf(item) === 'tuple' && depth < MAX_CONSTANT_DEPTH
          ? this.#deepConstants(memory.tupleItems(item), depth + 1)
          : [];
      return item === 0 ? [] : [item as Address, ...nested];
    });
  }
}

/** A bit for each of the first 32. */
const cellArguments = (inCell: readonly boolean[]): number =>
  inCell.slice(0, 32).reduce((mask, isCell, i) => mask | (isCell ? 1 << i : 0), 0) >>> 0;
