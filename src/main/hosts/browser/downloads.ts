// Owns files that a window fetches: exports, what a program wrote. Invariants: a download is only what was offered; the files lie in a
// folder of this process, which goes with it, or at the next start of any host when this one was killed.

import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

const TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.db': 'application/vnd.sqlite3',
};
const FOLDER = /^refscope-downloads-(\d+)-/;

/** A lone surrogate has no UTF-8. */
const wellFormed = (name: string): string => Buffer.from(name).toString();

export class Downloads {
  readonly #offered = new Map<string, { file: string; name: string }>();
  #folder: string | null = null;

  constructor() {
    removeLeftOvers();
  }

  /** A place for a file that will be fetched under `downloadUrl`. */
  offer(name: string): { target: string; downloadUrl: string } {
    this.#folder ??= newFolder();
    const id = randomUUID();
    const file = path.join(this.#folder, `${id}${path.extname(name)}`);
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
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }
}

function newFolder(): string {
  mkdirSync(tmpdir(), { recursive: true });
  return mkdtempSync(path.join(tmpdir(), `refscope-downloads-${process.pid}-`));
}

/** Folders whose process is gone. Not being able to remove one (another user's) is no reason not to start. */
function removeLeftOvers(): void {
  try {
    for (const name of readdirSync(tmpdir())) {
      const pid = FOLDER.exec(name)?.[1];
      if (pid !== undefined && !isRunning(Number(pid)))
        rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
    }
  } catch {
    // It stays where it is.
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
