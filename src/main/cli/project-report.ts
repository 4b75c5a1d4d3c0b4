// Owns what `record` tells of a project: what went into the sandbox, what was left out and why, what the program wrote.

import type { WrittenFile } from '../../shared/model/engine-messages.ts';
import { megabytes } from '../../shared/model/project/project-rules.ts';
import type { MadeProject } from '../app/project/make-project.ts';
import type { ProjectFolder } from '../app/project/project-folder.ts';
import { relativePaths, saveFiles } from '../app/project/save-files.ts';
import { say } from './usage.ts';

const LISTED = 5;

const someOf = (names: readonly string[]): string => {
  const more = names.length - LISTED;
  return names.slice(0, LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
};
const files = (n: number): string => `${n.toLocaleString('en')} file${n === 1 ? '' : 's'}`;

/** One line. */
export function projectLine({ folder, files: taken, leftOut, totalBytes }: ProjectFolder): string {
  const left = leftOut.map(({ path, reason }) => `${path} (${reason})`);
  return `${files(taken.length)} of ${folder} are in the sandbox, ${megabytes(totalBytes)}${left.length > 0 ? `; left out: ${someOf(left)}` : ''}`;
}

/** All of them, on stdout. */
export function printFiles({ project, collected }: MadeProject): void {
  const taken = project.files.map(
    ({ path, bytes }) => `${String(bytes.length).padStart(10)}  ${path}`,
  );
  const left = (collected?.leftOut ?? []).map(
    ({ path, reason }) => `  left out  ${path}: ${reason}`,
  );
  process.stdout.write([...taken, ...left, ''].join('\n'));
}

/** Saves what the program wrote, or says that it could be. */
export async function keepFiles(
  written: readonly WrittenFile[],
  workingDirectory: string,
  folder: string | undefined,
): Promise<void> {
  const names = someOf(relativePaths(written, workingDirectory));
  if (folder === undefined) {
    if (written.length > 0)
      say(`the program wrote ${files(written.length)} (${names}); --save-files FOLDER keeps them`);
    return;
  }
  await saveFiles(written, workingDirectory, folder);
  say(
    written.length > 0
      ? `saved ${files(written.length)} to ${folder}: ${names}`
      : 'the program wrote no files',
  );
}
