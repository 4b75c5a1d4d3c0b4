// Owns which objects of a type outlive the program's last line. Must not know options or reports.
// Invariant: immortal objects and types themselves survive by design and are never counted.

import { OBJECT_FLAG } from '../../../shared/model/session.ts';
import type { SessionFile } from '../read/session-file.ts';

/** `Node` is every type of that name, `outer.<locals>.Node` that one. */
export function typesNamed(session: SessionFile, name: string): ReadonlySet<number> {
  const rows = session
    .types()
    .filter((type) => type.name === name || type.name.endsWith(`.${name}`));
  return new Set(rows.map(({ id }) => id));
}

/**
 * Ids of the objects of these types that were alive when the program's last line was done (where it was cut short: at the end), in
 * order of birth. Of builtin types only those that are yours.
 */
export function survivors(session: SessionFile, types: ReadonlySet<number>): number[] {
  const { count, type, flags, bornSeq, endSeq } = session.objects();
  const { exitFromSeq } = session.facts();
  const lastSeq = exitFromSeq > 0 ? exitFromSeq - 1 : Infinity;
  const found: number[] = [];
  for (let id = 1; id <= count; id++) {
    if (!types.has(type[id] as number) || !counts(session, type[id] as number, flags[id] as number))
      continue;
    const end = endSeq[id] as number;
    if ((bornSeq[id] as number) <= lastSeq && (end === 0 || end > lastSeq)) found.push(id);
  }
  return found;
}

/** Whether an object is one that its user can be asked about. */
export function counts(session: SessionFile, type: number, flags: number): boolean {
  if ((flags & OBJECT_FLAG.immortal) !== 0) return false;
  return (flags & OBJECT_FLAG.yours) !== 0 || session.type(type)?.yours === true;
}
