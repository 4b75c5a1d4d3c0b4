// Owns which values are shown behind the current line: those of the names the line mentions, innermost scope first.

import type { Moment } from '../../../shared/api/index.ts';
import { identifiersIn } from './identifiers.ts';

const MOST_VALUES = 5;
const MOST_CHARS = 32;

const shortened = (value: string): string =>
  value.length > MOST_CHARS ? `${value.slice(0, MOST_CHARS - 1)}…` : value;

/** Kinds whose preview says nothing a reader of the line does not see. */
const isDull = (type: string): boolean =>
  type === 'module' || type === 'type' || type === 'function' || type.startsWith('builtin');

/** `name = value` pieces for one line of source at one moment. */
export const inlineValues = (line: string, moment: Moment): readonly string[] => {
  const pieces: string[] = [];
  for (const name of identifiersIn(line.replace(/#.*$/u, ''))) {
    const bound = moment.names.find((one) => one.name === name);
    if (bound && bound.value !== '' && !isDull(bound.type))
      pieces.push(`${name} = ${shortened(bound.value)}`);
    if (pieces.length === MOST_VALUES) break;
  }
  return pieces;
};
