// Owns reading a program that the user named: what is not a readable file is refused with a sentence, what Python would refuse is
// left to Python.

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/base/failure.ts';
import { diskFailure, readWholeFile } from './files.ts';

const MAX_PROGRAM_BYTES = 10_000_000;

/** The bytes as they are. Throws Failure: missing, a folder, not a plain file, too large, not readable. */
export async function readProgramBytes(file: string): Promise<Buffer> {
  const stats = await stat(file).catch((error: unknown) => {
    throw diskFailure('read', file, error);
  });
  if (stats.isDirectory())
    throw new Failure('bad-request', `${file} is a folder; name a Python file in it.`);
  if (!stats.isFile())
    throw new Failure(
      'bad-request',
      `${file} is not a plain file; save the program to a file first.`,
    );
  if (stats.size > MAX_PROGRAM_BYTES)
    throw new Failure(
      'limit',
      `${file} has ${stats.size} bytes, more than a program may have (${MAX_PROGRAM_BYTES}); is it the right file?`,
    );
  return readWholeFile(file);
}

/** As text, for the editor. */
export async function readProgram(file: string): Promise<{ name: string; source: string }> {
  const bytes = await readProgramBytes(file);
  try {
    const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!source.includes('\0')) return { name: path.basename(file), source };
  } catch {
    // Not UTF-8: said below.
  }
  throw new Failure('bad-request', `${file} is not a text file in UTF-8; choose a Python program.`);
}
