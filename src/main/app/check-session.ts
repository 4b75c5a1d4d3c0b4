// Owns the checks of a finished recording that automation asks for, and their report. Must not know the command line.
// Invariant: a check that finds nothing to check says so; it never passes silently.

import { growthAt, LEAST_VISITS, type BirthLine } from '../session/checks/growth.ts';
import { survivors, typesNamed } from '../session/checks/survivors.ts';
import type { SessionFile } from '../session/read/session-file.ts';
import { placeOf } from '../session/query/place.ts';
import { withSession } from './session-info.ts';

export interface GrowthCheck extends BirthLine {
  readonly type: string;
}

export interface Checks {
  /** Names of types of which no object may outlive the last line. */
  readonly survivors: readonly string[];
  readonly growth: readonly GrowthCheck[];
}

export interface CheckReport {
  readonly failed: number;
  /** What each check found. */
  readonly lines: readonly string[];
}

interface Finding {
  readonly failed: boolean;
  readonly lines: readonly string[];
}

const LISTED = 10;

/** @throws Failure when the file cannot be read */
export const checkSession = (file: string, checks: Checks): Promise<CheckReport> =>
  withSession(file, (session) => {
    const findings = [
      ...checks.survivors.map((type) => checkSurvivors(session, type)),
      ...checks.growth.map((check) => checkGrowth(session, check)),
    ];
    return {
      failed: findings.filter(({ failed }) => failed).length,
      lines: findings.flatMap(({ lines }) => lines),
    };
  });

const objects = (n: number): string => `${n.toLocaleString('en')} object${n === 1 ? '' : 's'}`;

const unknownType = (type: string): Finding => ({
  failed: false,
  lines: [`no object was of a type named ${type}; is that its name?`],
});

function checkSurvivors(session: SessionFile, type: string): Finding {
  const types = typesNamed(session, type);
  if (types.size === 0) return unknownType(type);
  const found = survivors(session, types);
  if (found.length === 0)
    return { failed: false, lines: [`passed: no ${type} outlived the last line`] };
  const more = found.length - LISTED;
  return {
    failed: true,
    lines: [
      `failed: ${objects(found.length)} of type ${type} outlived the last line`,
      ...found.slice(0, LISTED).map((id) => `  ${described(session, id)}`),
      ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
    ],
  };
}

function described(session: SessionFile, id: number): string {
  const { bornInstruction, type } = session.objects();
  const place = placeOf(session, bornInstruction[id] ?? 0);
  const names = session.names(id);
  const parts = [
    `object ${id}: ${session.type(type[id] ?? 0)?.name ?? 'unknown type'} ${session.value(id)}`.trimEnd(),
    place
      ? `born at line ${place.line} of ${place.file} in ${place.function}`
      : 'born before the program',
    names.length > 0 ? `named ${names.join(', ')}` : 'never named',
  ];
  return parts.join(', ');
}

function checkGrowth(session: SessionFile, check: GrowthCheck): Finding {
  const types = typesNamed(session, check.type);
  if (types.size === 0) return unknownType(check.type);
  const { alive, grows } = growthAt(session, types, check);
  const at = `${check.type} born at line ${check.line}${check.file === null ? '' : ` of ${check.file}`}`;
  const visits = `${alive.length} visit${alive.length === 1 ? '' : 's'}`;
  if (alive.length < LEAST_VISITS)
    return {
      failed: false,
      lines: [
        `not checked: line ${check.line} had ${visits}; growth shows from ${LEAST_VISITS} on`,
      ],
    };
  const last = alive.length - 1;
  const samples = [0, 1, 2, 3, 4].map((n) => alive[Math.round((last * n) / 4)] ?? 0);
  const series = `${samples.join(', ')} alive at the first visit, after each quarter and at the last of ${visits}`;
  return grows
    ? { failed: true, lines: [`failed: ${at}: ever more: ${series}`] }
    : { failed: false, lines: [`passed: ${at}: ${series}`] };
}
