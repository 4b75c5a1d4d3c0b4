// Owns deriving binding intervals, and the distinct names of each object, from the log of names. Pure functions.
// Invariant: an interval ends where the same variable of the same frame is bound again or to nothing.

import type { BindingTable, BindTable } from '../read/session-file.ts';

/** Names of object o: texts[name[i]] for i from start[o] to start[o + 1] - 1. */
export interface DistinctNames {
  readonly start: Uint32Array;
  readonly name: Uint32Array;
  readonly texts: readonly string[];
}

/** Intervals of objects 1 … `objects`; rows that bind to nothing, or to objects beyond, open none. */
export function deriveBindings(binds: BindTable, objects: number): BindingTable {
  const { rows, toSeq } = matchEnds(binds, objects);
  const count = rows.length;
  const table = {
    count,
    variable: rows.map((row) => binds.variable[row] as number),
    frame: rows.map((row) => binds.frame[row] as number),
    object: rows.map((row) => binds.object[row] as number),
    fromSeq: Float64Array.from(rows, (row) => binds.afterSeq[row] as number),
    toSeq,
  };
  return { ...table, ...groupByObject(table.object, objects) };
}

/** Rows of the log that open an interval, and where each ends. */
function matchEnds(binds: BindTable, objects: number): { rows: Uint32Array; toSeq: Float64Array } {
  const rows = new Uint32Array(binds.count);
  const toSeq = new Float64Array(binds.count).fill(Infinity);
  /** variable + frame -> open interval. Frame numbers go to 2^32, variables far less: the key is a safe integer. */
  const open = new Map<number, number>();
  let count = 0;
  for (let row = 0; row < binds.count; row++) {
    const key = (binds.variable[row] as number) * 2 ** 32 + (binds.frame[row] as number);
    const previous = open.get(key);
    if (previous !== undefined) toSeq[previous] = binds.afterSeq[row] as number;
    const object = binds.object[row] as number;
    if (object === 0 || object > objects) {
      if (previous !== undefined) open.delete(key);
      continue;
    }
    open.set(key, count);
    rows[count++] = row;
  }
  return { rows: rows.slice(0, count), toSeq: toSeq.slice(0, count) };
}

/** Counting sort: stable, so the rows of an object stay in order of time. */
function groupByObject(
  object: Uint32Array,
  objects: number,
): { start: Uint32Array; rows: Uint32Array } {
  const start = new Uint32Array(objects + 2);
  for (const id of object) start[id + 1] = (start[id + 1] as number) + 1;
  for (let id = 1; id < start.length; id++) {
    start[id] = (start[id] as number) + (start[id - 1] as number);
  }
  const next = start.slice();
  const rows = new Uint32Array(object.length);
  object.forEach((id, row) => {
    const at = next[id] as number;
    rows[at] = row;
    next[id] = at + 1;
  });
  return { start, rows };
}

/** Each object's names without repeats (two variables may have the same name). */
export function distinctNames(
  bindings: BindingTable,
  objects: number,
  nameOf: (variable: number) => string | undefined,
): DistinctNames {
  const texts: string[] = [];
  const textIndex = new Map<string, number>();
  const ofVariable = new Map<number, number>();
  const indexOf = (variable: number): number => {
    const known = ofVariable.get(variable);
    if (known !== undefined) return known;
    const text = nameOf(variable) ?? '';
    const index = textIndex.get(text) ?? texts.push(text) - 1;
    textIndex.set(text, index);
    ofVariable.set(variable, index);
    return index;
  };
  /** Per text: the last object that was given it. */
  const givenTo: number[] = [];
  const start = new Uint32Array(objects + 2);
  const name = new Uint32Array(bindings.count);
  let count = 0;
  for (let object = 0; object <= objects; object++) {
    start[object] = count;
    for (
      let i = bindings.start[object] as number;
      i < (bindings.start[object + 1] as number);
      i++
    ) {
      const index = indexOf(bindings.variable[bindings.rows[i] as number] as number);
      if (givenTo[index] === object) continue;
      givenTo[index] = object;
      name[count++] = index;
    }
  }
  start[objects + 1] = count;
  return { start, name, texts };
}
