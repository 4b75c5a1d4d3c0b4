// Owns what a browser hands over when its user chose a folder or a wheel, as the host takes it. Must not send it. Invariant: what the
// rules of projects leave out is not even read.

import type { Params, PartKind } from '../../../shared/api/index.ts';
import { sortOut, tooMuch } from '../../../shared/model/project/project-rules.ts';

type Given = Params<'project.give'>;

const read = async ({
  path,
  file,
}: {
  path: string;
  file: File;
}): Promise<Given['files'][number]> => ({
  path,
  bytes: new Uint8Array(await file.arrayBuffer()),
});

/** `shop/data/items.json` is `data/items.json` of the folder `shop`. Throws an Error whose message is a sentence. */
export const givenFolder = async (kind: PartKind, chosen: readonly File[]): Promise<Given> => {
  const name = chosen[0]?.webkitRelativePath.split('/')[0] ?? '';
  if (name === '') throw new Error('There is no file in this folder; choose another.');
  const all = chosen.map((file) => ({
    path: file.webkitRelativePath.slice(name.length + 1),
    size: file.size,
    file,
  }));
  const { files, leftOut } = sortOut(all);
  const problem = tooMuch(name, files);
  if (problem !== null) throw new Error(problem);
  return { kind, name, files: await Promise.all(files.map(read)), leftOut };
};

export const givenWheel = async (file: File): Promise<Given> => ({
  kind: 'wheel',
  name: file.name,
  files: [await read({ path: file.name, file })],
  leftOut: [],
});
