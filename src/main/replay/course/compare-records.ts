// Owns reading records of the ring for the comparison with the recorded course (layouts: shared/model/ring.ts).

import {
  FIRST_ADDRESS,
  RECORD_BYTES,
  TAG,
  wordsAfterBind,
  wordsAfterEnd,
} from '../../../shared/model/ring.ts';
import type { RecordedCourse } from './recorded-course.ts';

const WORDS = RECORD_BYTES / 4;
/** A change beyond this is written as this. */
const SATURATED = 0x7fff;

/** @param words whole items */
export function compareRecords(course: RecordedCourse, words: Uint32Array): void {
  for (let i = 0; i < words.length;) i = compareItem(course, words, i);
}

/** Returns the index of the next item. */
function compareItem(course: RecordedCourse, words: Uint32Array, i: number): number {
  const first = words[i] as number;
  const next = i + WORDS;
  if (first < FIRST_ADDRESS || (first & 1) !== 0) {
    if (first === TAG.line) course.line(words[i + 2] as number);
    return (first & 0xff) === TAG.bind ? next + wordsAfterBind(first) : next;
  }
  const kind = words[i + 2] as number;
  const site = kind & 0xffff;
  const value = course.births[site] === 1 ? 1 : (words[i + 1] as number);
  course.event(first, value, site, words[i + 3] as number, kind >> 16 === SATURATED);
  return value === 0 ? next + wordsAfterEnd(words[next] as number) : next;
}
