// Owns the files of the built window: read once at the start, so that a request can only name what is there.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../../shared/base/failure.ts';

export interface StaticFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Key = path in the URL. Throws Failure when the window was not built. */
export function readStaticFiles(dir: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  try {
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      const type = TYPES[path.extname(entry.name)];
      if (!entry.isFile() || !type) continue;
      const file = path.join(entry.parentPath, entry.name);
      const url = `/${path.relative(dir, file).split(path.sep).join('/')}`;
      files.set(url, { type, bytes: readFileSync(file) });
    }
  } catch {
    // Nothing there: said below.
  }
  const index = files.get('/index.html');
  if (!index)
    throw new Failure(
      'not-found',
      `The window was not built (${dir} is missing); run npm run build.`,
    );
  files.set('/', index);
  return files;
}
