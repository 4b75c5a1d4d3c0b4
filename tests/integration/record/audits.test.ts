// Programs that lean on the standard library: no event may be missed, whatever C code they reach. Every count is compared with the
// event before it, with memory at the last line and at the end, and with a second run in which every candidate store is logged.

import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { rerunFile } from '../../../src/main/app/rerun.ts';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { verifySession } from '../../../src/main/session/checks/verify-session.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const programs = new URL('../../fixtures/audit/', import.meta.url);
const names = readdirSync(programs).filter((name) => name.endsWith('.py'));
const folder = temporaryFolder();
afterAll(folder.remove);

describe.each(ENGINES.map(({ id }) => id))('on Python %s', (python) => {
  test.each(names)('%s', async (programName) => {
    const source = readFileSync(new URL(programName, programs));
    const run = await recordProgram(folder.path('.'), source, { programName, python });
    expect(run.stderr).toBe('');
    expect(run.facts).toMatchObject({ status: 'finished', exitStatus: 0, gaps: 0 });
    expect(run.facts.audit?.mismatches).toBe(0);
    expect(run.facts.audit?.objects).toBeGreaterThan(200);
    const session = run.open();
    expect(verifySession(session).lines).toEqual([]);
    session.close();
    const { divergence, verification } = await rerunFile(run.path);
    expect(divergence).toBeNull();
    expect(verification).toMatchObject({ gaps: 0, audit: run.facts.audit });
  });
});
