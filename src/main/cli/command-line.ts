// Owns the shape of the command line: verbs, options, and how anything that goes wrong is told: one line on stderr, exit status 2 for
// usage, 1 for failure, never a stack. Must not do the work of a verb.

import { Command, CommanderError } from 'commander';
import { Failure } from '../../shared/base/failure.ts';
import { appVersion } from '../app/app-info.ts';
import { limitMemory } from './memory-limit.ts';
import { UsageError } from './usage.ts';
import { addExport } from './verbs/export.ts';
import { addCycles } from './verbs/cycles.ts';
import { addHolders } from './verbs/holders.ts';
import { addInfo } from './verbs/info.ts';
import { addRecord } from './verbs/record.ts';
import { addSql } from './verbs/sql.ts';
import { addVerify } from './verbs/verify.ts';
import { addWhy } from './verbs/why.ts';

const VERBS = [addRecord, addInfo, addExport, addVerify, addHolders, addCycles, addWhy, addSql];

function createProgram(): Command {
  const program = new Command('refscope')
    .description('Records every reference-count event of a Python program and plays the run back.')
    .version(appVersion())
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .hook('preAction', (_program, verb) => limitMemory(verb.name(), process.env));
  for (const add of VERBS) add(program);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ outputError: () => undefined });
  return program;
}

/** Runs one command line (without node and script). Returns the exit status. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const program = createProgram();
  if (args.length === 0) {
    program.outputHelp({ error: true });
    return 2;
  }
  try {
    process.exitCode = 0;
    await program.parseAsync([...args], { from: 'user' });
    return process.exitCode;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) {
    // Help and version are answers, not errors.
    if (error.exitCode === 0) return 0;
    return complain(`${error.message.replace(/^error: /, '')}; see refscope --help`, 2);
  }
  if (error instanceof UsageError) return complain(error.message, 2);
  if (error instanceof Failure) return complain(error.message, Number(process.exitCode) || 1);
  if (process.env['REFSCOPE_DEBUG']) console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return complain(`${message} (a defect of Refscope; REFSCOPE_DEBUG=1 shows where)`, 1);
}

function complain(message: string, status: number): number {
  process.stderr.write(`refscope: ${message.replaceAll(/\s*\n\s*/g, ' ')}\n`);
  return status;
}
