// Owns telling the recorder of types and code objects, each once: those that exist when recording starts and those that are made
// later. Must not decide when. Invariant: types come first, as they tell what is a code object.

import type { Address } from '../../shared/base/brand.ts';
import type { SideMessage } from '../../shared/model/engine-messages.ts';
import { CodeReader, MODULE } from './code-objects.ts';
import type { Emscripten } from './emscripten.ts';
import type { EngineDefinition } from './engine-definition.ts';
import { liveObjects, staticObjects } from './existing-objects.ts';
import { HookTable } from './hook-table.ts';
import { saveAll, type Restore } from './rewind/savable.ts';
import type { ProgramMemory } from './program-memory.ts';
import type { TypeRegistry } from './types.ts';

/** CPython 3.14 marks references in frames in their low bits. */
const REFERENCE = ~3;

/** What is sent, but for its number. */
export type Announced =
  | Pick<Extract<SideMessage, { kind: 'type' }>, 'kind' | 'type'>
  | Pick<Extract<SideMessage, { kind: 'code' }>, 'kind' | 'code'>;

export interface AnnouncerParts {
  readonly engine: EngineDefinition;
  readonly loaded: Emscripten;
  readonly memory: ProgramMemory;
  readonly types: TypeRegistry;
  readonly yourFiles: ReadonlySet<string>;
  /** Sends it, while recording. */
  mark(announced: Announced): void;
}

export class Announcer {
  readonly #parts: AnnouncerParts;
  readonly #code: CodeReader;
  readonly #hooks: HookTable;

  constructor(parts: AnnouncerParts) {
    const { engine, memory, types, loaded, yourFiles } = parts;
    this.#parts = parts;
    this.#hooks = new HookTable(loaded.exports.refscope_memory.buffer);
    this.#code = new CodeReader({
      engine,
      memory,
      types,
      hooks: this.#hooks,
      isYours: (filename) => yourFiles.has(filename),
    });
  }

  save(): Restore {
    return saveAll([this.#hooks, this.#parts.types]);
  }

  existing(): void {
    const { loaded, memory, types } = this.#parts;
    const existing = [
      ...staticObjects(loaded.module, memory),
      ...liveObjects(loaded.exports.refscope_memory.buffer, memory),
    ];
    for (const address of existing) if (types.isType(address)) this.type(address, true);
    for (const address of existing) this.code(address);
  }

  /** @param isRecording false: nobody runs code of the user's yet */
  type(address: number, isRecording: boolean): void {
    const type = this.#parts.types.announce(address, isRecording && this.#runsYourCode());
    if (type) this.#parts.mark({ kind: 'type', type });
  }

  code(address: number): void {
    const { memory, types } = this.#parts;
    if (memory.refcount(address) > 0 && types.kindOf(address) === 'code')
      this.#parts.mark({ kind: 'code', code: this.#code.describe(address) });
  }

  /** The code that runs in a frame. */
  codeOf(frame: number): Address {
    return (this.#parts.memory.u32(frame) & REFERENCE) as Address;
  }

  /** File of the code that runs in a frame. */
  filenameOf(frame: number): string {
    return this.#code.filename(this.codeOf(frame));
  }

  isModule(frame: number): boolean {
    return this.#code.name(this.codeOf(frame)) === MODULE;
  }

  isYours(code: number): boolean {
    const { types, yourFiles } = this.#parts;
    return types.kindOf(code) === 'code' && yourFiles.has(this.#code.filename(code));
  }

  /** True while the innermost Python frame runs code of the user's. */
  #runsYourCode(): boolean {
    const { engine, loaded, memory } = this.#parts;
    let frame = loaded.exports.PyThreadState_Get();
    for (const offset of engine.instrument.layout.currentFrame) frame = memory.u32(frame + offset);
    const code = frame === 0 ? 0 : memory.u32(frame) & REFERENCE;
    return code !== 0 && this.isYours(code);
  }
}
