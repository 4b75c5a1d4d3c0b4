// Owns what the engine and the recorder are told about one program: its place in the sandbox, its text, its limits.

import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { ProgramSpec } from '../../shared/model/engine-messages.ts';
import type { RecorderSpec } from '../../shared/model/recorder-messages.ts';
import { appVersion } from './app-info.ts';
import type { Project, RecordOptions } from './recording.ts';

const PROGRAM_DIR = '/home';
/** What a program may use; its binary can address 2 GiB. */
const MAX_MEMORY_BYTES = 2 ** 30;
/** Left free on the disk, or half of what there is. */
const DISK_RESERVE_BYTES = 2 ** 30;

type Program = Pick<
  RecordOptions,
  'programName' | 'source' | 'project' | 'args' | 'stdin' | 'clock' | 'onFilesWritten'
> &
  Seeded;

/** The engine uses and the session keeps the same seed. */
interface Seeded {
  readonly entropySeed: string;
}

export const newEntropySeed = (): string => randomBytes(16).toString('hex');

/** Where the sandbox has a program of one file; its name there is what tracebacks show. */
export const scriptPath = (programName: string): string =>
  `${PROGRAM_DIR}/${fileName(programName)}`;

function fileName(programName: string): string {
  const name = programName.replaceAll(/[/\\\0]/g, '_');
  return /^\.*$/.test(name) ? 'program.py' : name;
}

/** A program of one file as a project. */
export const singleFile = (
  programName: string,
  source: Uint8Array = new Uint8Array(),
): Project => ({
  files: [{ path: scriptPath(programName), bytes: source, yours: true }],
  launch: { workingDirectory: PROGRAM_DIR, command: [fileName(programName)], env: {} },
});

export function programSpec({
  programName,
  source,
  project = singleFile(programName, source),
  args,
  stdin,
  clock,
  entropySeed,
  onFilesWritten,
}: Program): ProgramSpec {
  return {
    ...project.launch,
    files: project.files,
    args,
    collectFiles: onFilesWritten !== undefined,
    ...(stdin === undefined ? {} : { stdin }),
    ...(clock === undefined ? {} : { clock }),
    entropySeed,
    maxMemoryBytes: MAX_MEMORY_BYTES,
  };
}

export async function recorderSpec(options: RecordOptions & Seeded): Promise<RecorderSpec> {
  return {
    path: options.path,
    facts: {
      appVersion: appVersion(),
      programName: options.programName,
      args: [...options.args],
      ...(options.project && { launch: options.project.launch }),
      entropySeed: options.entropySeed,
      startedAt: new Date().toISOString(),
    },
    sources: (options.project ?? singleFile(options.programName, options.source)).files.flatMap(
      ({ path, bytes, yours }) =>
        yours && PYTHON_FILE.test(path) ? [{ path, text: sourceText(bytes) }] : [],
    ),
    files: options.project?.files ?? [],
    maxEvents: options.maxEvents ?? null,
    maxBytes: least(options.maxBytes ?? null, await spaceFor(path.dirname(options.path))),
  };
}

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** A program of one file may have any name. */
const PYTHON_FILE = /^\/home\/[^/]*$|\.pyw?$/;

/** How large a session in this folder may grow; null where the system does not say. */
async function spaceFor(folder: string): Promise<number | null> {
  const disk = await statfs(folder).catch(() => null);
  if (!disk) return null;
  const freeBytes = disk.bavail * disk.bsize;
  return Math.max(freeBytes - DISK_RESERVE_BYTES, Math.floor(freeBytes / 2));
}

/** PEP 263: the encoding that a comment in the first two lines names. */
const CODING = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** The program as text, as Python reads it; bytes that are no text are shown as replacement characters. */
export function sourceText(source: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(source.subarray(0, 1000)).split(/\r\n?|\n/, 2);
  const named = head.map((line) => CODING.exec(line)?.[1]).find((name) => name !== undefined);
  try {
    return new TextDecoder(named ?? 'utf-8').decode(source);
  } catch {
    // An encoding that this system does not know: Python will say so, too.
    return new TextDecoder().decode(source);
  }
}
