// Owns the names and labels of millions of objects: the log of names is read once instead of looked up per object.
// Must not know CSV. Invariant: the same names, in the same order, as SessionFile.names and label.

import { labelName } from '../read/label-name.ts';
import type { SessionFile } from '../read/session-file.ts';

export class Labels {
  readonly #session: SessionFile;
  /** Variables of object id: variable[start[id]] … variable[start[id + 1] - 1], a few of them twice. */
  readonly #start: Uint32Array;
  readonly #variable: Uint32Array;

  constructor(session: SessionFile) {
    this.#session = session;
    const { count } = session.lives();
    this.#start = new Uint32Array(count + 2);
    const starts = this.#start;
    session.nameLog().eachName((object) => {
      for (const id of object) if (id <= count) starts[id + 1] = (starts[id + 1] as number) + 1;
    });
    for (let id = 1; id < starts.length; id++)
      starts[id] = (starts[id] as number) + (starts[id - 1] as number);
    this.#variable = new Uint32Array(starts[count + 1] as number);
    const next = starts.slice();
    session.nameLog().eachName((object, variable) => {
      for (let i = 0; i < object.length; i++) {
        const id = object[i] as number;
        if (id > count) continue;
        const at = next[id] as number;
        this.#variable[at] = variable[i] as number;
        next[id] = at + 1;
      }
    });
  }

  names(id: number): readonly string[] {
    const names = new Set<string>();
    const end = this.#start[id + 1] as number;
    for (let i = this.#start[id] as number; i < end; i++)
      names.add(this.#session.variable(this.#variable[i] as number)?.name ?? '');
    return [...names];
  }

  /** As SessionFile.label says. */
  label(id: number): string {
    const lives = this.#session.lives();
    const label = labelName(this.names(id)) || lives.value(id);
    return label || `${this.#session.type(lives.type(id))?.name ?? 'object'}#${id}`;
  }
}
