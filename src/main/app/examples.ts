// Owns the example programs: files of resources/examples, each with its title and summary in its first comment lines.
//   # Two names, one value
//   # What it shows, over one or more lines.
//   (an empty line, then the program)
// Invariant: the header stays part of the source, so line numbers are those of the file.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExampleProgram } from '../../shared/api/app-results.ts';
import { examplesDir } from './places.ts';

/** `03_why_is_it_3.py` has the id `why_is_it_3`; the number orders the list. */
export async function readExamples(dir = examplesDir): Promise<ExampleProgram[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.py')).sort();
  return Promise.all(
    names.map(async (name) => parseExample(name, await readFile(path.join(dir, name), 'utf8'))),
  );
}

export function parseExample(fileName: string, source: string): ExampleProgram {
  const header: string[] = [];
  for (const line of source.split('\n')) {
    if (!line.startsWith('#')) break;
    header.push(line.slice(1).trim());
  }
  const [title = '', ...summary] = header;
  const id = fileName.replace(/^\d+_/, '').replace(/\.py$/, '');
  return { id, title, summary: summary.join(' '), source };
}
