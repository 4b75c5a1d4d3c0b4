// Owns what all queries of one open session share: the axis, the tracks of recent objects, and tables derived once per state
// of the file. Must not compute an answer for the window. Invariant: nothing derived outlives a refresh that changed the file.

import type { VariableRow } from '../../../shared/model/session.ts';
import type { SessionFile } from '../read/session-file.ts';
import { createAxis, type AxisMap } from './axis.ts';
import { LeastRecentlyUsed } from '../read/least-recently-used.ts';
import { readTrack, type Track } from './track.ts';

const TRACKS_KEPT = 4096;

/** SCOPE bits of an object. Named: by a name that somebody wrote. Called: by any name at all. */
export const SCOPE = { yours: 1, named: 2, called: 4 } as const;

export interface View {
  readonly file: SessionFile;
  readonly axis: AxisMap;
  /** Seq of the last event in the file. */
  readonly lastSeq: number;
  track(object: number): Track;
  tracks(objects: readonly number[]): readonly Track[];
  /** SCOPE bits per object id. Named objects are yours, too. */
  scopes(): Uint8Array;
  /** A derived value, made once per state of the file. */
  once<Value>(key: string, make: () => Value): Value;
}

/** The last event before Python exits; of a run that was cut short the last of all. */
export function endOfRunSeq({ file, lastSeq }: View): number {
  const { exitFromSeq } = file.facts();
  return exitFromSeq > 0 ? exitFromSeq - 1 : lastSeq;
}

export function createView(file: SessionFile): View {
  const blocks = file.eventBlocks();
  const lastBlock = blocks[blocks.length - 1];
  const lastSeq = lastBlock ? lastBlock.firstSeq + lastBlock.count - 1 : 0;
  const kept = new LeastRecentlyUsed<number, Track>(TRACKS_KEPT);
  const track = (object: number): Track => kept.get(object, () => readTrack(file, object));
  const derived = new Map<string, unknown>();
  const once = <Value>(key: string, make: () => Value): Value => {
    if (!derived.has(key)) derived.set(key, make());
    // Each key is used by one caller only, with one type.
    return derived.get(key) as Value;
  };
  return {
    file,
    lastSeq,
    axis: createAxis({
      events: lastSeq,
      exitFromSeq: file.facts().exitFromSeq,
      steps: file.stepLog(),
    }),
    track,
    tracks: (objects) => objects.map(track),
    scopes: () => once('scopes', () => scopesOf(file)),
    once,
  };
}

function scopesOf(file: SessionFile): Uint8Array {
  const scopes = file.lives().yours();
  const inUsersCode = usersVariables(file);
  const implicit = implicitVariables(file);
  const bitsOf = perVariable(
    file,
    ({ id }) => bitsOfVariable(inUsersCode(id), implicit.has(id)),
    ALL,
  );
  file.nameLog().eachName((object, variable) => {
    for (let i = 0; i < object.length; i++) {
      const id = object[i] as number;
      if (id === 0 || id >= scopes.length) continue;
      scopes[id] = (scopes[id] as number) | bitsOf(variable[i] as number);
    }
  });
  return scopes;
}

const ALL = SCOPE.called | SCOPE.yours | SCOPE.named;

/** What being called by a variable makes of an object. */
function bitsOfVariable(isUsers: boolean, isImplicit: boolean): number {
  if (!isUsers) return SCOPE.called;
  return isImplicit ? SCOPE.called | SCOPE.yours : ALL;
}

/** A number per variable, looked up in an array: it is asked for once per row of the log of names. */
export function perVariable(
  file: SessionFile,
  make: (variable: VariableRow) => number,
  other: number,
): (variable: number) => number {
  const rows = file.variables();
  const last = rows.reduce((greatest, { id }) => Math.max(greatest, id), 0);
  const values = new Uint32Array(Math.min(last, MOST_VARIABLES) + 1).fill(other);
  for (const row of rows) if (row.id < values.length) values[row.id] = make(row);
  return (variable) => (variable < values.length ? (values[variable] as number) : other);
}

/** More than any program has; a forged number must not ask for memory. */
const MOST_VARIABLES = 1 << 24;

/** Names that Python binds by itself in every module and class body: nobody looks for an object by them. */
const IMPLICIT_NAMES: ReadonlySet<string> = new Set(
  'name doc module qualname package loader spec file cached builtins annotations classcell classdict classdictcell dict weakref firstlineno static_attributes annotate conditional_annotations'
    .split(' ')
    .map((word) => `__${word}__`),
);

/** Whether a variable is one that somebody would look for: of the user's code, and written by them. */
export function namedVariables(file: SessionFile): (variable: number) => boolean {
  const isUsers = usersVariables(file);
  const implicit = implicitVariables(file);
  return (variable) => isUsers(variable) && !implicit.has(variable);
}

const implicitVariables = (file: SessionFile): ReadonlySet<number> =>
  new Set(file.variables().flatMap((row) => (IMPLICIT_NAMES.has(row.name) ? [row.id] : [])));

/** Whether a variable is one of the user's: a global that their code stored, or local to code of theirs. */
function usersVariables(file: SessionFile): (variable: number) => boolean {
  const foreign = new Set<number>();
  for (const { id, codeId } of file.variables()) {
    if (codeId !== 0 && file.code(codeId)?.yours === false) foreign.add(id);
  }
  return (variable) => !foreign.has(variable);
}
