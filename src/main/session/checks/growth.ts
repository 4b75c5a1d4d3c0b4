// Owns whether the objects that a line makes become ever more. Must not know options or reports.
// Invariant: a line's visits are its steps; objects are counted right before each of them.

import type { SessionFile } from '../read/session-file.ts';
import { counts } from './survivors.ts';

export interface BirthLine {
  /** Last part of the file's path; null: any file of yours. */
  readonly file: string | null;
  readonly line: number;
}

export interface Growth {
  /** Objects of the type, born at the line, that are alive at each visit. */
  readonly alive: readonly number[];
  readonly grows: boolean;
}

/** Fewer visits cannot tell growth from a start. */
export const LEAST_VISITS = 8;

/**
 * Grows: the run's visits in four parts of equal length, at every visit of each part more objects are alive than ever in the part
 * before. A cache that is full before half of the visits, and waves, do not grow.
 */
export function growthAt(
  session: SessionFile,
  types: ReadonlySet<number>,
  place: BirthLine,
): Growth {
  const isAt = placeMatcher(session, place);
  const visits = visitsOf(session, isAt);
  const alive = aliveAt(session, types, isAt, visits);
  return { alive, grows: visits.length >= LEAST_VISITS && everMore(alive) };
}

type Matches = (instruction: number) => boolean;

function placeMatcher(session: SessionFile, { file, line }: BirthLine): Matches {
  const isFile = (path: string): boolean => file === null || `/${path}`.endsWith(`/${file}`);
  const sources = new Set(
    session.sources().flatMap(({ id, path, yours }) => (yours && isFile(path) ? [id] : [])),
  );
  const known = new Map<number, boolean>();
  return (instruction) => {
    let answer = known.get(instruction);
    if (answer === undefined) {
      const at = session.instruction(instruction);
      answer = at !== null && sources.has(at.code.fileId) && at.code.lines[at.unit] === line;
      known.set(instruction, answer);
    }
    return answer;
  };
}

/** Seq of the last event before each arrival at the line. */
function visitsOf(session: SessionFile, isAt: Matches): number[] {
  const { count, instruction, afterSeq } = session.steps();
  const visits: number[] = [];
  for (let step = 1; step <= count; step++)
    if (isAt(instruction[step] as number)) visits.push(afterSeq[step] as number);
  return visits;
}

function aliveAt(
  session: SessionFile,
  types: ReadonlySet<number>,
  isAt: Matches,
  visits: readonly number[],
): number[] {
  const { count, type, flags, bornSeq, bornInstruction, endSeq } = session.objects();
  const changes = new Map<number, number>();
  const change = (seq: number, by: number): void => {
    // The first visit that sees it.
    const visit = firstNotBefore(visits, seq);
    changes.set(visit, (changes.get(visit) ?? 0) + by);
  };
  for (let id = 1; id <= count; id++) {
    const typeId = type[id] as number;
    if (!types.has(typeId) || !isAt(bornInstruction[id] as number)) continue;
    if (!counts(session, typeId, flags[id] as number)) continue;
    change(bornSeq[id] as number, 1);
    const end = endSeq[id] as number;
    if (end !== 0) change(end, -1);
  }
  let alive = 0;
  return visits.map((_, visit) => (alive += changes.get(visit) ?? 0));
}

/** Index of the first of the rising values that is at least `value`. */
function firstNotBefore(values: readonly number[], value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

const PARTS = 4;

function everMore(alive: readonly number[]): boolean {
  const cut = (part: number): number => Math.floor((alive.length * part) / PARTS);
  let most = -1;
  for (let part = 0; part < PARTS; part++) {
    const values = alive.slice(cut(part), cut(part + 1));
    if (values.some((value) => value <= most)) return false;
    most = values.reduce((a, b) => Math.max(a, b), most);
  }
  return true;
}
