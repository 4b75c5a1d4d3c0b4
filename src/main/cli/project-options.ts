// Owns the options of `record` that make a program more than one file. Must not run anything.

import type { Command } from 'commander';
import type { ProjectChoice } from '../app/project/make-project.ts';
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

/** The entry, and the program's arguments: with -m there is no file among the positional ones. */
export function choose(
  positional: readonly string[],
  options: ProjectOptions,
): { readonly choice: ProjectChoice; readonly args: readonly string[] } {
  const { project, module, env, wheel, sitePackages } = options;
  const common = { env: Object.fromEntries(env), wheels: wheel, sitePackages };
  if (module !== undefined)
    return {
      choice: { ...common, folder: project ?? '.', entry: { module } },
      args: positional,
    };
  const [file, ...args] = positional;
  if (file === undefined)
    throw new UsageError('Name the program: a Python file, or a module with -m.');
  return { choice: { ...common, folder: project ?? null, entry: { file } }, args };
}
