// Owns what programs of this app's windows wrote in their sandboxes, until it is saved or too much of it comes together. Must not know
// dialogs. Invariant: it takes no more memory than MOST_BYTES beyond the last recording's files, the oldest go first.

import type { SavedFiles, WrittenFileFacts } from '../../../shared/api/project.ts';
import { Failure } from '../../../shared/base/failure.ts';
import type { WrittenFile } from '../../../shared/model/engine-messages.ts';
import { writeAtomically } from '../files.ts';
import { relativePaths, saveFiles } from './save-files.ts';
import { zipFile } from './zip-file.ts';

const MOST_BYTES = 250_000_000;

/** What a host can do for it (HostAbilities). */
export interface SavePlaces {
  chooseSaveFolder?(): Promise<string | null>;
  chooseExport(suggestedName: string): Promise<SavedFiles | null>;
}

interface Kept {
  readonly title: string;
  readonly workingDirectory: string;
  readonly files: readonly WrittenFile[];
  readonly bytes: number;
}

export class WrittenFiles {
  readonly #kept = new Map<string, Kept>();

  /** `recording` is the handle of the recording that made them. */
  keep(
    recording: string,
    { title, workingDirectory, files }: Omit<Kept, 'bytes'>,
  ): readonly WrittenFileFacts[] {
    if (files.length === 0) return [];
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    this.#kept.set(recording, { title, workingDirectory, files, bytes });
    this.#shrink(recording);
    const paths = relativePaths(files, workingDirectory);
    return files.map((file, i) => ({ path: paths[i] ?? file.path, size: file.bytes.length }));
  }

  /** Where the user wants them; null: nowhere after all. Throws Failure. */
  async save(recording: string, host: SavePlaces): Promise<SavedFiles | null> {
    const kept = this.#kept.get(recording);
    if (!kept)
      throw new Failure(
        'not-found',
        'What this program wrote is no longer kept; record the program again.',
      );
    const { files, workingDirectory, title } = kept;
    if (host.chooseSaveFolder) {
      const target = await host.chooseSaveFolder();
      if (target === null) return null;
      await saveFiles(files, workingDirectory, target);
      return { target, downloadUrl: null };
    }
    const paths = relativePaths(files, workingDirectory);
    const members = files.map(({ path, bytes }, i) => ({ path: paths[i] ?? path, bytes }));
    const chosen = await host.chooseExport(`${title} files.zip`);
    if (chosen === null) return null;
    await writeAtomically(chosen.target, zipFile(members));
    return chosen;
  }

  #shrink(newest: string): void {
    let bytes = [...this.#kept.values()].reduce((sum, kept) => sum + kept.bytes, 0);
    for (const [recording, kept] of this.#kept) {
      if (bytes <= MOST_BYTES || recording === newest) return;
      this.#kept.delete(recording);
      bytes -= kept.bytes;
    }
  }
}
