// Owns the numbers by which the objects list is sorted: one per object, made of a column of every object, step by step.
// Must not know filters or pages. Invariant: the same key means the same place in the order, where the number decides.

import type { SessionFile } from '../../read/session-file.ts';
import type { Steps } from '../../read/steps.ts';
import { isReceiver } from '../../read/label-name.ts';
import { perVariable, type View } from '../view.ts';
import { inParts, type Keys } from './ordered-ids.ts';
import type { Sort } from './object-query.ts';

/** Keys that come behind all others, ascending. */
const LAST = 0xffff_ffff;
/** Lines of a file that are told apart; files are numbered with 32 bits. */
const MOST_LINES = 2 ** 20;
const LAST_LINE = 2 ** 52;
const LAST_SEQ = Number.MAX_SAFE_INTEGER;

/** One number per object that sorts like what the list is sorted by. */
export function* sortKeys(view: View, sort: Sort, descending: boolean): Steps<Keys> {
  const objects = view.file.lives();
  switch (sort) {
    case 'born':
      return (yield* objects.columnSteps('bornSeq')) as Keys;
    case 'ended':
      return yield* zerosLast((yield* objects.columnSteps('endSeq')) as Keys);
    case 'name':
      return yield* nameKeys(view.file, descending);
    case 'type': {
      const ranks = typeRanks(view.file);
      const types = (yield* objects.columnSteps('type')) as Uint32Array;
      const last = Math.max(0, ...ranks.keys());
      const rankOf = Uint32Array.from({ length: last + 1 }, (_, type) => ranks.get(type) ?? 0);
      yield* inParts(types.length, (from, to) => {
        for (let id = from; id < to; id++) types[id] = rankOf[types[id] as number] ?? 0;
      });
      return types;
    }
    case 'line':
      return yield* lineKeys(view.file);
    case 'peak':
    case 'events':
      return (yield* objects.columnSteps(sort)) as Uint32Array;
    case 'lifetime': {
      const lifetime = (yield* objects.columnSteps('endSeq')) as Keys;
      const born = yield* objects.columnSteps('bornSeq');
      yield* inParts(lifetime.length, (from, to) => {
        for (let id = from; id < to; id++) {
          const end = (lifetime[id] as number) || view.lastSeq;
          lifetime[id] = Math.max(end - (born[id] as number), 0);
        }
      });
      return lifetime;
    }
  }
}

/** File and line of birth; what no line of a file made comes last. */
function* lineKeys(file: SessionFile): Steps<Keys> {
  const { instructions, keyOf } = yield* birthLines(file);
  const keys = new Float64Array(instructions.length);
  yield* inParts(keys.length, (from, to) => {
    for (let id = from; id < to; id++) keys[id] = keyOf(instructions[id] as number);
  });
  return keys;
}

export interface BirthLines {
  /** By object: the instruction that made it. */
  readonly instructions: Uint32Array;
  /** The key of the line that an instruction belongs to. */
  keyOf(instruction: number): number;
}

/** Keys are looked up once per instruction: objects are many, the lines that make them few. */
export function* birthLines(file: SessionFile): Steps<BirthLines> {
  const instructions = (yield* file.lives().columnSteps('bornInstruction')) as Uint32Array;
  const lookUp = (instruction: number): number => {
    const at = file.instruction(instruction);
    const line = at?.code.lines[at.unit] ?? 0;
    return at && line > 0
      ? at.code.fileId * MOST_LINES + Math.min(line, MOST_LINES - 1)
      : LAST_LINE;
  };
  return { instructions, keyOf: keptPerNumber(lookUp) };
}

/** More instructions than any program has; a forged number must not ask for memory. */
const MOST_KEPT = 1 << 22;

/** The same function of small numbers, each asked for once. What it gives is above 0. */
export function keptPerNumber(look: (number: number) => number): (number: number) => number {
  let kept = new Float64Array(1024);
  return (number) => {
    if (number < kept.length) {
      const known = kept[number] as number;
      if (known !== 0) return known;
    } else if (number < MOST_KEPT) {
      const grown = new Float64Array(Math.min(2 * number, MOST_KEPT));
      grown.set(kept);
      kept = grown;
    }
    const found = look(number);
    if (number < kept.length) kept[number] = found;
    return found;
  };
}

export const isNoLine = (key: number): boolean => key >= LAST_LINE;

/** What a key of a line stands for. */
export const lineOfKey = (key: number): { readonly sourceId: number; readonly line: number } => ({
  sourceId: Math.floor(key / MOST_LINES),
  line: key % MOST_LINES,
});

/** What is alive comes behind all that ended. */
function* zerosLast(keys: Keys): Steps<Keys> {
  const last = keys instanceof Uint32Array ? LAST : LAST_SEQ;
  yield* inParts(keys.length, (from, to) => {
    for (let id = from; id < to; id++) if (keys[id] === 0) keys[id] = last;
  });
  return keys;
}

const byText = (a: string, b: string): number => {
  const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()];
  if (lowerA !== lowerB) return lowerA < lowerB ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
};

export const typeNames = (file: SessionFile): readonly string[] =>
  [...new Set(file.types().map((type) => type.name))].sort(byText);

/** Names of variables; the first one has key 1 in nameKeys. */
export const namesInOrder = (file: SessionFile): readonly string[] =>
  [...new Set(file.variables().map((variable) => variable.name))].sort(byText);

/** Rank of each type's name, from 0. */
function typeRanks(file: SessionFile): Map<number, number> {
  const names = typeNames(file);
  const rank = new Map(names.map((name, i) => [name, i]));
  return new Map(file.types().map((type) => [type.id, rank.get(type.name) ?? 0]));
}

/** Rank of each object's first name; what never had a name comes last in either direction. */
export function* nameKeys(file: SessionFile, descending: boolean): Steps<Keys> {
  const names = namesInOrder(file);
  const rank = new Map(names.map((name, i) => [name, i + 1]));
  const rankOf = perVariable(file, ({ name }) => rank.get(name) ?? 0, 0);
  const receivers = new Set(names.filter(isReceiver).map((name) => rank.get(name) ?? 0));
  const nameless = descending ? 0 : LAST;
  const keys = new Uint32Array(file.lives().count + 1).fill(nameless);
  for (const { object, variable } of file.nameLog().nameBlocks()) {
    for (let i = 0; i < object.length; i++) {
      const id = object[i] as number;
      const known = keys[id] as number;
      // The name that it is labelled with: see labelName.
      if (known === nameless || receivers.has(known)) {
        const next = rankOf(variable[i] as number);
        if (known === nameless || !receivers.has(next)) keys[id] = next;
      }
    }
    yield;
  }
  return keys;
}

/** What never had a name comes last in either direction, so that sort has a key of its own for each. */
export const keyName = (sort: Sort, descending: boolean): string =>
  sort === 'name' ? `name ${descending}` : sort;
