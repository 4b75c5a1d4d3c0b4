// refscope record PROG.py: runs the program with its output passing through and returns its exit status; the recording goes to a file.

import path from 'node:path';
import { Option, type Command } from 'commander';
import { Failure } from '../../../shared/base/failure.ts';
import type { WrittenFile } from '../../../shared/model/engine-messages.ts';
import { checkSession, type Checks } from '../../app/check-session.ts';
import { readWholeFile } from '../../app/files.ts';
import { makeProject, type MadeProject } from '../../app/project/make-project.ts';
import { unsupportedUses } from '../../app/project/unsupported/unsupported.ts';
import { reserveOutput } from '../../app/record-output.ts';
import { startRecording } from '../../app/record-program.ts';
import type { Recording, RecordingEnd } from '../../app/recording.ts';
import {
  CHECK_FAILED,
  checksOf,
  collectGrowth,
  collectSurvivors,
  type CheckOptions,
} from '../check-options.ts';
import { STOPPED } from '../long-work.ts';
import { addProjectOptions, choose, type ProjectOptions } from '../project-options.ts';
import { keepFiles, printFiles, projectLine } from '../project-report.ts';
import { StdinForwarder } from '../stdin-forwarder.ts';
import { say, wholeNumber } from '../usage.ts';

interface Options extends CheckOptions, ProjectOptions {
  readonly output?: string;
  readonly python: '3.12' | '3.13' | '3.14';
  readonly stdin?: string;
  readonly maxEvents?: number;
  readonly maxSeconds?: number;
  readonly maxMegabytes?: number;
}

export function addRecord(program: Command): void {
  const command = program
    .command('record')
    .description('runs a program and records every reference-count event')
    .argument('[program]', 'a Python file')
    .argument('[args...]', "the program's arguments, after --");
  addProjectOptions(command)
    .option('-o, --output <file>', 'where to write the session (default: the library)')
    .addOption(
      new Option('--python <version>', 'which CPython')
        .choices(['3.12', '3.13', '3.14'])
        .default('3.12'),
    )
    .option('--stdin <file>', "the program's standard input (default: this one)")
    .option('--max-events <n>', 'stop after so many events', wholeNumber('--max-events', 1))
    .option('--max-seconds <n>', 'stop after so long', wholeNumber('--max-seconds', 1))
    .option(
      '--max-megabytes <n>',
      'stop when the session is so large',
      wholeNumber('--max-megabytes', 1),
    )
    .option(
      '--fail-on-survivors <types>',
      'exit with 3 if objects of these types (a,b,c) outlive the last line',
      collectSurvivors,
      [],
    )
    .option(
      '--fail-on-growth <type@line>',
      'exit with 3 if objects that the line makes become ever more; may be given many times',
      collectGrowth,
      [],
    )
    .action(async (file: string | undefined, args: string[], options: Options) => {
      const { choice, args: own } = await choose(
        file === undefined ? args : [file, ...args],
        options,
      );
      const made = await makeProject(choice);
      if (options.listFiles) return printFiles(made);
      process.exitCode = await record(made, own, options);
    });
}

async function record(
  { project, source, programName, collected }: MadeProject,
  args: readonly string[],
  options: Options,
): Promise<number> {
  if (collected) say(projectLine(collected));
  for (const line of unsupportedUses(project.files)) say(`note: ${line}`);
  const stdin = options.stdin === undefined ? undefined : await readWholeFile(options.stdin);
  const output = await reserveOutput(options.output, path.basename(programName));
  let written: readonly WrittenFile[] = [];
  const forwarder = new StdinForwarder(process.stdin);
  const recording = startRecording({
    path: output.path,
    programName,
    ...(source ? { source } : { project }),
    args,
    python: options.python,
    ...(stdin === undefined ? {} : { stdin }),
    ...(options.maxEvents === undefined ? {} : { maxEvents: options.maxEvents }),
    ...(options.maxMegabytes === undefined ? {} : { maxBytes: 1e6 * options.maxMegabytes }),
    ...(options.maxSeconds === undefined ? {} : { maxDurationMs: 1000 * options.maxSeconds }),
    onOutput: (stream, bytes) => void process[stream].write(bytes),
    onInputWanted: () => forwarder.next((bytes) => recording.input(bytes)),
    onProgress: () => undefined,
    onFilesWritten: (files) => (written = files),
  });
  const release = stopOnSignals(recording);
  try {
    const end = await recording.finished;
    const kept = await output.keep();
    if (end.failure) throw withWhatIsKept(end.failure, end, kept);
    say(summary(end, kept));
    await keepFiles(written, project.launch.workingDirectory, options.saveFiles);
    const checks = checksOf(options);
    return checks ? await checked(kept, checks, statusOf(end)) : statusOf(end);
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    release();
    forwarder.close();
  }
}

/** Prints what the checks found. A program's own failure goes before theirs. */
async function checked(file: string, checks: Checks, status: number): Promise<number> {
  const { failed, lines } = await checkSession(file, checks);
  for (const line of lines) say(line);
  return status === 0 && failed > 0 ? CHECK_FAILED : status;
}

/** The first signal stops the program and keeps the recording, the second ends this process. */
function stopOnSignals(recording: Recording): () => void {
  let asked = false;
  const onSignal = (): void => {
    if (asked) process.exit(130);
    asked = true;
    recording.stop();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}

const count = (n: number): string => n.toLocaleString('en');

/** One line says both what went wrong and what there is all the same. */
const withWhatIsKept = (failure: Failure, { facts }: RecordingEnd, file: string): Failure =>
  new Failure(
    failure.kind,
    `${failure.message} The ${count(facts.events)} events recorded until then are in ${file}.`,
  );

function summary({ facts, sizeBytes }: RecordingEnd, file: string): string {
  const { events, steps, objects, status, statusReason } = facts;
  const end = status === 'finished' ? '' : ` (${status}: ${statusReason.replace(/\.$/, '')})`;
  return `recorded ${count(events)} events, ${count(steps)} steps, ${count(objects)} objects in ${count(sizeBytes)} bytes to ${file}${end}`;
}

function statusOf({ facts }: RecordingEnd): number {
  if (facts.exitStatus !== null) return facts.exitStatus;
  return facts.status === 'stopped' ? STOPPED : facts.status === 'limit' ? 0 : 1;
}
