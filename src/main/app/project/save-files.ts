// Owns writing what a program wrote in the sandbox to a folder of the user's. Invariant: nothing is written outside that folder.

import path from 'node:path';
import { Failure } from '../../../shared/base/failure.ts';
import type { WrittenFile } from '../../../shared/model/engine-messages.ts';
import { writeAtomically } from '../files.ts';

/** Paths from the working directory. */
export const relativePaths = (
  files: readonly WrittenFile[],
  workingDirectory: string,
): readonly string[] => files.map((file) => path.posix.relative(workingDirectory, file.path));

/** @throws Failure */
export async function saveFiles(
  files: readonly WrittenFile[],
  workingDirectory: string,
  folder: string,
): Promise<void> {
  for (const { path: name, bytes } of files) {
    const relative = path.posix.relative(workingDirectory, name);
    const target = path.resolve(folder, relative);
    if (!target.startsWith(path.resolve(folder) + path.sep))
      throw new Failure(
        'bad-request',
        `The program wrote ${name}, which has no place in ${folder}.`,
      );
    await writeAtomically(target, bytes);
  }
}
