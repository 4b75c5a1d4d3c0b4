// Owns which group each object belongs to: a rank per object and the group that each rank stands for. Must not know filters or orders.
// Invariant: ranks follow the order of the labels; what has no type, line or name has the last one.

import type { GroupBy, ObjectGroup } from '../../../../../shared/api/object-groups.ts';
import type { SessionFile } from '../../../read/session-file.ts';
import type { Steps } from '../../../read/steps.ts';
import { inParts } from '../ordered-ids.ts';
import { birthLines, isNoLine, keptPerNumber, lineOfKey } from '../sort-keys.ts';
import { nameKeys, namesInOrder, typeNames } from '../sort-keys.ts';

/** A group as it is, however many rows it has. */
export type GroupKind = Omit<ObjectGroup, 'count'>;

export interface GroupRanks {
  /** By object id: index into `kinds`. */
  readonly ranks: Uint32Array;
  readonly kinds: readonly GroupKind[];
}

/** An answer lists no more groups than this: what would come behind them is one group. */
export const MOST_GROUPS = 20_000;
const NONE: GroupKind = { key: '', label: '' };
/** No type, line or name is called so: their keys have no blank at the start. */
const MORE: GroupKind = { key: ' more', label: 'all others' };

export function* groupRanks(
  file: SessionFile,
  by: GroupBy,
  mostGroups = MOST_GROUPS,
): Steps<GroupRanks> {
  const all = yield* RANKERS[by](file);
  const last = all.kinds.length - 1;
  if (last <= mostGroups) return all;
  // What has none stays apart from what is only too far behind.
  const merged = (rank: number): number =>
    rank === last ? mostGroups + 1 : Math.min(rank, mostGroups);
  const { ranks } = all;
  yield* inParts(ranks.length, (from, to) => {
    for (let id = from; id < to; id++) ranks[id] = merged(ranks[id] as number);
  });
  return { ranks, kinds: [...all.kinds.slice(0, mostGroups), MORE, NONE] };
}

const RANKERS: Readonly<Record<GroupBy, (file: SessionFile) => Steps<GroupRanks>>> = {
  type: rankTypes,
  line: rankLines,
  name: rankNames,
};

function* rankTypes(file: SessionFile): Steps<GroupRanks> {
  const names = typeNames(file);
  const rankOfName = new Map(names.map((name, rank) => [name, rank]));
  const rankOf = new Map(
    file.types().map(({ id, name }) => [id, rankOfName.get(name) ?? names.length]),
  );
  const types = (yield* file.lives().columnSteps('type')) as Uint32Array;
  return {
    ranks: yield* rankAll(types, (type) => rankOf.get(type) ?? names.length),
    kinds: [...names.map(named), NONE],
  };
}

function* rankLines(file: SessionFile): Steps<GroupRanks> {
  const { instructions, keyOf } = yield* birthLines(file);
  // Numbers from 1 in the order in which lines show themselves, then ranks.
  const numbers = new Map<number, number>();
  const numberOf = keptPerNumber((instruction) => {
    const key = keyOf(instruction);
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  });
  const ranks = yield* rankAll(instructions, numberOf);
  const lines = [...numbers.keys()].filter((key) => !isNoLine(key)).sort((a, b) => a - b);
  const rankOf = new Uint32Array(numbers.size + 1).fill(lines.length);
  lines.forEach((key, rank) => (rankOf[numbers.get(key) ?? 0] = rank));
  return {
    ranks: yield* rankAll(ranks, (number) => rankOf[number] as number),
    kinds: [...lines.map((key) => lineGroup(file, key)), NONE],
  };
}

function* rankNames(file: SessionFile): Steps<GroupRanks> {
  const names = namesInOrder(file);
  const keys = yield* nameKeys(file, false);
  return {
    // Keys of names count from 1.
    ranks: yield* rankAll(keys, (key) => Math.min(key - 1, names.length)),
    kinds: [...names.map(named), NONE],
  };
}

const named = (name: string): GroupKind => ({ key: name, label: name });

function lineGroup(file: SessionFile, key: number): GroupKind {
  const { sourceId, line } = lineOfKey(key);
  const path = file.source(sourceId)?.path ?? '';
  return { key: `${sourceId}:${line}`, label: `${shortPath(path)}:${line}`, sourceId, line };
}

/** A file is known by its name; a package by its folder. */
function shortPath(path: string): string {
  const parts = path.split('/');
  return parts.slice(parts.at(-1) === '__init__.py' ? -2 : -1).join('/');
}

function* rankAll(
  keys: Uint32Array | Float64Array,
  rankOf: (key: number) => number,
): Steps<Uint32Array> {
  const ranks = new Uint32Array(keys.length);
  yield* inParts(keys.length, (from, to) => {
    for (let id = from; id < to; id++) ranks[id] = rankOf(keys[id] as number);
  });
  return ranks;
}
