// Owns libraries that a program is given: wheels, which Python imports from as they are, and folders of site-packages. Must not unpack
// a wheel. Invariant: what holds native code is refused before the run.

import path from 'node:path';
import { Failure } from '../../../shared/base/failure.ts';
import type { ProgramFile } from '../../../shared/model/engine-messages.ts';
import { NATIVE_MODULE } from '../../../shared/model/project/project-rules.ts';
import { readWholeFile } from '../files.ts';
import type { ProjectFolder } from './project-folder.ts';
import { zipMembers } from './zip-members.ts';

const PACKAGES = '/packages';

export interface Wheel {
  /** Of the file, without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Library = { readonly wheel: Wheel } | { readonly folder: ProjectFolder };

export interface PlacedLibraries {
  readonly files: readonly ProgramFile[];
  /** What is searched for modules, in order. */
  readonly paths: readonly string[];
}

/** @throws Failure */
export async function placeLibraries(libraries: readonly Library[]): Promise<PlacedLibraries> {
  const placed = await Promise.all(
    libraries.map(async (library, i) => {
      if ('folder' in library) {
        const at = `${PACKAGES}/site-packages-${i + 1}`;
        return { at, files: await filesBelow(at, library.folder, false) };
      }
      // A folder of its own each: two wheels may have one name.
      const at = `${PACKAGES}/${i + 1}/${library.wheel.name}`;
      return { at, files: [{ path: at, bytes: library.wheel.bytes, yours: false }] };
    }),
  );
  return { files: placed.flatMap(({ files }) => files), paths: placed.map(({ at }) => at) };
}

export const filesBelow = (
  at: string,
  folder: ProjectFolder,
  yours: boolean,
): Promise<ProgramFile[]> =>
  Promise.all(
    folder.files.map(async (file) => ({
      path: `${at}/${file.path}`,
      bytes: await folder.read(file),
      yours,
    })),
  );

/** @throws Failure */
export async function readWheel(file: string): Promise<Wheel> {
  checkWheelName(file);
  return checkWheel(file, await readWholeFile(file));
}

/** `file` is what messages call it. @throws Failure: no wheel, or one that cannot run in the sandbox */
export function checkWheel(file: string, bytes: Uint8Array): Wheel {
  checkWheelName(file);
  const members = zipMembers(bytes);
  if (!members)
    throw new Failure(
      'bad-request',
      `${file} is no wheel: it is not a zip archive; download it again.`,
    );
  const native = members.find((member) => NATIVE_MODULE.test(member));
  if (native !== undefined)
    throw new Failure(
      'bad-request',
      `${file} holds native code (${native}), which cannot run in the sandbox; use a pure-Python wheel.`,
    );
  return { name: path.basename(file), bytes };
}

function checkWheelName(file: string): void {
  if (!file.endsWith('.whl'))
    throw new Failure('bad-request', `${file} is no wheel; give a file that ends in .whl.`);
  if (!file.endsWith('-none-any.whl'))
    throw new Failure(
      'bad-request',
      `${file} holds native code (its name does not end in -none-any.whl), which cannot run in the sandbox; use a pure-Python wheel.`,
    );
}
