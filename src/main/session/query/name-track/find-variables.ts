// Owns finding the names that can be followed. Invariant: those of the user's code come before all others.

import type { VariablePage } from '../../../../shared/api/name-tracks.ts';
import { scopeName } from '../names-at.ts';
import { namedVariables, type View } from '../view.ts';

export function findVariables(
  view: View,
  { text, limit }: { readonly text: string; readonly limit: number },
): VariablePage {
  const { file } = view;
  const wanted = text.trim().toLowerCase();
  const isNamed = namedVariables(file);
  const found = file
    .variables()
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ id, name }) => ({
      row: { variable: id, scope: scopeName(file, id), name },
      rank: (isNamed(id) ? 0 : 2) + (name.toLowerCase() === wanted ? 0 : 1),
    }));
  found.sort(
    (a, b) =>
      a.rank - b.rank ||
      compare(a.row.name, b.row.name) ||
      compare(a.row.scope, b.row.scope) ||
      a.row.variable - b.row.variable,
  );
  return { total: found.length, rows: found.slice(0, limit).map(({ row }) => row) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
