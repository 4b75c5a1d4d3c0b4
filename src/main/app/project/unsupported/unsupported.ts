// Owns what is told of a program before it runs: what it uses that needs something the sandbox does not have. Must not refuse anything: an
// import alone mostly works, and many programs never use what they import.

import path from 'node:path';
import type { ProgramFile } from '../../../../shared/model/engine-messages.ts';
import { zipMembers } from '../zip-members.ts';
import { namesUsed } from './names-used.ts';
import { LACKS, mayNeed, needOf, type Lack } from './needs.ts';

/** So much text is read in a moment; of a larger program the first files are told of. */
const MOST_CHARS = 4_000_000;

/** One sentence per file and kind of thing that is missing. */
export function unsupportedUses(files: readonly ProgramFile[]): string[] {
  const own = modulesAmong(files);
  const notes: string[] = [];
  let chars = 0;
  for (const { path: file, bytes, yours } of files) {
    if (!yours || !/\.pyw?$/.test(file)) continue;
    const source = Buffer.from(bytes).toString('utf8');
    if (!mayNeed(source) || (chars += source.length) > MOST_CHARS) continue;
    notes.push(...notesOf(file, source, own));
  }
  return notes;
}

function notesOf(file: string, source: string, own: ReadonlySet<string>): string[] {
  const uses = new Map<Lack, Map<string, number>>();
  for (const { name, line, isTried } of namesUsed(source)) {
    const need = needOf(name);
    // A module among the program's files is not the one of the table, whatever its name.
    if (!need || (need.lack === 'native' && (isTried || own.has(need.name)))) continue;
    const lines = uses.get(need.lack) ?? new Map<string, number>();
    if (!lines.has(need.name)) lines.set(need.name, line);
    uses.set(need.lack, lines);
  }
  return [...uses].map(([lack, lines]) => {
    const names = [...lines].map(([name, line]) => `${name} (line ${line})`).join(', ');
    return `${file} uses ${names}: the sandbox ${LACKS[lack]}`;
  });
}

/** Top-level modules and packages that the program brings along. */
function modulesAmong(files: readonly ProgramFile[]): ReadonlySet<string> {
  const paths = files.flatMap(({ path: file, bytes }) =>
    file.endsWith('.whl') ? (zipMembers(bytes) ?? []) : [file],
  );
  return new Set(
    paths.flatMap((file) => {
      const { dir, name, ext } = path.posix.parse(file);
      if (ext !== '.py') return [];
      return name === '__init__' ? [path.posix.basename(dir)] : [name];
    }),
  );
}
