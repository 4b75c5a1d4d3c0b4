// Owns what all queries of one open session share: the axis, the tracks of recent objects, and tables derived once per state
// of the file. Must not compute an answer for the window. Invariant: nothing derived outlives a refresh that changed the file.

import { present } from '../../../shared/base/assert.ts';
import { OBJECT_FLAG } from '../../../shared/model/session.ts';
import type { BindingTable, SessionFile } from '../session-file.ts';
import { createAxis, type AxisMap } from './axis.ts';
import { LeastRecentlyUsed } from '../least-recently-used.ts';
import type { TrackIndex } from './track-index.ts';
import type { Track } from './track.ts';

const TRACKS_KEPT = 4096;

/** SCOPE bits of an object. Named: by a name that somebody wrote. */
export const SCOPE = { yours: 1, named: 2 } as const;

export interface View {
  readonly file: SessionFile;
  readonly axis: AxisMap;
  /** Seq of the last event in the file. */
  readonly lastSeq: number;
  track(object: number): Track;
  /** Found together, which is quicker than one by one. */
  tracks(objects: readonly number[]): readonly Track[];
  /** SCOPE bits per object id. Named objects are yours, too. */
  scopes(): Uint8Array;
  /** A derived value, made once per state of the file. */
  once<Value>(key: string, make: () => Value): Value;
}

/** The index outlives the view: it continues where the file grew. */
export function createView(file: SessionFile, index: TrackIndex): View {
  const blocks = file.eventBlocks();
  const lastBlock = blocks[blocks.length - 1];
  const lastSeq = lastBlock ? lastBlock.firstSeq + lastBlock.count - 1 : 0;
  const steps = file.steps();
  const kept = new LeastRecentlyUsed<number, Track>(TRACKS_KEPT);
  const tracks = (objects: readonly number[]): readonly Track[] => {
    let made: ReadonlyMap<number, Track> | undefined;
    return objects.map((object) =>
      kept.get(object, () => {
        // The first that is missing has all of them made: finding them together reads each summary once.
        made ??= new Map(index.tracks(file, objects).map((track) => [track.object, track]));
        return present(made.get(object), `track of object ${object}`);
      }),
    );
  };
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
      stepAfterSeq: steps.afterSeq,
      steps: steps.count,
    }),
    track: (object) => present(tracks([object])[0], `track of object ${object}`),
    tracks,
    scopes: () => once('scopes', () => scopesOf(file)),
    once,
  };
}

function scopesOf(file: SessionFile): Uint8Array {
  const objects = file.objects();
  const scopes = new Uint8Array(objects.count + 1);
  for (let id = 1; id <= objects.count; id++) {
    if (((objects.flags[id] ?? 0) & OBJECT_FLAG.yours) !== 0) scopes[id] = SCOPE.yours;
  }
  const bindings = file.bindings();
  const inUsersCode = usersVariables(file);
  const implicit = implicitVariables(file);
  for (let row = 0; row < bindings.count; row++) {
    const id = bindings.object[row] ?? 0;
    const variable = bindings.variable[row] ?? 0;
    if (id === 0 || id > objects.count || !inUsersCode(variable)) continue;
    scopes[id] = (scopes[id] ?? 0) | SCOPE.yours;
    if (!implicit.has(variable)) scopes[id] = SCOPE.yours | SCOPE.named;
  }
  return scopes;
}

/** Names that Python binds by itself in every module and class body: nobody looks for an object by them. */
const IMPLICIT_NAMES: ReadonlySet<string> = new Set(
  'name doc module qualname package loader spec file cached builtins annotations classcell classdict classdictcell dict weakref firstlineno static_attributes annotate conditional_annotations'
    .split(' ')
    .map((word) => `__${word}__`),
);

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

/** Rows of the binding table that are about one object, oldest first. */
export const bindingRowsOf = (bindings: BindingTable, object: number): Uint32Array =>
  bindings.rows.subarray(bindings.start[object] ?? 0, bindings.start[object + 1] ?? 0);
