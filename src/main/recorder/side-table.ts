// Owns the side messages that arrived and whose mark was not decoded yet, or that have none. Must not interpret them.
// Invariant: a message is handed out once; then its memory can go.

import { present } from '../../shared/base/assert.ts';
import type { SideMessage } from '../../shared/model/engine-messages.ts';

type Indexed = Extract<SideMessage, { readonly index: number }>;
type Survivors = Extract<SideMessage, { readonly kind: 'survivors' }>['survivors'];

export class SideTable {
  #clock: Float64Array[] = [];
  readonly #waiting = new Map<string, Indexed>();
  /** First bytes of the objects alive at the end of the run; null until the engine sent them. */
  survivors: Survivors | null = null;

  add(message: SideMessage): void {
    if (message.kind === 'survivors') this.survivors = message.survivors;
    else if (message.kind === 'clock') this.#clock.push(message.readings);
    else this.#waiting.set(`${message.kind} ${message.index}`, message);
  }

  /** Nothing is decoded any more. */
  clear(): void {
    this.#waiting.clear();
    this.survivors = null;
    this.#clock = [];
  }

  /** What arrived since, in order. */
  takeClock(): readonly Float64Array[] {
    const clock = this.#clock;
    this.#clock = [];
    return clock;
  }

  /** The message a mark refers to. The engine sends it before it writes the mark, so its absence is a defect. */
  take<Kind extends Indexed['kind']>(kind: Kind, index: number): Extract<Indexed, { kind: Kind }> {
    const key = `${kind} ${index}`;
    const message = present(this.#waiting.get(key), `side message ${key}`);
    this.#waiting.delete(key);
    return message as Extract<Indexed, { kind: Kind }>;
  }
}
