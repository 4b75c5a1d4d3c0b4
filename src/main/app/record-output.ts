// Owns where a recording of the command line goes. A new file is written in its place, so that it is there after a crash; a file that is
// there already is replaced at the end only, and only if it is a session. Invariant: nothing else is ever overwritten.

import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/base/failure.ts';
import { openSession } from '../session/read/open-session.ts';
import { diskFailure, temporaryBeside } from './files.ts';
import { Library, removeSession } from './library.ts';
import { defaultLibraryDir } from './places.ts';
import { titleFor } from './recordings.ts';

export interface RecordOutput {
  /** The file to record to; it does not exist. */
  readonly path: string;
  /** The recording is complete. Returns where it is now. */
  keep(): Promise<string>;
  /** There is no recording: what is left of it goes. */
  discard(): Promise<void>;
}

/** Without `file`: a new one in the library. Throws Failure when the file may not be replaced. */
export async function reserveOutput(
  file: string | undefined,
  programName: string,
): Promise<RecordOutput> {
  if (file === undefined)
    return inPlace(await new Library(defaultLibraryDir()).newFile(titleFor(programName)));
  const target = path.resolve(file);
  const existing = await stat(target).catch(() => null);
  if (!existing) return inPlace(target);
  if (existing.isDirectory())
    throw new Failure('bad-request', `${file} is a folder; name a file in it.`);
  if (existing.size === 0 && existing.isFile()) {
    await rm(target);
    return inPlace(target);
  }
  checkReplaceable(target, file);
  const temporary = temporaryBeside(target);
  return {
    path: temporary,
    keep: async () => {
      try {
        await removeSession(target);
        await rename(temporary, target);
        return target;
      } catch (error) {
        throw diskFailure('replace', target, error);
      }
    },
    discard: () => discard(temporary),
  };
}

const inPlace = (target: string): RecordOutput => ({
  path: target,
  keep: async () => target,
  discard: () => discard(target),
});

/** A file that holds events is worth keeping, however its recording ended. */
async function discard(file: string): Promise<void> {
  try {
    const session = openSession(file);
    const { events } = session.facts();
    session.close();
    if (events > 0) return;
  } catch {
    // Not even a session.
  }
  // Why there is no recording is being told already; what cannot be removed (a path below a file) hides nothing of that.
  await removeSession(file).catch(() => undefined);
}

function checkReplaceable(target: string, file: string): void {
  try {
    const session = openSession(target);
    const { status } = session.facts();
    session.close();
    if (status === 'recording')
      throw new Failure(
        'bad-request',
        `${file} is being recorded at this moment; choose another name.`,
      );
  } catch (error) {
    // A damaged session may be replaced, anything else may not.
    if (error instanceof Failure && error.kind === 'damaged') return;
    if (error instanceof Failure && error.kind === 'not-a-session')
      throw new Failure(
        'bad-request',
        `${file} exists and is not a Refscope session; choose another name.`,
      );
    throw error;
  }
}
