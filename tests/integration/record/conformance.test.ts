// Every conformance program, recorded: prints what native 64-bit CPython 3.12.1 prints, and no count is missing.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { verifySession } from '../../../src/main/session/verify-session.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const corpus = new URL('../../fixtures/conformance/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, corpus), 'utf8');
const has = (name: string): boolean => existsSync(new URL(name, corpus));
const programs = readdirSync(corpus)
  .filter((name) => name.endsWith('.py'))
  .map((name) => name.slice(0, -3));

const folder = temporaryFolder();
afterAll(folder.remove);

test('the corpus is there', () => {
  expect(programs).toHaveLength(64);
});

test.each(programs)('%s', async (name) => {
  const expected = read(has(`${name}.out`) ? `${name}.out` : `${name}.out-3.12.1`);
  const exitStatus = has(`${name}.exit`) ? Number(read(`${name}.exit`)) : 0;
  const run = await recordProgram(folder.path('.'), read(`${name}.py`), {
    programName: `${name}.py`,
  });
  expect(run.stdout).toBe(expected);
  expect(run.facts).toMatchObject({
    status: 'finished',
    exitStatus,
    gaps: 0,
    pythonVersion: '3.12.1',
  });
  const session = run.open();
  const result = verifySession(session);
  expect(result.lines).toEqual([]);
  expect(result.events).toBe(run.facts.events);
  const output = session.outputs().filter((row) => row.stream === 'stdout');
  expect(Buffer.concat(output.map((row) => row.bytes)).toString('utf8')).toBe(expected);
  session.close();
});
