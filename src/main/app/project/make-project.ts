// Owns turning what a user chose (a program or a folder, an entry, libraries, an environment) into a project for the sandbox: its files
// and how it is started, as `cd FOLDER; python ENTRY` or `python -m MODULE` would. Invariant: every path of the project is absolute and
// lies below HOME or where libraries are.

import path from 'node:path';
import { Failure } from '../../../shared/base/failure.ts';
import type { ProgramFile } from '../../../shared/model/engine-messages.ts';
import type { Project } from '../recording.ts';
import { filesBelow, placeLibraries, type Library } from './libraries.ts';
import type { ProjectFolder } from './project-folder.ts';

const HOME = '/home';

/** A file is named from the folder, or from where Refscope was started; a module as `-m` does. */
export type Entry = { readonly file: string } | { readonly module: string };

export interface ProjectChoice {
  /** One file, which is all, or a folder and where in it the program starts. */
  readonly program:
    | { readonly name: string; readonly bytes: Uint8Array }
    | { readonly folder: ProjectFolder; readonly entry: Entry };
  readonly env: Readonly<Record<string, string>>;
  readonly libraries: readonly Library[];
}

export interface MadeProject {
  readonly project: Project;
  /** Given: that one file is all, started as it is. */
  readonly source: Uint8Array | null;
  /** As tracebacks and titles show it. */
  readonly programName: string;
  /** null: no folder was taken. */
  readonly collected: ProjectFolder | null;
}

/** @throws Failure */
export async function makeProject({
  program,
  env,
  libraries,
}: ProjectChoice): Promise<MadeProject> {
  const { files, workingDirectory, command } = await startOf(program);
  const placed = await placeLibraries(libraries);
  const searched = [env['PYTHONPATH'], ...placed.paths].filter((part) => part);
  const isSimple = 'name' in program && Object.keys(env).length + libraries.length === 0;
  return {
    project: {
      files: [...files, ...placed.files],
      launch: {
        workingDirectory,
        command,
        env: searched.length > 0 ? { ...env, PYTHONPATH: searched.join(':') } : env,
      },
    },
    source: isSimple ? program.bytes : null,
    programName: command.at(-1) ?? '',
    collected: 'folder' in program ? program.folder : null,
  };
}

interface Start {
  readonly files: readonly ProgramFile[];
  readonly workingDirectory: string;
  readonly command: readonly string[];
}

async function startOf(program: ProjectChoice['program']): Promise<Start> {
  if ('name' in program) {
    const { name, bytes } = program;
    const files = [{ path: `${HOME}/${name}`, bytes, yours: true }];
    return { files, workingDirectory: HOME, command: [name] };
  }
  const { folder, entry } = program;
  const workingDirectory = `${HOME}/${folder.name || 'project'}`;
  const command =
    'module' in entry ? ['-m', checkModule(entry.module)] : [entryPath(entry.file, folder)];
  return { files: await filesBelow(workingDirectory, folder, true), workingDirectory, command };
}

/** The entry from the folder, with `/`, as it would stand on python's command line. */
function entryPath(file: string, { folder, files, leftOut }: ProjectFolder): string {
  const candidates = [path.relative(folder, file), path.normalize(file)].map((candidate) =>
    candidate.split(path.sep).join('/'),
  );
  const found = candidates.find((candidate) => files.some((one) => one.path === candidate));
  if (found !== undefined) return found;
  const left = leftOut.find((one) => candidates.includes(one.path));
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
