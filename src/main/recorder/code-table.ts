// Owns the code objects of the run: their rows, their files' rows, and which of them is at an address now.
// Must not know objects or frames. Invariant: instruction ids are handed out once and never reused, also when addresses are.

import type { CodeDescription, HookDescription } from '../../shared/model/engine-messages.ts';
import type { SessionWriter } from '../../shared/model/session-io.ts';
import type { CodeRange } from './instruction-map.ts';
import { InstructionMap } from './instruction-map.ts';

/** What the recorder keeps of a code object while it may run. */
export interface Code extends CodeRange {
  readonly id: number;
  readonly fileId: number;
  readonly address: number;
  readonly qualname: string;
  /** Line of each unit. */
  readonly lines: Int32Array;
  /** By unit. */
  readonly hooks: readonly (Hook | undefined)[];
}

export interface Hook extends HookDescription {
  /** Number of the variable that each ordinal stores to, once it is known. */
  readonly variables: number[];
  /** The same of each cell on entry. */
  readonly cellVariables: number[];
}

function hooksByUnit(hooks: readonly HookDescription[]): (Hook | undefined)[] {
  const units = Math.max(0, ...hooks.map(({ unit }) => unit + 1));
  const byUnit = new Array<Hook | undefined>(units).fill(undefined);
  for (const hook of hooks) byUnit[hook.unit] = { ...hook, variables: [], cellVariables: [] };
  return byUnit;
}

/** Text of a file of the user's, by the name CPython gives it (co_filename). */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

export class CodeTable {
  readonly instructions = new InstructionMap<Code>();
  readonly #sink: Pick<SessionWriter, 'addCode' | 'addSource'>;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #files = new Map<string, number>();
  readonly #byAddress = new Map<number, Code>();
  #codes = 0;
  #nextInstruction = 1;

  constructor(sink: Pick<SessionWriter, 'addCode' | 'addSource'>, sources: readonly SourceText[]) {
    this.#sink = sink;
    this.#texts = new Map(sources.map(({ path, text }) => [path, text]));
    // At once: a program that does not compile has no code object that would name its file.
    for (const { path } of sources) this.#addFile(path, true);
  }

  add(description: CodeDescription): Code {
    const { address, firstUnit, unitCount, yours } = description;
    const code: Code = {
      id: ++this.#codes,
      fileId: this.#addFile(description.filename, yours),
      address,
      from: firstUnit,
      to: firstUnit + 2 * unitCount,
      firstInstruction: this.#nextInstruction,
      yours,
      qualname: description.qualname,
      lines: yours ? description.lines : new Int32Array(),
      hooks: hooksByUnit(description.hooks),
    };
    this.#nextInstruction += unitCount;
    this.#byAddress.set(address, code);
    this.instructions.add(code);
    this.#write(code, description);
    return code;
  }

  /** The code object at an address is no more. */
  remove(address: number): void {
    const code = this.#byAddress.get(address);
    if (!code) return;
    this.#byAddress.delete(address);
    this.instructions.remove(code);
  }

  /** Number of a file that has shown itself. */
  fileId(path: string): number | undefined {
    return this.#files.get(path);
  }

  at(address: number): Code | undefined {
    return this.#byAddress.get(address);
  }

  #write(code: Code, description: CodeDescription): void {
    const { id, fileId, firstInstruction } = code;
    const { name, qualname, firstLine, yours, opcodes, args, lines } = description;
    const { columns, endColumns, argNames, localNames } = description;
    this.#sink.addCode({
      id,
      fileId,
      name,
      qualname,
      firstLine,
      firstInstruction,
      yours,
      opcodes,
      args,
      lines,
      columns,
      endColumns,
      argNames,
      localNames,
    });
  }

  #addFile(path: string, yours: boolean): number {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const id = this.#files.size + 1;
    this.#files.set(path, id);
    this.#sink.addSource({ id, path, text: this.#texts.get(path) ?? null, yours });
    return id;
  }
}
