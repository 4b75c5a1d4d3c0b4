// Owns finding the objects whose label, names, type or value holds a text: each column is read once, in the order of the file, step by
// step. Must not know scopes. Invariant: what is marked SHOWN when it is done does not depend on how often it was left off.

import type { Steps } from '../../read/steps.ts';
import { perVariable, SCOPE, type View } from '../view.ts';

export const SHOWN = 1;
const HAS_VALUE = 2;
/** Objects whose label or type is looked at in one step. */
const OBJECTS_PER_STEP = 1 << 16;
/** What is known of the number of steps before they are done: about one per so many objects, for values, types and names. */
const OBJECTS_PER_BLOCK = 1 << 13;

export class TextSearch {
  /** By object: SHOWN for those found so far. */
  readonly marks: Uint8Array;
  readonly #steps: Steps<void>;
  readonly #expected: number;
  #taken = 0;
  #isOver = false;

  /** @param text in lower case, not empty */
  constructor(view: View, text: string) {
    const { count } = view.file.lives();
    this.marks = new Uint8Array(count + 1);
    this.#expected = 1 + Math.ceil((3 * count) / OBJECTS_PER_BLOCK);
    this.#steps = search(view, text, this.marks);
  }

  /** Part of the work that is done, from 0 to 1; 1 only when all of it is. */
  get done(): number {
    return this.#isOver ? 1 : Math.min(0.99, this.#taken / this.#expected);
  }

  /** True while there is more to do. */
  step(): boolean {
    this.#taken++;
    this.#isOver ||= this.#steps.next().done === true;
    return !this.#isOver;
  }
}

function* search(view: View, text: string, shown: Uint8Array): Steps<void> {
  const { file } = view;
  const holds = (word: string): boolean => word.toLowerCase().includes(text);
  const variables = new Set(file.variables().flatMap((row) => (holds(row.name) ? [row.id] : [])));
  // Names first: they are what people look for, and the quickest to find.
  if (variables.size > 0) yield* showByName(view, variables, shown);
  const named = shown.slice();
  yield* file.lives().markValues(text, shown, { holds: SHOWN, other: HAS_VALUE });
  const type = yield* file.lives().columnSteps('type');
  const hasLabels = /[0-9#]/.test(text) || 'object'.includes(text);
  if (hasLabels) yield* showByLabel(view, { type, shown, holds });
  const types = new Set(file.types().flatMap((row) => (holds(row.name) ? [row.id] : [])));
  for (let id = 1; id < shown.length; id++) {
    if (id % OBJECTS_PER_STEP === 0) yield;
    if (named[id] === SHOWN || types.has(type[id] as number)) shown[id] = SHOWN;
  }
}

function* showByName(
  { file }: View,
  variables: ReadonlySet<number>,
  shown: Uint8Array,
): Steps<void> {
  const isWanted = perVariable(file, ({ id }) => Number(variables.has(id)), 0);
  for (const { object, variable } of file.nameLog().nameBlocks()) {
    for (let i = 0; i < object.length; i++)
      if (isWanted(variable[i] as number) === 1) shown[object[i] as number] = SHOWN;
    yield;
  }
}

/** What has neither name nor value is labelled `type#id`; all other labels are a name or a value. */
function* showByLabel(
  view: View,
  at: {
    readonly type: ArrayLike<number>;
    readonly shown: Uint8Array;
    readonly holds: (word: string) => boolean;
  },
): Steps<void> {
  const names = new Map(view.file.types().map(({ id, name }) => [id, name]));
  const scopes = view.scopes();
  for (let id = 1; id < at.shown.length; id++) {
    if (id % OBJECTS_PER_STEP === 0) yield;
    if (at.shown[id] !== 0 || ((scopes[id] as number) & SCOPE.called) !== 0) continue;
    if (at.holds(`${names.get(at.type[id] ?? 0) ?? 'object'}#${id}`)) at.shown[id] = SHOWN;
  }
}
