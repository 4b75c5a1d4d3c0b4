// Owns what the engine and the recorder are told about one program: its place in the sandbox, its text, its limits.

import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { ProgramSpec } from '../../shared/model/engine-messages.ts';
import type { RecorderSpec } from '../../shared/model/recorder-messages.ts';
import { appVersion } from './app-info.ts';
import type { RecordOptions } from './recording.ts';

const PROGRAM_DIR = '/home';
/** What a program may use; its binary can address 2 GiB. */
const MAX_MEMORY_BYTES = 2 ** 30;
/** Left free on the disk, or half of what there is. */
const DISK_RESERVE_BYTES = 2 ** 30;

type Program = Pick<RecordOptions, 'programName' | 'source' | 'args' | 'stdin' | 'clock'> & Seeded;

/** The engine uses and the session keeps the same seed. */
interface Seeded {
  readonly entropySeed: string;
}

export const newEntropySeed = (): string => randomBytes(16).toString('hex');

/** Where the sandbox has the program; its name there is what tracebacks show. */
export const scriptPath = (programName: string): string => {
  const name = programName.replaceAll(/[/\\\0]/g, '_');
  return `${PROGRAM_DIR}/${/^\.*$/.test(name) ? 'program.py' : name}`;
};

export function programSpec({
  programName,
  source,
  args,
  stdin,
  clock,
  entropySeed,
}: Program): ProgramSpec {
  const script = scriptPath(programName);
  return {
    scriptPath: script,
    files: [{ path: script, bytes: source }],
    args,
    env: {},
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
      entropySeed: options.entropySeed,
      startedAt: new Date().toISOString(),
    },
    sources: [{ path: scriptPath(options.programName), text: sourceText(options.source) }],
    maxEvents: options.maxEvents ?? null,
    maxBytes: await spaceFor(path.dirname(options.path)),
  };
}

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
