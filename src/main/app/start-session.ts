// Owns the session that a window opens on: the one that the user named, or a recording of the first example, made once by set-up.

import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/base/failure.ts';
import { appVersion } from './app-info.ts';
import { readExamples } from './examples.ts';
import { diskFailure, isFile, sha256, temporaryBeside } from './files.ts';
import { removeSession, SESSION_ENDING } from './library.ts';
import { cacheDir } from './places.ts';
import { startRecording } from './record-program.ts';
import { INSTRUMENTER_VERSION } from '../instrument/instrument.ts';

/** The recording shows the same program that the editor starts with. */
async function exampleSession(): Promise<Example | null> {
  const [first] = await readExamples();
  if (!first) return null;
  const key = sha256(JSON.stringify([first.source, appVersion(), INSTRUMENTER_VERSION])).slice(
    0,
    16,
  );
  const file = path.join(cacheDir(), 'start', key, `${first.title}${SESSION_ENDING}`);
  return { file, name: `${first.id}.py`, source: first.source };
}

/** Records the example unless that is done. Throws Failure. */
export async function prepareStartSession(): Promise<void> {
  const example = await exampleSession();
  if (!example || (await isFile(example.file))) return;
  await recordExample(example);
}

interface Example {
  readonly file: string;
  readonly name: string;
  readonly source: string;
}

async function recordExample({ file, name, source }: Example): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = temporaryBeside(file);
  try {
    const recording = startRecording({
      path: temporary,
      programName: name,
      source: new TextEncoder().encode(source),
      args: [],
      python: '3.12',
      stdin: new Uint8Array(),
      onOutput: () => undefined,
      onInputWanted: () => undefined,
      onProgress: () => undefined,
    });
    const { failure } = await recording.finished;
    if (failure) throw failure;
    await rename(temporary, file);
  } catch (error) {
    await removeSession(temporary);
    throw diskFailure('write', file, error);
  }
}

/** `file`, checked, or the example's recording where set-up made it, or null. Throws Failure. */
export async function startSessionFor(file: string | null): Promise<string | null> {
  if (file === null) {
    const example = await exampleSession();
    return example && (await isFile(example.file)) ? example.file : null;
  }
  const stats = await stat(file).catch(() => null);
  if (!stats) throw new Failure('not-found', `${file} does not exist; check its name.`);
  if (!stats.isFile())
    throw new Failure('not-a-session', `${file} is not a file; name a .refscope file.`);
  return file;
}
