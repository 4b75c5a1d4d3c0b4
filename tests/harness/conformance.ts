// Owns the corpus of conformance programs and what each has to print, per version of CPython (tests/fixtures/conformance).

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { verifySession } from '../../src/main/session/checks/verify-session.ts';
import type { EngineId } from '../../src/shared/model/engine-messages.ts';
import { expectHolders, type Shares } from './ask-heap.ts';
import { recordProgram, type RecordedProgram } from './record.ts';
import { temporaryFolder } from './temporary-folder.ts';

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

interface Version {
  readonly python: EngineId;
  readonly pythonVersion: string;
}

/** Fewer answers than this cannot come from the corpus, whose programs ask hundreds of times. */
const LEAST_CALLS = 300;
/** Of the objects that are asked about, and how many of them may be C code's. */
const LEAST_REFERENCES = 500;
const MOST_BY_C = 0.1;

/** The tests of one version; `expectedOf` says what a program has to print there. */
export function testConformance(
  version: Version,
  expectedOf: (name: string) => string | Promise<string>,
): void {
  const folder = temporaryFolder();
  let calls = 0;
  const shares: Shares = { inHeap: 0, byC: 0 };
  afterAll(folder.remove);

  test('the corpus is there', () => {
    expect(CONFORMANCE_PROGRAMS).toHaveLength(64);
  });

  test.each(CONFORMANCE_PROGRAMS.map((name, i) => [name, i + 1] as const))(
    '%s',
    async (name, seed) => {
      const run = await expectConformance(folder.path('.'), name, version, await expectedOf(name));
      calls += run.facts.audit?.calls ?? 0;
      const session = run.open();
      await expectHolders(session, seed, shares);
      session.close();
    },
  );

  test('what sys.getrefcount said was compared with what was recorded', () => {
    expect(calls).toBeGreaterThan(LEAST_CALLS);
  });

  test('hardly any reference is left to C code', () => {
    expect(shares.inHeap).toBeGreaterThan(LEAST_REFERENCES);
    expect(shares.byC / (shares.inHeap + shares.byC)).toBeLessThan(MOST_BY_C);
  });
}

/** Records a program; it must end as it should, print `expected`, and miss nothing. */
async function expectConformance(
  folder: string,
  name: string,
  { python, pythonVersion }: Version,
  expected: string,
): Promise<RecordedProgram> {
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
  expect(run.facts.audit?.mismatches).toBe(0);
  return run;
}
