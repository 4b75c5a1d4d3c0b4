// Owns turning what a user names (a folder, an entry, libraries, an environment) into a project for the sandbox: its files and how it
// is started, as `cd FOLDER; python ENTRY` or `python -m MODULE` would. Invariant: every path of the project is absolute and lies
// below HOME or PACKAGES.

import path from 'node:path';
import { Failure } from '../../../shared/base/failure.ts';
import type { ProgramFile } from '../../../shared/model/engine-messages.ts';
import { readProgramBytes } from '../program-file.ts';
import type { Project } from '../recording.ts';
import { collectFolder, NATIVE_MODULE, readCollected, type Collected } from './collect-folder.ts';
import { readWholeFile } from '../files.ts';
import { zipMembers } from './zip-members.ts';

const HOME = '/home';
const PACKAGES = '/packages';

export interface ProjectChoice {
  /** null: the one file is all. */
  readonly folder: string | null;
  /** A path, from the folder or from here; or the name of a module that `-m` starts. */
  readonly entry: { readonly file: string } | { readonly module: string };
  readonly env: Readonly<Record<string, string>>;
  readonly wheels: readonly string[];
  readonly sitePackages: readonly string[];
}

export interface MadeProject {
  readonly project: Project;
  /** Given: that one file is all, started as it is. */
  readonly source: Uint8Array | null;
  /** As tracebacks and titles show it. */
  readonly programName: string;
  /** null: no folder was taken. */
  readonly collected: Collected | null;
}

/** @throws Failure */
export async function makeProject(choice: ProjectChoice): Promise<MadeProject> {
  const libraries = await collectLibraries(choice);
  const { files, collected, workingDirectory } = await ownFiles(choice);
  const command =
    'module' in choice.entry
      ? ['-m', checkModule(choice.entry.module)]
      : [await entryPath(choice.entry.file, choice.folder, collected)];
  const searched = [choice.env['PYTHONPATH'], ...libraries.paths].filter((part) => part);
  const env = searched.length > 0 ? { ...choice.env, PYTHONPATH: searched.join(':') } : choice.env;
  return {
    project: {
      files: [...files, ...libraries.files],
      launch: { workingDirectory, command, env },
    },
    source: isSimple(choice) ? (files[0]?.bytes ?? null) : null,
    programName: command.at(-1) ?? '',
    collected,
  };
}

const isSimple = ({ folder, env, wheels, sitePackages }: ProjectChoice): boolean =>
  folder === null && Object.keys(env).length + wheels.length + sitePackages.length === 0;

type OwnFiles = {
  readonly files: readonly ProgramFile[];
  readonly collected: Collected | null;
  readonly workingDirectory: string;
};

async function ownFiles({ folder, entry }: ProjectChoice): Promise<OwnFiles> {
  if (folder === null) {
    if ('module' in entry)
      throw new Failure(
        'bad-request',
        `-m ${entry.module} needs the folder that it is in: give --project.`,
      );
    const name = path.basename(entry.file);
    const bytes = await readProgramBytes(entry.file);
    const files = [{ path: `${HOME}/${name}`, bytes, yours: true }];
    return { files, collected: null, workingDirectory: HOME };
  }
  const collected = await collectFolder(folder);
  const workingDirectory = `${HOME}/${path.basename(path.resolve(folder)) || 'project'}`;
  return { files: await read(collected, workingDirectory, true), collected, workingDirectory };
}

const read = (collected: Collected, at: string, yours: boolean): Promise<ProgramFile[]> =>
  Promise.all(
    collected.files.map(async (file) => ({
      path: `${at}/${file.path}`,
      bytes: await readCollected(collected, file),
      yours,
    })),
  );

/** The entry from the folder, with `/`, as it would stand on python's command line. */
async function entryPath(
  file: string,
  folder: string | null,
  collected: Collected | null,
): Promise<string> {
  if (folder === null || !collected) return path.basename(file);
  const isThere = (relative: string): boolean =>
    collected.files.some((one) => one.path === relative);
  const candidates = [path.relative(folder, file), path.normalize(file)].map((candidate) =>
    candidate.split(path.sep).join('/'),
  );
  const found = candidates.find(isThere);
  if (found !== undefined) return found;
  const left = collected.leftOut.find((one) => candidates.includes(one.path));
  const why = left ? `is left out (${left.reason})` : 'is not in it';
  throw new Failure(
    'not-found',
    `The project ${folder}: ${file} ${why}; name a file of the folder.`,
  );
}

function checkModule(name: string): string {
  if (/^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name)) return name;
  throw new Failure(
    'bad-request',
    `-m ${name} is no name of a module; give one such as package or package.module.`,
  );
}

interface Libraries {
  readonly files: readonly ProgramFile[];
  /** What is searched for modules, in order. */
  readonly paths: readonly string[];
}

async function collectLibraries({ wheels, sitePackages }: ProjectChoice): Promise<Libraries> {
  const archives = await Promise.all(wheels.map(readWheel));
  const folders = await Promise.all(
    sitePackages.map(async (folder, i) => {
      const at = `${PACKAGES}/site-packages-${i + 1}`;
      return { at, files: await read(await collectFolder(folder), at, false) };
    }),
  );
  return {
    files: [...archives, ...folders.flatMap(({ files }) => files)],
    paths: [...archives.map((file) => file.path), ...folders.map(({ at }) => at)],
  };
}

/** Python imports from the archive itself. */
async function readWheel(file: string): Promise<ProgramFile> {
  const name = path.basename(file);
  if (!name.endsWith('.whl'))
    throw new Failure('bad-request', `${file} is no wheel; give a file that ends in .whl.`);
  if (!name.endsWith('-none-any.whl'))
    throw new Failure(
      'bad-request',
      `${file} holds native code (its name does not end in -none-any.whl), which cannot run in the sandbox; use a pure-Python wheel.`,
    );
  const bytes = await readWholeFile(file);
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
  return { path: `${PACKAGES}/${name}`, bytes, yours: false };
}
