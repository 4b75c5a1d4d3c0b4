// Owns the variables of the user's code and what each refers to now. Must not know records or addresses.
// Invariant: the log says of every variable of every frame, at every seq, which object it refers to; it has no row where
// nothing changed. Globals are told apart by file, because each module has its own.

import type { SessionWriter } from '../../shared/model/session-io.ts';
import { BoundNames } from './bound-names.ts';
import type { Code } from './code-table.ts';
import type { Frame } from './frame-tracker.ts';
import { BindBlock } from './row-blocks.ts';

export class NameLog {
  readonly #sink: Pick<SessionWriter, 'addVariable'>;
  readonly #steps: { readonly total: number };
  readonly #block: BindBlock;
  /** Per code object (locals) or file (globals), variable numbers by name. */
  readonly #locals = new Map<number, Map<string, number>>();
  readonly #globals = new Map<number, Map<string, number>>();
  /** What each global variable refers to now. */
  readonly #globalValues = new BoundNames();
  #variables = 0;

  /** `steps`: how many steps have begun. */
  constructor(
    sink: Pick<SessionWriter, 'addVariable' | 'addBinds'>,
    steps: { readonly total: number },
  ) {
    this.#sink = sink;
    this.#steps = steps;
    this.#block = new BindBlock(sink);
  }

  #add(seq: number, variable: number, frame: number, object: number): void {
    this.#block.add(seq, this.#steps.total, variable, frame, object);
  }

  /** Number of the variable of that name: a global of the code's file, or a local of the code. */
  variable(code: Code, name: string, isGlobal: boolean): number {
    return isGlobal
      ? this.globalVariable(code.fileId, name)
      : this.#variable(this.#locals, code.id, name, code.id);
  }

  globalVariable(fileId: number, name: string): number {
    return this.#variable(this.#globals, fileId, name, 0);
  }

  bindGlobal(variable: number, object: number, seq: number): void {
    if (this.#globalValues.set(variable, object)) this.#add(seq, variable, 0, object);
  }

  bindLocal(variable: number, frame: Frame, object: number, seq: number): void {
    if (frame.names.set(variable, object)) this.#add(seq, variable, frame.serial, object);
  }

  /** All names of a frame refer to nothing any more. */
  endFrame(frame: Frame, seq: number): void {
    for (const variable of frame.names.variables) this.#add(seq, variable, frame.serial, 0);
    frame.names.clear();
  }

  /** The module namespaces are being cleared: global names of an object that is collected refer to nothing any more. */
  dropGlobalsOf(object: number, seq: number): void {
    const { variables, objects } = this.#globalValues;
    const dropped = variables.filter((_, i) => objects[i] === object);
    for (const variable of dropped) this.bindGlobal(variable, 0, seq);
  }

  /** The namespace of a module was emptied. */
  dropGlobalsIn(fileId: number, seq: number): void {
    for (const variable of this.#globals.get(fileId)?.values() ?? [])
      this.bindGlobal(variable, 0, seq);
  }

  flush(): void {
    this.#block.flush();
  }

  #variable(
    scopes: Map<number, Map<string, number>>,
    scope: number,
    name: string,
    codeId: number,
  ): number {
    let names = scopes.get(scope);
    if (!names) {
      names = new Map();
      scopes.set(scope, names);
    }
    const known = names.get(name);
    if (known !== undefined) return known;
    const id = ++this.#variables;
    names.set(name, id);
    this.#sink.addVariable({ id, name, codeId });
    return id;
  }
}
