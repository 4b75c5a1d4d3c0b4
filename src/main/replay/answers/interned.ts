// Owns which references are those of the table of interned strings.

import type { HeapView, Reference } from '../../engine/heap/heap-view.ts';

/** The table refers to each string as key and as value, and takes both off the string's count. */
export const isInternedEntry = (
  { part, key, target, holder }: Reference,
  heap: HeapView,
): boolean => part.startsWith('dict') && key === target && heap.isInternedTable(holder);
