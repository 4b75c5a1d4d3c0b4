// An engine in which one store to a reference count is not logged: the recording has to notice, and to name the object.

import { mkdtempSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sha256 } from '../../../src/main/app/files.ts';
import { createQueries } from '../../../src/main/session/query/session-queries.ts';
import { verifySession } from '../../../src/main/session/checks/verify-session.ts';
import type { Site } from '../../../src/shared/model/site.ts';
import { ByteWriter } from '../../../src/shared/base/bytes.ts';
import { recordProgram, type RecordedProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
const I32_CONST = 0x41;
const NOP = 0x01;
const STORE = [0x36, 2, 0];

/** `i32.const SITE; call …` stands in place of the store, which takes its place again. */
function unlog(wasm: Buffer, site: number): Buffer {
  for (const certain of [0, 1 << 16]) {
    const push = Buffer.from([I32_CONST, ...new ByteWriter(8).s32(site | certain).view()]);
    const at = wasm.indexOf(Buffer.concat([push, Buffer.from([0x10])]));
    if (at < 0) continue;
    const call = wasm.subarray(at + push.length + 1);
    const end = at + push.length + 2 + call.findIndex((byte) => byte < 0x80);
    wasm.fill(NOP, at, end);
    wasm.set(STORE, at);
    return wasm;
  }
  throw new Error(`site ${site} is not in the binary`);
}

async function recordWithout(cFunction: string, source: string): Promise<RecordedProgram> {
  vi.stubEnv('REFSCOPE_CACHE', folder.path('cache'));
  await recordProgram(folder.path('.'), 'pass');
  const engines = folder.path('cache/engines');
  const [name] = (await readdir(engines)).filter((file) => file.endsWith('.json'));
  const target = path.join(engines, name?.slice(0, -'.json'.length) ?? '');
  const facts = JSON.parse(await readFile(`${target}.json`, 'utf8')) as { sites: Site[] };
  const site = facts.sites.findIndex((one) => one.cFunction === cFunction && one.kind === 'inc');
  const wasm = unlog(await readFile(`${target}.wasm`), site);
  await writeFile(`${target}.wasm`, wasm);
  await writeFile(`${target}.json`, JSON.stringify({ ...facts, sha256: sha256(wasm) }));
  // The compiled engine is kept in memory: a fresh copy of the app reads the changed one.
  vi.resetModules();
  const fresh = await import('../../harness/record.ts');
  return fresh.recordProgram(mkdtempSync(folder.path('fresh-')), source);
}

let run: RecordedProgram;
beforeAll(async () => {
  run = await recordWithout(
    'PyMethod_New',
    'class Thing:\n    def act(self):\n        return 1\nthing = Thing()\nact = thing.act\n',
  );
});
afterAll(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

test('a store that is not logged is a gap of the object that it changed', () => {
  const session = run.open();
  const { gaps, lines } = verifySession(session);
  expect(gaps).toBeGreaterThan(0);
  expect(run.facts.gaps).toBe(gaps);
  const [gap] = session.gaps();
  expect(session.label(gap?.objectId ?? 0)).toMatch(/act|Thing|thing/);
  expect(lines[0]).toContain(`object ${gap?.objectId}`);
  session.close();
});

test('the window is told which object it is', () => {
  const session = run.open();
  const { gaps, facts } = createQueries(session)['session.summary']({});
  expect(facts.audit?.objects).toBeGreaterThan(100);
  expect(gaps?.count).toBe(run.facts.gaps);
  expect(gaps?.first[0]).toMatchObject({ label: expect.stringMatching(/act|thing/) as string });
  session.close();
});
