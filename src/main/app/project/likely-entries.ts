// Owns the guess where a folder's program starts, by names alone: a choice to offer, not a decision.

import type { ProjectPart } from '../../../shared/api/project.ts';
import type { ProjectFileFacts } from '../../../shared/model/project/project-rules.ts';

/** In this order; the others follow by name. */
const USUAL = ['main.py', '__main__.py', 'app.py', 'run.py', 'cli.py', 'manage.py'];
/** What tools read, not what people run. */
const RARE = /^(?:setup|conftest|noxfile|tasks|test_.*|.*_test)\.py$/;

const rank = (name: string): number => {
  const usual = USUAL.indexOf(name);
  if (usual >= 0) return usual;
  return RARE.test(name) ? USUAL.length + 1 : USUAL.length;
};

export function likelyEntries(files: readonly ProjectFileFacts[]): ProjectPart['entries'] {
  const paths = files.map(({ path }) => path);
  const top = paths.filter((path) => /^[^/]+\.pyw?$/.test(path));
  const byRank = top.toSorted((a, b) => rank(a) - rank(b));
  const packages = paths.flatMap((path) => /^(.+)\/__main__\.py$/.exec(path)?.[1] ?? []);
  const modules = packages.map((folder) => folder.replaceAll('/', '.'));
  return { files: byRank, modules: modules.filter((name) => !name.includes('-')) };
}
