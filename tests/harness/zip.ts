// Owns making small zip archives of text: wheels for tests. Python's own zipimport reads them there.

import { zipFile } from '../../src/main/app/project/zip-file.ts';

export const zip = (members: Readonly<Record<string, string>>): Buffer =>
  zipFile(Object.entries(members).map(([path, text]) => ({ path, bytes: Buffer.from(text) })));
