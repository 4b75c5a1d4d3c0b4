// Owns the names of static C functions that the interpreter's own tables gave (scripts/name-functions.ts), read from their text.
// Invariant: a name holds for a function of this index and this size only, so a binary that was replaced gives none away.

import type { StaticFunction } from '../../../shared/model/instrumented.ts';

/** A line per function: index, bytes of its body, name. */
export const parseNames = (text: string): StaticFunction[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [index = '', bytes = '', ...name] = line.split(' ');
      return { index: Number(index), bytes: Number(bytes), name: name.join(' ') };
    });
