// Owns what tells of names that change by something else than a store instruction with a hook: the namespaces of modules and class
// bodies, and locals that are written from outside. Must not change the run.

import { asAddress } from '../../../shared/base/brand.ts';
import type { Announcer } from '../announcer.ts';
import type { EngineDefinition } from '../engine-definition.ts';
import type { Emscripten } from '../emscripten.ts';
import { saveAll, type Restore } from '../rewind/savable.ts';
import type { ProgramMemory } from '../program-memory.ts';
import { FrameLocals, LOCALS_WRITERS } from './frame-locals.ts';
import { Namespaces, type NameChange } from './namespaces.ts';

export interface NameWatchParts {
  readonly engine: EngineDefinition;
  readonly loaded: Emscripten;
  readonly memory: ProgramMemory;
  readonly announcer: Announcer;
  readonly rangeType: number;
  readonly cellType: number;
  report(change: NameChange): void;
}

export class NameWatch {
  readonly #announcer: Announcer;
  readonly #namespaces: Namespaces;
  readonly #locals: FrameLocals;

  constructor({ engine, loaded, memory, announcer, rangeType, cellType, report }: NameWatchParts) {
    this.#announcer = announcer;
    const namespaces = new Namespaces({
      engine,
      loaded,
      memory,
      rangeType,
      codeOf: (frame) => announcer.codeOf(frame),
      filenameOf: (frame) => announcer.filenameOf(frame),
      report,
    });
    this.#namespaces = namespaces;
    this.#locals = new FrameLocals({
      engine,
      memory,
      cellType,
      isYours: (code) => announcer.isYours(code),
      report: ({ place, name, value }) =>
        report({ place, name, value: asAddress(value), payload: namespaces.unseen(value) }),
    });
  }

  save(): Restore {
    return saveAll([this.#namespaces, this.#locals]);
  }

  /** Python is initialised, the program has not started. */
  install(): void {
    this.#namespaces.install();
  }

  /** Code whose names are in a dict starts to run in a frame. */
  entered(frame: number): void {
    this.#namespaces.entered(frame, this.#announcer.isModule(frame));
  }

  /** @param event PyDict_WatchEvent */
  namespaceChanges(event: number, dict: number, key: number, value: number): void {
    this.#namespaces.changes(event, dict, key, value);
  }

  /** A watched function is about to run, or did. */
  onCall(name: string, leaving: boolean, first: number): void {
    if (LOCALS_WRITERS.includes(name)) this.#locals.onCall(name, leaving, first);
  }

  /** Finalization starts. */
  end(): void {
    this.#namespaces.end();
  }
}
