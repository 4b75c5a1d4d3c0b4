// Owns finding the files of a project on the disk. Must not know the sandbox. Invariants: nothing outside the folder is read (links are
// left out); whatever is left out is named.

import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../shared/base/failure.ts';
import {
  IS_VENV,
  VENV_MARK,
  whyFolderStaysOut,
  whyNameStaysOut,
  whySizeStaysOut,
  type LeftOut,
  type ProjectFileFacts,
} from '../../../shared/model/project/project-rules.ts';
import { diskFailure, readWholeFile } from '../files.ts';
import { projectFolder, type ProjectFolder } from './project-folder.ts';

/** @throws Failure: no folder, or more in it than the sandbox takes */
export async function collectFolder(folder: string): Promise<ProjectFolder> {
  const stats = await stat(folder).catch((error: unknown) => {
    throw diskFailure('read', folder, error);
  });
  if (!stats.isDirectory())
    throw new Failure('bad-request', `${folder} is not a folder; name the folder of the project.`);
  const walk = new Walk(folder);
  await walk.visit('');
  const { files, leftOut } = walk;
  return projectFolder({
    folder,
    name: path.basename(path.resolve(folder)),
    files,
    leftOut,
    read: (file) => readWholeFile(path.join(folder, file.path)),
  });
}

class Walk {
  readonly files: ProjectFileFacts[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async visit(relative: string): Promise<void> {
    const entries = await this.#entries(relative);
    if (relative !== '' && entries.some(({ name }) => name === VENV_MARK)) {
      this.leftOut.push({ path: relative, reason: IS_VENV });
      return;
    }
    for (const entry of entries)
      await this.#take(entry, relative === '' ? entry.name : `${relative}/${entry.name}`);
  }

  async #entries(relative: string): Promise<readonly Dirent[]> {
    const folder = path.join(this.#folder, relative);
    return readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      throw diskFailure('read', folder, error);
    });
  }

  async #take(entry: Dirent, relative: string): Promise<void> {
    if (entry.isDirectory() && whyFolderStaysOut(entry.name) === null) return this.visit(relative);
    const why = whyKindStaysOut(entry);
    if (why !== null) return void this.leftOut.push({ path: relative, reason: why });
    const { size } = await stat(path.join(this.#folder, relative));
    const tooLarge = whySizeStaysOut(size);
    if (tooLarge === null) this.files.push({ path: relative, size });
    else this.leftOut.push({ path: relative, reason: tooLarge });
  }
}

function whyKindStaysOut(entry: Dirent): string | null {
  if (entry.isDirectory()) return whyFolderStaysOut(entry.name);
  if (entry.isSymbolicLink()) return 'a link';
  return entry.isFile() ? whyNameStaysOut(entry.name) : 'not a plain file';
}
