// Owns plain SQL on a session as the command line asks for it.

import { selectFromSession, type Selected } from '../session/sql/select.ts';

export type SqlValue = Selected['rows'] extends Iterable<readonly (infer Value)[]> ? Value : never;

/** Throws Failure: a foreign or damaged file, a statement that is not one SELECT. */
export function selectRows(
  file: string,
  statement: string,
  take: (columns: readonly string[], rows: Iterable<readonly SqlValue[]>) => void,
  timeoutMs?: number,
): void {
  const selected = selectFromSession(file, statement, timeoutMs);
  try {
    take(selected.columns, selected.rows);
  } finally {
    selected.close();
  }
}
