// Owns which lines of the program's own files hold a text.

import type { SessionSummary } from '../../../shared/api/index.ts';

export interface FoundLine {
  readonly sourceId: number;
  /** From 1. */
  readonly line: number;
}

/** In the order of files and lines; none for no text. Upper and lower case are the same. */
export const linesWith = (
  { sources }: Pick<SessionSummary, 'sources'>,
  text: string,
): FoundLine[] => {
  const wanted = text.toLowerCase();
  if (wanted === '') return [];
  return sources
    .filter((source) => source.yours && source.text !== null)
    .flatMap((source) =>
      (source.text ?? '')
        .split('\n')
        .flatMap((line, i) =>
          line.toLowerCase().includes(wanted) ? [{ sourceId: source.id, line: i + 1 }] : [],
        ),
    );
};
