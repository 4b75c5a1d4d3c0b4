// Owns how an object of the heap is named in an answer.

import type { HeapObject } from '../../../shared/model/heap-questions.ts';
import { nameOf, type WordParts } from './holder-words.ts';

export function heapObject(address: number, parts: WordParts): HeapObject {
  const { heap, session, idAt } = parts;
  const object = idAt(address);
  const name = nameOf(address, parts);
  const type = heap.words.typeName(address).name;
  return { object, type, label: name ?? (object === 0 ? `a ${type}` : session.label(object)) };
}
