// Owns the options of `record` that make a program more than one file. Must not run anything: it names what the app reads.

import path from 'node:path';
import type { Command } from 'commander';
import { readProgramBytes } from '../app/program-file.ts';
import { collectFolder } from '../app/project/collect-folder.ts';
import { readWheel } from '../app/project/libraries.ts';
import type { Entry, ProjectChoice } from '../app/project/make-project.ts';
import { collect, UsageError } from './usage.ts';

export interface ProjectOptions {
  readonly project?: string;
  readonly module?: string;
  readonly env: readonly (readonly [string, string])[];
  readonly wheel: readonly string[];
  readonly sitePackages: readonly string[];
  readonly listFiles?: boolean;
  readonly saveFiles?: string;
}

const assignment = (text: string): readonly [string, string] => {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--env ${text}: give NAME=VALUE.`);
  return [text.slice(0, at), text.slice(at + 1)];
};

export const addProjectOptions = (command: Command): Command =>
  command
    .option('--project <folder>', 'copy this folder into the sandbox and run there')
    .option(
      '-m, --module <name>',
      'run a module or package, as python -m does (default folder: this one)',
    )
    .option(
      '--env <name=value>',
      'set an environment variable (repeatable)',
      (text: string, all: ProjectOptions['env']) => collect(all, assignment(text)),
      [],
    )
    .option(
      '--wheel <file>',
      'add a pure-Python wheel (repeatable)',
      (text: string, all: readonly string[]) => collect(all, text),
      [],
    )
    .option(
      '--site-packages <folder>',
      'add a folder of libraries (repeatable)',
      (text: string, all: readonly string[]) => collect(all, text),
      [],
    )
    .option('--list-files', 'show what of the project goes into the sandbox, and run nothing')
    .option('--save-files <folder>', 'save what the program wrote in its working directory');

/** What is to be run, and the program's arguments: with -m there is no file among the positional ones. @throws Failure */
export async function choose(
  positional: readonly string[],
  options: ProjectOptions,
): Promise<{ readonly choice: ProjectChoice; readonly args: readonly string[] }> {
  const { project, module, env, wheel, sitePackages } = options;
  const [file] = positional;
  if (module === undefined && file === undefined)
    throw new UsageError('Name the program: a Python file, or a module with -m.');
  const wheels = await Promise.all(wheel.map(readWheel));
  const folders = await Promise.all(sitePackages.map(collectFolder));
  const libraries = [
    ...wheels.map((one) => ({ wheel: one })),
    ...folders.map((folder) => ({ folder })),
  ];
  const program = await programOf(
    module === undefined ? { file: file ?? '' } : { module },
    project,
  );
  return {
    choice: { program, env: Object.fromEntries(env), libraries },
    args: module === undefined ? positional.slice(1) : positional,
  };
}

async function programOf(
  entry: Entry,
  project: string | undefined,
): Promise<ProjectChoice['program']> {
  if ('file' in entry && project === undefined)
    return { name: path.basename(entry.file), bytes: await readProgramBytes(entry.file) };
  return { folder: await collectFolder(project ?? '.'), entry };
}
