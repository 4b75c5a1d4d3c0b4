// Owns the corpus of conformance programs and what each has to print, per version of CPython (tests/fixtures/conformance).

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { verifySession } from '../../src/main/session/verify-session.ts';
import type { EngineId } from '../../src/shared/model/engine-messages.ts';
import { recordProgram } from './record.ts';

const corpus = new URL('../fixtures/conformance/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, corpus), 'utf8');
const has = (name: string): boolean => existsSync(new URL(name, corpus));

export const CONFORMANCE_PROGRAMS = readdirSync(corpus)
  .filter((name) => name.endsWith('.py'))
  .map((name) => name.slice(0, -3));

export const conformanceSource = (name: string): string => read(`${name}.py`);

/** What native 64-bit CPython prints. @param native for example `3.12.1` */
export const nativeOutput = (name: string, native: string): string =>
  read(has(`${name}.out`) ? `${name}.out` : `${name}.out-${native}`);

/** Records a program; it must end as it should, print `expected`, and miss nothing. */
export async function expectConformance(
  folder: string,
  name: string,
  {
    python,
    pythonVersion,
    expected,
  }: { python: EngineId; pythonVersion: string; expected: string },
): Promise<void> {
  const exitStatus = has(`${name}.exit`) ? Number(read(`${name}.exit`)) : 0;
  const run = await recordProgram(folder, conformanceSource(name), {
    programName: `${name}.py`,
    python,
  });
  expect(run.stdout).toBe(expected);
  expect(run.facts).toMatchObject({ status: 'finished', exitStatus, gaps: 0, pythonVersion });
  const session = run.open();
  const result = verifySession(session);
  expect(result.lines).toEqual([]);
  expect(result.events).toBe(run.facts.events);
  const output = session.outputs().filter((row) => row.stream === 'stdout');
  expect(Buffer.concat(output.map((row) => row.bytes)).toString('utf8')).toBe(expected);
  session.close();
}
