// Owns the bundled lessons: pairs of files in resources/lessons, read once. `03-why-is-it-3.md` has the id `why-is-it-3`; the number
// orders them.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Lesson } from '../../../shared/api/lessons.ts';
import { lessonsDir } from '../places.ts';
import { parseLesson, programOf } from './parse-lesson.ts';

export async function readLessons(dir = lessonsDir): Promise<Lesson[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(names.map((name) => readLesson(dir, name)));
}

async function readLesson(dir: string, name: string): Promise<Lesson> {
  const text = await readFile(path.join(dir, name), 'utf8');
  const source = await readFile(path.join(dir, programOf(text)), 'utf8');
  return parseLesson(name.replace(/^\d+-/u, '').replace(/\.md$/u, ''), text, source);
}
