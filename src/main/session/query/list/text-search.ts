// Owns finding the objects whose label, names, type or value holds a text: each column is read once, in the order of the file, step by
// step. Invariants: what is marked FOUND when it is done does not depend on how often it was left off; what
// was found by a name is not taken back on the way.

import type { Steps } from '../../read/steps.ts';
import { perVariable, SCOPE, type View } from '../view.ts';
import { shownOf, type Shown } from './shown.ts';

const FOUND = 1;
const HAS_VALUE = 2;
/** What was found by a name stays found, whatever its value. */
const BY_NAME = 4;
/** SCOPE's bits are above those, so that one search serves all scopes. */
const SCOPE_SHIFT = 3;
/** Objects whose label or type is looked at in one step. */
const OBJECTS_PER_STEP = 1 << 16;
/** What is known of the number of steps before they are done: about one per so many objects, for values, types and names. */
const OBJECTS_PER_BLOCK = 1 << 13;

export class TextSearch {
  /** By object: FOUND for those found so far, and the scopes it is in. */
  readonly marks: Uint8Array;
  readonly #steps: Steps<void>;
  readonly #expected: number;
  #taken = 0;
  #isOver = false;

  /** @param text in lower case, not empty */
  constructor(view: View, text: string) {
    const { count } = view.file.lives();
    this.marks = view.scopes().slice();
    for (let id = 0; id < this.marks.length; id++)
      this.marks[id] = (this.marks[id] as number) << SCOPE_SHIFT;
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

/** What was found so far in a scope. */
export const foundIn = ({ marks }: TextSearch, scopeBits: number): Shown =>
  shownOf(marks, FOUND | (scopeBits << SCOPE_SHIFT));

function* search(view: View, text: string, marks: Uint8Array): Steps<void> {
  const { file } = view;
  const holds = (word: string): boolean => word.toLowerCase().includes(text);
  const variables = new Set(file.variables().flatMap((row) => (holds(row.name) ? [row.id] : [])));
  // Names first: they are what people look for, and the quickest to find.
  if (variables.size > 0) yield* findByName(view, variables, marks);
  const as = { holds: FOUND | HAS_VALUE, other: HAS_VALUE, settled: BY_NAME };
  yield* file.lives().markValues(text, marks, as);
  const type = yield* file.lives().columnSteps('type');
  const hasLabels = /[0-9#]/.test(text) || 'object'.includes(text);
  if (hasLabels) yield* findByLabel(view, { type, marks, holds });
  const types = new Set(file.types().flatMap((row) => (holds(row.name) ? [row.id] : [])));
  if (types.size === 0) return;
  for (let id = 1; id < marks.length; id++) {
    if (id % OBJECTS_PER_STEP === 0) yield;
    if (types.has(type[id] as number)) marks[id] = (marks[id] as number) | FOUND;
  }
}

function* findByName(
  { file }: View,
  variables: ReadonlySet<number>,
  marks: Uint8Array,
): Steps<void> {
  const isWanted = perVariable(file, ({ id }) => Number(variables.has(id)), 0);
  for (const { object, variable } of file.nameLog().nameBlocks()) {
    for (let i = 0; i < object.length; i++) {
      const id = object[i] as number;
      if (id < marks.length && isWanted(variable[i] as number) === 1)
        marks[id] = (marks[id] as number) | FOUND | BY_NAME;
    }
    yield;
  }
}

/** What has neither name nor value is labelled `type#id`; all other labels are a name or a value. */
function* findByLabel(
  view: View,
  at: {
    readonly type: ArrayLike<number>;
    readonly marks: Uint8Array;
    readonly holds: (word: string) => boolean;
  },
): Steps<void> {
  const names = new Map(view.file.types().map(({ id, name }) => [id, name]));
  const labelled = FOUND | HAS_VALUE | BY_NAME | (SCOPE.called << SCOPE_SHIFT);
  const { marks, type } = at;
  for (let id = 1; id < marks.length; id++) {
    if (id % OBJECTS_PER_STEP === 0) yield;
    const mark = marks[id] as number;
    if ((mark & labelled) !== 0) continue;
    if (at.holds(`${names.get(type[id] ?? 0) ?? 'object'}#${id}`)) marks[id] = mark | FOUND;
  }
}
