// Owns sessions that the user sends in through the browser host. Invariant: an upload goes to a new file of the library, complete or not
// at all.

import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../../shared/base/failure.ts';
import { diskFailure, temporaryBeside } from '../../app/files.ts';
import type { Library } from '../../app/library.ts';
import { SessionWorker } from '../../app/session-worker.ts';

const MAX_UPLOAD_BYTES = 64 * 2 ** 30;
/** Every SQLite file starts so. */
const SQLITE_HEADER = Buffer.from('SQLite format 3\0', 'latin1');

/** Streams the body into the library. Returns the new file's path. Throws Failure. */
export async function takeUpload(
  request: IncomingMessage,
  name: string,
  library: Library,
): Promise<string> {
  const target = await library.newFile(path.basename(name).replace(/\.refscope$/i, ''));
  const temporary = temporaryBeside(target);
  try {
    await pipeline(request, checkedUpload(name), createWriteStream(temporary, { flags: 'wx' }));
    await requireReadable(temporary, name);
    await rename(temporary, target);
    return target;
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskFailure('save', name, error);
  }
}

/** Throws Failure, about the file as its sender names it, when it is foreign or damaged. */
async function requireReadable(file: string, name: string): Promise<void> {
  try {
    await (await SessionWorker.open(file)).close();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.kind, error.message.replaceAll(file, name));
  }
}

/** Ends a body that is too long, or is no session, at its first bytes. */
function checkedUpload(name: string): Transform {
  let bytes = 0;
  let start = Buffer.alloc(0);
  const foreign = (): Failure =>
    new Failure('not-a-session', `${name} is not a Refscope session; choose a .refscope file.`);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (start.length < SQLITE_HEADER.length)
        start = Buffer.concat([start, chunk]).subarray(0, SQLITE_HEADER.length);
      if (!SQLITE_HEADER.subarray(0, start.length).equals(start)) done(foreign());
      else if (bytes > MAX_UPLOAD_BYTES)
        done(new Failure('limit', `${name} is too large to be sent.`));
      else done(null, chunk);
    },
    flush(done) {
      done(bytes < SQLITE_HEADER.length ? foreign() : null);
    },
  });
}
