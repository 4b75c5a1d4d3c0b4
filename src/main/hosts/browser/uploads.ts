// Owns files that cross the browser host: a session that the user sends in, a CSV file that they fetch once. Invariant: an upload goes
// to a new file of the library, complete or not at all; a download is only what was offered.

import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../../shared/base/failure.ts';
import { diskFailure, temporaryBeside } from '../../app/files.ts';
import type { Library } from '../../app/library.ts';
import { SessionWorker } from '../../app/session-worker.ts';

const TYPES: Readonly<Record<string, string>> = { '.csv': 'text/csv; charset=utf-8' };
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

/** A lone surrogate has no UTF-8. */
const wellFormed = (name: string): string => Buffer.from(name).toString();

export class Downloads {
  readonly #offered = new Map<string, { file: string; name: string }>();

  /** A place for a file that will be fetched under `downloadUrl`. */
  offer(name: string): { target: string; downloadUrl: string } {
    const id = randomUUID();
    const file = path.join(tmpdir(), `refscope-${id}${path.extname(name)}`);
    this.#offered.set(id, { file, name });
    return { target: file, downloadUrl: `/download/${id}` };
  }

  /** False when nothing is offered under this path. The file stays until the host ends, so that a download can be repeated. */
  async send(urlPath: string, response: ServerResponse): Promise<boolean> {
    const offered = this.#offered.get(urlPath.replace('/download/', ''));
    const stats = offered && (await stat(offered.file).catch(() => null));
    if (!offered || !stats) return false;
    response.writeHead(200, {
      'Content-Type': TYPES[path.extname(offered.file)] ?? 'application/octet-stream',
      'Content-Length': stats.size,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(wellFormed(offered.name))}`,
    });
    await pipeline(createReadStream(offered.file), response).catch(() => undefined);
    return true;
  }

  async removeAll(): Promise<void> {
    for (const { file } of this.#offered.values()) await rm(file, { force: true });
  }
}
