// Owns how bound names are grouped and compared. Pure.

import type { Moment } from '../../../shared/api/index.ts';

export type BoundName = Moment['names'][number];

export interface NameGroup {
  readonly title: string;
  readonly names: readonly BoundName[];
}

/** Identifies a name between two moments. */
export const keyOf = (bound: BoundName): string => `${bound.scope}\u0000${bound.name}`;

const titleOf = (scope: string): string =>
  scope === '' || scope === '<module>' || scope === 'global' || scope === 'globals'
    ? 'Globals'
    : `Locals of ${scope}`;

/** `__name__`, `__module__` …: bound by Python itself, or by a convention; rarely what somebody looks for. */
export const isDunder = (name: string): boolean => /^__\w+__$/.test(name);

/** Runs of one scope, in the order given (innermost frame first); in each, names of your own choice first. */
export const groupByScope = (names: readonly BoundName[]): readonly NameGroup[] => {
  const groups: { title: string; names: BoundName[] }[] = [];
  for (const bound of names) {
    const title = titleOf(bound.scope);
    const last = groups.at(-1);
    if (last?.title === title) last.names.push(bound);
    else groups.push({ title, names: [bound] });
  }
  return groups.map(({ title, names: bound }) => ({
    title,
    names: [
      ...bound.filter(({ name }) => !isDunder(name)),
      ...bound.filter(({ name }) => isDunder(name)),
    ],
  }));
};

/** Keys of the names that refer to something else than before, or that are new. */
export const changedNames = (before: Moment, after: Moment): ReadonlySet<string> => {
  const old = new Map(before.names.map((bound) => [keyOf(bound), bound.object]));
  return new Set(after.names.filter((bound) => old.get(keyOf(bound)) !== bound.object).map(keyOf));
};
