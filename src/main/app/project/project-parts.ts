// Owns what windows chose for their programs: folders, wheels, by handle. A folder on the disk is looked at anew for every run; what a
// browser's window sent stays as it was sent. Must not know dialogs. Invariants: a window names no path; what was sent takes no more
// memory than MOST_BYTES, the oldest goes first.

import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Parsed } from '../../../shared/api/contract.ts';
import type { PartKind, ProjectPart } from '../../../shared/api/project.ts';
import { Failure } from '../../../shared/base/failure.ts';
import { collectFolder } from './collect-folder.ts';
import { checkWheel, readWheel, type Library } from './libraries.ts';
import type { ProjectChoice } from './make-project.ts';
import { likelyEntries } from './likely-entries.ts';
import { givenFolder } from './project-folder.ts';

const MOST_BYTES = 250_000_000;

interface Part {
  readonly kind: PartKind;
  /** In memory; 0 for what is on the disk. */
  readonly bytes: number;
  /** Throws Failure. */
  load(): Promise<Library>;
}

type Wanted = NonNullable<Parsed<'record.start'>['project']>;

export class ProjectParts {
  /** The one made last comes last. */
  readonly #parts = new Map<string, Part>();

  /** The user chose this path. Throws Failure. */
  async choose(kind: PartKind, file: string): Promise<ProjectPart> {
    const load = async (): Promise<Library> =>
      kind === 'wheel' ? { wheel: await readWheel(file) } : { folder: await collectFolder(file) };
    return this.#add({ kind, bytes: 0, load });
  }

  /** The window sent these files. Throws Failure. */
  async give({ kind, name, files, leftOut }: Parsed<'project.give'>): Promise<ProjectPart> {
    const first = files[0];
    if (kind === 'wheel' && (files.length !== 1 || !first))
      throw new Failure('bad-request', `${name} is more than one file; a wheel is one.`);
    const library: Library =
      kind === 'wheel' && first
        ? { wheel: checkWheel(name, first.bytes) }
        : { folder: givenFolder(path.basename(name), files, leftOut) };
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    return this.#add({ kind, bytes, load: async () => library });
  }

  /** Throws Failure. */
  async choice(wanted: Wanted, name: string, source: string): Promise<ProjectChoice> {
    const libraries = await Promise.all(wanted.libraries.map((handle) => this.#get(handle).load()));
    return { program: await this.#program(wanted, name, source), env: wanted.env, libraries };
  }

  async #program(
    { folder, entry }: Wanted,
    name: string,
    source: string,
  ): Promise<ProjectChoice['program']> {
    if (folder === undefined)
      return { name: path.basename(name), bytes: new TextEncoder().encode(source) };
    const loaded = await this.#get(folder).load();
    if (!('folder' in loaded) || !entry)
      throw new Failure('bad-request', 'Say where the program starts: a file or a module.');
    return { folder: loaded.folder, entry };
  }

  #get(handle: string): Part {
    const part = this.#parts.get(handle);
    if (!part)
      throw new Failure('not-found', 'A folder or wheel is no longer known; choose it again.');
    return part;
  }

  async #add(part: Part): Promise<ProjectPart> {
    const loaded = await part.load();
    const handle = randomUUID();
    this.#parts.set(handle, part);
    this.#shrink();
    return { part: handle, kind: part.kind, ...contentsOf(loaded) };
  }

  #shrink(): void {
    let bytes = [...this.#parts.values()].reduce((sum, part) => sum + part.bytes, 0);
    for (const [handle, part] of this.#parts) {
      if (bytes <= MOST_BYTES) return;
      if (part.bytes === 0) continue;
      this.#parts.delete(handle);
      bytes -= part.bytes;
    }
  }
}

function contentsOf(library: Library): Omit<ProjectPart, 'part' | 'kind'> {
  if ('folder' in library) {
    const { name, files, leftOut, totalBytes } = library.folder;
    return { name, files, leftOut, totalBytes, entries: likelyEntries(files) };
  }
  const { name, bytes } = library.wheel;
  return {
    name,
    files: [{ path: name, size: bytes.length }],
    leftOut: [],
    totalBytes: bytes.length,
    entries: { files: [], modules: [] },
  };
}
