// Owns which objects and which part of the run an export is about. Must not know CSV.

import { Failure } from '../../../shared/base/failure.ts';
import type { SessionFile } from '../read/session-file.ts';

export interface CsvFilter {
  /** Object ids and names: what any of them selects is exported, yours or not. Both empty: yours, or all with `all`. */
  readonly objects?: readonly number[];
  readonly names?: readonly string[];
  readonly all?: boolean;
  /** Inclusive. Absent: from the beginning, to the end. */
  readonly fromSeq?: number;
  readonly toSeq?: number;
}

export interface Selection {
  /** Index = object id; 1 = selected. */
  readonly selected: Uint8Array;
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** @throws Failure('bad-request') for an object or a name that the session does not have */
export function select(session: SessionFile, filter: CsvFilter): Selection {
  const { count } = session.lives();
  const ids = filter.objects ?? [];
  const names = filter.names ?? [];
  const isChosen = ids.length > 0 || names.length > 0;
  const selected =
    isChosen || filter.all === true ? new Uint8Array(count + 1) : session.lives().yours();
  if (!isChosen && filter.all === true) selected.fill(1, 1);
  for (const id of ids) {
    if (!Number.isInteger(id) || id < 1 || id > count) throw noObject(id, count);
    selected[id] = 1;
  }
  for (const name of names) selectName(session, name, selected);
  return { selected, fromSeq: filter.fromSeq ?? 0, toSeq: filter.toSeq ?? Infinity };
}

const noObject = (id: number, count: number): Failure =>
  new Failure(
    'bad-request',
    `The session has no object ${id}; its objects are numbered 1 to ${count}.`,
  );

function selectName(session: SessionFile, name: string, selected: Uint8Array): void {
  const variables = new Set(
    session
      .variables()
      .filter((row) => row.name === name)
      .map((row) => row.id),
  );
  let found = 0;
  session.nameLog().eachName((object, variable) => {
    for (let i = 0; i < object.length; i++) {
      const id = object[i] as number;
      if (!variables.has(variable[i] as number) || id >= selected.length) continue;
      selected[id] = 1;
      found++;
    }
  });
  if (found === 0)
    throw new Failure(
      'bad-request',
      `The session has no object that was called ${JSON.stringify(name)}; check the spelling.`,
    );
}
